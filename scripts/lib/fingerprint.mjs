import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { root } from "./paths.mjs";

/**
 * What went in and what came out when something was last made: whether it must be made again.
 *
 * @typedef {{ inputs: string, outputs: string }} Stamp
 */

/**
 * @param {string} stampFile
 * @param {{ inputs: string[], facts?: string[], outputs: string }} of files and directories; what else decides; the result's directory
 */
export function isFresh(stampFile, of) {
  const now = stampOf(of);
  try {
    const then = /** @type {Stamp} */ (JSON.parse(readFileSync(stampFile, "utf8")));
    return then.inputs === now.inputs && then.outputs === now.outputs;
  } catch {
    return false;
  }
}

/** @param {string} stampFile @param {Parameters<typeof isFresh>[1]} of */
export function markFresh(stampFile, of) {
  mkdirSync(dirname(stampFile), { recursive: true });
  writeFileSync(stampFile, JSON.stringify(stampOf(of)));
}

/** @param {Parameters<typeof isFresh>[1]} of @returns {Stamp} */
function stampOf({ inputs, facts = [], outputs }) {
  return { inputs: hash(inputs, facts), outputs: hash([outputs], []) };
}

/** @param {string[]} paths @param {string[]} facts */
function hash(paths, facts) {
  const sum = createHash("sha256");
  for (const fact of facts) sum.update(`${fact}\0`);
  for (const file of paths.flatMap(filesUnder)) {
    sum.update(`${relative(root, file)}\0`);
    sum.update(readFileSync(file));
    sum.update("\0");
  }
  return sum.digest("hex");
}

/** @param {string} path @returns {string[]} */
export function filesUnder(path) {
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesUnder(join(path, name)));
}
