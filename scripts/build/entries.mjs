import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { build } from "esbuild";
import { filesUnder } from "../lib/fingerprint.mjs";
import { root } from "../lib/paths.mjs";
import { decodeModule } from "../module_text/decode.js";
import { buildDecoder } from "../module_text/decoder.mjs";
import { encodeModule } from "../module_text/encode.mjs";
import { glueDir, glueFile, wasmName } from "./glue.mjs";

const entryDir = join(root, "src", "npm", "entry");
const reactFile = join(root, "src", "react", "index.js");

/**
 * The JavaScript files of the package. Each is bundled into one file, so that users' bundlers have
 * nothing more to resolve.
 */
const ENTRIES = /** @type {const} */ ([
  { source: join(entryDir, "index.js"), output: "index.js", format: "esm" },
  { source: join(entryDir, "index.js"), output: "index.cjs", format: "cjs" },
  { source: join(entryDir, "slim.js"), output: "slim.js", format: "esm" },
  { source: join(entryDir, "workerd.js"), output: "workerd.js", format: "esm" },
  { source: reactFile, output: "react.js", format: "esm" },
  { source: reactFile, output: "react.cjs", format: "cjs" },
]);

/**
 * Returns the path of wasm-bindgen's copy of a file. The entries import this copy, because they
 * must share the error class with the module, and a second copy of a function would be downloaded
 * too.
 *
 * @param {string} name
 */
function copyOf(name) {
  const file = filesUnder(glueDir).find((path) => basename(path) === name);
  if (file === undefined) throw new Error(`wasm-bindgen has left no copy of ${name}`);
  return file;
}

/**
 * Bundles the entries.
 *
 * @param {string} directory the output directory
 */
export async function bundleEntries(directory) {
  const virtual = await moduleAsText();
  await Promise.all(
    ENTRIES.map(({ source, output, format }) =>
      build({
        entryPoints: [source],
        outfile: join(directory, output),
        format,
        bundle: true,
        platform: "neutral",
        target: "es2022",
        alias: {
          "clerk-session-glue": glueFile,
          "clerk-session-error": copyOf("session_error.js"),
          "clerk-session-notify": copyOf("notify.js"),
          "clerk-session-page": copyOf("page.js"),
        },
        external: [`./${wasmName}`, "react"],
        plugins: [virtualModules(virtual)],
        logLevel: "silent",
      }),
    ),
  );
}

/**
 * Returns the module as text and the decoder that turns the text into the module, both as sources
 * of JavaScript modules.
 */
async function moduleAsText() {
  const module = readFileSync(join(glueDir, wasmName));
  const text = encodeModule(module);
  const decoder = await buildDecoder();
  if (Buffer.compare(decodeModule(decoder, text), module) !== 0)
    throw new Error("the text does not decode to the module");
  return {
    "clerk-session-module-text": `export default ${JSON.stringify(text)}`,
    // An array of numbers: before a page has compiled anything, decoding these bytes from a text
    // takes 2 ms.
    "clerk-session-decoder": `export default [${decoder.join(",")}]`,
  };
}

/**
 * Returns an esbuild plugin that provides modules without files, by the names that imports use.
 *
 * @param {Record<string, string>} sources
 * @returns {import("esbuild").Plugin}
 */
function virtualModules(sources) {
  return {
    name: "modules",
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^clerk-session-/ }, ({ path }) =>
        path in sources ? { path, namespace: "module" } : undefined,
      );
      onLoad({ filter: /.*/, namespace: "module" }, ({ path }) => ({
        contents: sources[path] ?? "",
      }));
    },
  };
}
