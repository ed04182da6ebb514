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

/** The JavaScript of the package; each is one file, which users' bundlers need not resolve any further. */
const ENTRIES = /** @type {const} */ ([
  { source: "index.js", output: "index.js", format: "esm" },
  { source: "index.js", output: "index.cjs", format: "cjs" },
  { source: "slim.js", output: "slim.js", format: "esm" },
  { source: "workerd.js", output: "workerd.js", format: "esm" },
]);

/** The class of the errors that the module makes, as wasm-bindgen has copied it: entries and module must share one class. */
function errorFile() {
  const file = filesUnder(glueDir).find((path) => basename(path) === "session_error.js");
  if (file === undefined) throw new Error("wasm-bindgen has left no copy of session_error.js");
  return file;
}

/** @param {string} directory where the bundled entries go */
export async function bundleEntries(directory) {
  const packed = await packedModule();
  await Promise.all(
    ENTRIES.map(({ source, output, format }) =>
      build({
        entryPoints: [join(entryDir, source)],
        outfile: join(directory, output),
        format,
        bundle: true,
        platform: "neutral",
        target: "es2022",
        alias: { "clerk-session-glue": glueFile, "clerk-session-error": errorFile() },
        external: [`./${wasmName}`],
        plugins: [modules(packed)],
        logLevel: "silent",
      }),
    ),
  );
}

/** The module as text, and what makes the module of it. */
async function packedModule() {
  const module = readFileSync(join(glueDir, wasmName));
  const text = encodeModule(module);
  const decoder = await buildDecoder();
  if (Buffer.compare(decodeModule(decoder, text), module) !== 0)
    throw new Error("the module is not what its text is made into");
  return {
    "clerk-session-module-text": `export default ${JSON.stringify(text)}`,
    // As numbers: a page, which has compiled nothing yet, takes 2 ms to decode them from a text.
    "clerk-session-decoder": `export default [${decoder.join(",")}]`,
  };
}

/**
 * The modules that no file holds, by the names they are imported by.
 *
 * @param {Record<string, string>} named
 * @returns {import("esbuild").Plugin}
 */
function modules(named) {
  return {
    name: "modules",
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^clerk-session-/ }, ({ path }) =>
        path in named ? { path, namespace: "module" } : undefined,
      );
      onLoad({ filter: /.*/, namespace: "module" }, ({ path }) => ({
        contents: named[path] ?? "",
      }));
    },
  };
}
