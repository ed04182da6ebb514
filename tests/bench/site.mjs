import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { wasmName } from "../../scripts/build/glue.mjs";
import { bundled } from "../../scripts/build/size.mjs";
import { packageDir } from "../../scripts/lib/paths.mjs";

// The benchmark's web site.

const JAVASCRIPT = "text/javascript; charset=utf-8";
const CLERK_KEY = "pk_live_Y2xlcmsuZXhhbXBsZS5jb20k";

/** The build of clerk-js that, by its documentation, a page's script element loads. */
export const clerkScript = createRequire(import.meta.url)
  .resolve("@clerk/clerk-js")
  .replace(/clerk\.js$/, "clerk.browser.js");

/** The attributes of the script element that loads clerk-js. */
export const clerkElement = {
  src: "/clerk.browser.js",
  "data-clerk-publishable-key": CLERK_KEY,
  crossorigin: "anonymous",
};

/**
 * The peers that are loaded by `import()`, and the modules of the measures' pages. Each is a bundle
 * of its own.
 */
const BUNDLES = [
  ...["clerk_session", "clerk_session_slim", "clerk_no_rhc", "zod"].map((name) => `peers/${name}`),
  ...["conversion", "calls", "memory", "peak"].map((name) => `page/${name}`),
];

/**
 * Builds the site's files, by their paths.
 *
 * @returns {Promise<Map<string, import("./server.mjs").File>>}
 */
export async function site() {
  /** @type {Map<string, import("./server.mjs").File>} */
  const files = new Map();
  files.set("/", { type: "text/html; charset=utf-8", body: page("") });
  const attributes = Object.entries(clerkElement).map(([name, value]) => `${name}="${value}"`);
  files.set("/with-clerk-js", {
    type: "text/html; charset=utf-8",
    body: page(`<script ${attributes.join(" ")}></script>`),
  });
  files.set("/clerk.browser.js", { type: JAVASCRIPT, body: readFileSync(clerkScript) });
  files.set(`/peers/${wasmName}`, {
    type: "application/wasm",
    body: readFileSync(join(packageDir, wasmName)),
  });
  for (const name of BUNDLES)
    files.set(`/${name}.js`, { type: JAVASCRIPT, body: await bundled(exportAll(name)) });
  return files;
}

/**
 * Returns code that re-exports a module.
 *
 * @param {string} name of a TypeScript file in this directory
 */
export function exportAll(name) {
  return `export * from ${JSON.stringify(fileURLToPath(new URL(`${name}.ts`, import.meta.url)))};`;
}

/** @param {string} head */
function page(head) {
  const title = "<title>clerk-session's benchmark</title>";
  return `<!doctype html>${title}<link rel="icon" href="data:,">${head}`;
}
