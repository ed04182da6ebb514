import { mkdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { workDir } from "./paths.mjs";

/**
 * Fills a temporary directory and then moves it into place. Readers find either the old directory
 * or the complete new one, even if two builds run at the same time.
 *
 * @param {string} directory
 * @param {(filled: string) => Promise<unknown>} fill
 */
export async function replaceDirectory(directory, fill) {
  const filled = join(workDir, `unfinished.${process.pid}`);
  mkdirSync(filled, { recursive: true });
  try {
    await fill(filled);
    rmSync(directory, { recursive: true, force: true });
    renameSync(filled, directory);
  } finally {
    rmSync(filled, { recursive: true, force: true });
  }
}
