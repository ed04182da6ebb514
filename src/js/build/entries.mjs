import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { build } from "esbuild";
import { encode } from "../entry/bytes_as_text.js";
import { split } from "../entry/streams.js";
import { filesUnder } from "./fingerprint.mjs";
import { glueDir, glueFile, wasmName } from "./glue.mjs";
import { root } from "./places.mjs";

const entryDir = join(root, "src", "js", "entry");

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
        plugins: [wasmText],
        logLevel: "silent",
      }),
    ),
  );
}

/**
 * `import text from "clerk-session-wasm-text"`: the module's bytes, as the entry decodes them.
 *
 * @type {import("esbuild").Plugin}
 */
const wasmText = {
  name: "wasm-text",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^clerk-session-wasm-text$/ }, () => ({ path: wasmName, namespace: "wasm-text" }));
    onLoad({ filter: /.*/, namespace: "wasm-text" }, ({ path }) => ({
      contents: split(readFileSync(join(glueDir, path)))
        .map(encode)
        .join(" "),
      loader: "text",
    }));
  },
};
