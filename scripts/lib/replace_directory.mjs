import { mkdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { workDir } from "./paths.mjs";

/**
 * Fills a directory beside and then moves it: whoever reads it finds the old one or the new one whole, also when two builds run at once.
 *
 * @param {string} directory
 * @param {(made: string) => Promise<unknown>} fill
 */
export async function replaceDirectory(directory, fill) {
  const made = join(workDir, `unfinished.${process.pid}`);
  mkdirSync(made, { recursive: true });
  try {
    await fill(made);
    rmSync(directory, { recursive: true, force: true });
    renameSync(made, directory);
  } finally {
    rmSync(made, { recursive: true, force: true });
  }
}
