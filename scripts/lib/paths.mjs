import { realpathSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The repository's root directory. */
export const root = fileURLToPath(new URL("../../", import.meta.url));

/** The directory of the finished npm package. */
export const packageDir = join(root, "pkg");

/** The directory of the build's intermediate results, inside target/, which git ignores. */
export const workDir = join(root, "target", "npm");

/** The directories of this repository's npm packages and of their commands. */
export const modulesDir = join(root, "node_modules");
export const modulesBin = join(modulesDir, ".bin");

/** The directory of installed tools, shared by all clones of the repository. */
export const cacheDir = join(userCache(), "clerk-session");

/** The directory into which cargo installs commands for the user. */
export const cargoBin = join(process.env.CARGO_HOME ?? join(homedir(), ".cargo"), "bin");

function userCache() {
  if (process.env.XDG_CACHE_HOME) return process.env.XDG_CACHE_HOME;
  return process.platform === "darwin"
    ? join(homedir(), "Library", "Caches")
    : join(homedir(), ".cache");
}

/**
 * Returns whether `node` was started with this module, as opposed to another module importing it.
 *
 * @param {string} url its import.meta.url
 */
export function isCommand(url) {
  return process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(url);
}
