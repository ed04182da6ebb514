import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../scripts/lib/paths.mjs";
import { trackedFiles } from "./changed.mjs";

const WIDTH = 100;
const SOURCES = /\.(rs|[cm]?[jt]sx?|css|html|vue|svelte|wat|toml|yml)$/;

/** A comment that begins with a word that begins no plain sentence. */
const BEGINS_BADLY =
  /^\s*(\/\/[/!]?|\/?\*\*?|#|;;|<!--)\s+(What|Who|Whose|Whoever|Whatever|Of|Has|To be)\b/;

/** Checks the width of the lines and the beginnings of comments in all sources. */
export async function prose() {
  const wrong = trackedFiles()
    .filter((path) => SOURCES.test(path))
    .flatMap((path) => faultsIn(path, readFileSync(join(root, path), "utf8")));
  return { passed: wrong.length === 0 ? 1 : 0, failed: wrong.length, output: wrong.join("\n") };
}

/**
 * Returns the lines that are too wide or begin badly, each as a sentence.
 *
 * @param {string} path
 * @param {string} text
 */
export function faultsIn(path, text) {
  return text.split("\n").flatMap((line, index) => {
    const place = `${path}:${index + 1}`;
    const faults = [];
    if (Array.from(line).length > WIDTH) faults.push(`${place} is wider than ${WIDTH} columns`);
    const word = BEGINS_BADLY.exec(line)?.[2];
    if (word !== undefined) faults.push(`${place} is a comment that begins with "${word}"`);
    return faults;
  });
}
