import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

/**
 * Returns the paths of all programs of this name on the search path, in the order of the search
 * path.
 *
 * @param {string} name
 */
export function which(name) {
  const directories = (process.env.PATH ?? "")
    .split(delimiter)
    .filter((directory) => directory !== "");
  return [...new Set(directories)].map((directory) => join(directory, name)).filter(isProgram);
}

/** @param {string} file */
function isProgram(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
