import { realpathSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The repository. */
export const root = fileURLToPath(new URL("../../", import.meta.url));

/** The finished npm package. */
export const packageDir = join(root, "pkg");

/** What the build keeps between runs; inside the ignored target/. */
export const workDir = join(root, "target", "npm");

/** Where Node finds this repository's packages and their commands. */
export const modulesDir = join(root, "node_modules");
export const modulesBin = join(modulesDir, ".bin");

/** Tools that belong to no clone: the next one finds them here. */
export const cacheDir = join(userCache(), "clerk-session");

/** Where cargo puts the commands that it installs for the user. */
export const cargoBin = join(process.env.CARGO_HOME ?? join(homedir(), ".cargo"), "bin");

function userCache() {
  if (process.env.XDG_CACHE_HOME) return process.env.XDG_CACHE_HOME;
  return process.platform === "darwin"
    ? join(homedir(), "Library", "Caches")
    : join(homedir(), ".cache");
}

/**
 * Whether a module is what `node` was called with, not imported by another.
 *
 * @param {string} url its import.meta.url
 */
export function isCommand(url) {
  return process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(url);
}
