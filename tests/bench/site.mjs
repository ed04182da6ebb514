import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { wasmName } from "../../scripts/build/glue.mjs";
import { bundled } from "../../scripts/build/size.mjs";
import { packageDir } from "../../scripts/lib/paths.mjs";

/** What the benchmark's web site has on it. */

const JAVASCRIPT = "text/javascript; charset=utf-8";
const CLERK_KEY = "pk_live_Y2xlcmsuZXhhbXBsZS5jb20k";

/** The build of clerk-js that its documentation has a page's script element load. */
export const clerkScript = createRequire(import.meta.url)
  .resolve("@clerk/clerk-js")
  .replace(/clerk\.js$/, "clerk.browser.js");

/** How the page loads it. */
export const clerkElement = {
  src: "/clerk.browser.js",
  "data-clerk-publishable-key": CLERK_KEY,
  crossorigin: "anonymous",
};

/** The peers that are loaded by `import()`, and what the pages of the measures do: each bundled by itself. */
const BUNDLES = [
  ...["clerk_session", "clerk_session_slim", "clerk_no_rhc", "zod"].map((name) => `peers/${name}`),
  ...["conversion", "calls", "memory", "peak"].map((name) => `page/${name}`),
];

/** @returns {Promise<Map<string, import("./server.mjs").File>>} */
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
    files.set(`/${name}.js`, { type: JAVASCRIPT, body: await bundled(everythingOf(name)) });
  return files;
}

/** @param {string} name of a TypeScript file in this directory */
export function everythingOf(name) {
  return `export * from ${JSON.stringify(fileURLToPath(new URL(`${name}.ts`, import.meta.url)))};`;
}

/** @param {string} head */
function page(head) {
  return `<!doctype html><title>clerk-session's benchmark</title><link rel="icon" href="data:,">${head}`;
}
