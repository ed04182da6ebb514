import { readFileSync, writeFileSync } from "node:fs";
import { run } from "../lib/process.mjs";
import { withoutAlignments } from "../module_text/decoder.mjs";
import { sortFunctions } from "../module_text/sort_functions.mjs";
import { toolEnv } from "../setup/rust_tools.mjs";

/**
 * What makes the module small when it is compressed, found by trying: brotli does better with calls of one function than with its
 * copies, with code written out than with what is clever about locals, and with one segment of data than with many. The stack
 * ends at the low end of the memory, so nothing lives in the first KiB, and a small addition to an address may become an offset.
 */
export const OPTIMIZE = [
  "-O3",
  "--low-memory-unused",
  "--one-caller-inline-max-function-size=15",
  "--flexible-inline-max-function-size=0",
  "--always-inline-max-function-size=0",
  "--skip-pass=simplify-locals",
  "--skip-pass=local-cse",
  "--skip-pass=memory-packing",
];

/** What no engine reads, and the names that module and glue know each other by: see {@link shortenNames}. */
const MINIFY = [
  "--minify-imports-and-exports-and-modules",
  "--strip-producers",
  "--strip-target-features",
];

/**
 * Makes the module smaller, in its place.
 *
 * @param {string} wasm the module
 * @param {string} glue the JavaScript that talks to it
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
 * Has the glue call the module by its new names, of one or two letters each. wasm-bindgen's carry hashes, which nothing
 * compresses and bundlers must not touch, in both files: 2 KB of what a page downloads.
 *
 * @param {string} glue
 * @param {{ imports: [module: string, long: string, short: string][], exports: [long: string, short: string][] }} names
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
    // The names of all modules have become those of one.
    .replace(/(?: +"[^"\n]+": import\d+,\n)+/, (lines) => {
      // The same module stands there once for each function that needs no glue.
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

  const forgotten = [...imported.keys(), ...exported.keys()].filter(
    (long) => text.includes(`${long}:`) || text.includes(`wasm.${long}(`),
  );
  if (forgotten.length > 0)
    throw new Error(`the glue still has the long names of ${forgotten.join(", ")}`);
  writeFileSync(glue, text);
}
