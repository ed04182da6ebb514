import { readFileSync } from "node:fs";
import { join } from "node:path";
import { modulesDir, root } from "../lib/paths.mjs";
import { run } from "../lib/process.mjs";

/** @typedef {{ packages: Record<string, { version?: string, optional?: boolean }> }} Lock */

/** Installs the packages of package-lock.json unless exactly these are installed. */
export async function installNpmPackages() {
  if (!areInstalled())
    await run("install the npm packages", "npm", ["ci", "--no-audit", "--no-fund"], { cwd: root });
}

function areInstalled() {
  const wanted = readLock(join(root, "package-lock.json"));
  // npm's own record of the installed packages.
  const present = readLock(join(modulesDir, ".package-lock.json"));
  if (wanted === null) throw new Error("package-lock.json is missing or unreadable.");
  if (present === null) return false;
  return Object.entries(wanted.packages).every(([path, { version, optional }]) => {
    if (path === "") return true;
    const found = present.packages[path];
    // An optional package may be for another platform.
    return found === undefined ? optional === true : found.version === version;
  });
}

/** @param {string} file @returns {Lock | null} */
function readLock(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return null;
  }
}
