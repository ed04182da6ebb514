import { readFileSync, writeFileSync } from "node:fs";
import { run } from "../lib/process.mjs";
import { withoutAlignments } from "../module_text/decoder.mjs";
import { sortFunctions } from "../module_text/sort_functions.mjs";
import { toolEnv } from "../setup/rust_tools.mjs";

/**
 * Options of wasm-opt that make the compressed module small, found by measurement. Brotli
 * compresses calls of one function better than inlined copies of it, plain code better than code
 * with clever use of locals, and one data segment better than many. Functions that are always
 * called with the same constants are first copied for these. `--low-memory-unused` lets a small
 * addition to an address become an offset. It is safe because the stack ends at the low end of the
 * memory, so the first KiB holds no data.
 */
export const OPTIMIZE = [
  "--monomorphize",
  "-O3",
  "--low-memory-unused",
  "--one-caller-inline-max-function-size=20",
  "--flexible-inline-max-function-size=0",
  "--always-inline-max-function-size=0",
  "--skip-pass=merge-blocks",
  "--skip-pass=simplify-locals",
  "--skip-pass=local-cse",
  "--skip-pass=memory-packing",
];

/**
 * Options that remove sections which no engine reads, and shorten the names that module and glue
 * share: see {@link shortenNames}.
 */
const MINIFY = [
  "--minify-imports-and-exports-and-modules",
  "--strip-producers",
  "--strip-target-features",
];

/**
 * Optimizes the module for size, in place.
 *
 * @param {string} wasm the module
 * @param {string} glue the JavaScript that calls it
 */
export async function optimize(wasm, glue) {
  const env = toolEnv();
  const printed = await run(
    "optimize (wasm-opt)",
    "wasm-opt",
    [...OPTIMIZE, ...MINIFY, wasm, "-o", wasm],
    {
      env,
    },
  );
  writeFileSync(wasm, sortFunctions(await withoutAlignments(readFileSync(wasm))));
  shortenNames(glue, JSON.parse(printed));
}

/**
 * Rewrites the glue to call the module by its new names, of one or two letters each. The names of
 * wasm-bindgen carry hashes, which do not compress and which bundlers must keep, in both files:
 * 2 KB of a page's download.
 *
 * @param {string} glue
 * @param {{
 *   imports: [module: string, long: string, short: string][],
 *   exports: [long: string, short: string][],
 * }} names
 */
function shortenNames(glue, names) {
  const imported = new Map(names.imports.map(([, long, short]) => [long, short]));
  const exported = new Map(names.exports);

  const text = readFileSync(glue, "utf8")
    .replaceAll(/^( +)(\w+)(?=: function)/gm, (whole, indent, long) => {
      const short = imported.get(long);
      return short === undefined ? whole : `${indent}${short}`;
    })
    .replaceAll(/\bwasm\.(\w+)/g, (whole, long) => {
      const short = exported.get(long);
      return short === undefined ? whole : `wasm.${short}`;
    })
    // wasm-opt has renamed all imported modules to one name, "a".
    .replace(/(?: +"[^"\n]+": import\d+,\n)+/, (lines) => {
      // The glue lists a module once for each of its functions that needs no glue.
      const modules = new Map(
        [...lines.matchAll(/"([^"]+)": (import\d+)/g)].map(([, from, object]) => [from, object]),
      );
      const members = [...modules].flatMap(([from, object]) => {
        const direct = names.imports.filter(([module]) => module === from);
        return from?.endsWith("_bg.js")
          ? [`...${object}`]
          : direct.map(([, long, short]) => `${short}: ${object}.${long}`);
      });
      return `        "a": { ${members.join(", ")} },\n`;
    });

  const unreplaced = [...imported.keys(), ...exported.keys()].filter(
    (long) => text.includes(`${long}:`) || text.includes(`wasm.${long}(`),
  );
  if (unreplaced.length > 0)
    throw new Error(`the glue still has the long names of ${unreplaced.join(", ")}`);
  writeFileSync(glue, text);
}
