import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { root } from "./paths.mjs";

/**
 * Hashes of an artifact's inputs and outputs at its last build. If both are unchanged, it need not
 * be built again.
 *
 * @typedef {{ inputs: string, outputs: string }} Stamp
 * @typedef {{ inputs: string[], facts?: string[], outputs: string }} Artifact the files and
 *   directories that go in, other values that the result depends on, and the result's directory
 */

/**
 * Returns whether an artifact's inputs and outputs are unchanged since {@link markFresh}.
 *
 * @param {string} stampFile
 * @param {Artifact} artifact
 */
export function isFresh(stampFile, artifact) {
  const now = stampOf(artifact);
  try {
    const then = /** @type {Stamp} */ (JSON.parse(readFileSync(stampFile, "utf8")));
    return then.inputs === now.inputs && then.outputs === now.outputs;
  } catch {
    return false;
  }
}

/** Records an artifact as built. @param {string} stampFile @param {Artifact} artifact */
export function markFresh(stampFile, artifact) {
  mkdirSync(dirname(stampFile), { recursive: true });
  writeFileSync(stampFile, JSON.stringify(stampOf(artifact)));
}

/** @param {Artifact} artifact @returns {Stamp} */
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

/**
 * Returns a file itself, or all files below a directory.
 *
 * @param {string} path
 * @returns {string[]}
 */
export function filesUnder(path) {
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesUnder(join(path, name)));
}
