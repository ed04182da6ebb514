import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { build } from "esbuild";
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
        plugins: [wasmHex],
        logLevel: "silent",
      }),
    ),
  );
}

/**
 * `import hex from "clerk-session-wasm-hex"`: the module's bytes as a string.
 * Hex, because it keeps the byte alignment on which brotli finds its matches: a quarter less to download than base64.
 *
 * @type {import("esbuild").Plugin}
 */
const wasmHex = {
  name: "wasm-hex",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^clerk-session-wasm-hex$/ }, () => ({ path: wasmName, namespace: "wasm-hex" }));
    onLoad({ filter: /.*/, namespace: "wasm-hex" }, ({ path }) => ({
      contents: readFileSync(join(glueDir, path)).toString("hex"),
      loader: "text",
    }));
  },
};
