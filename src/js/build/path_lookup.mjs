import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

/**
 * Every program of that name on the search path, the first to be used first.
 *
 * @param {string} name
 * @param {string | undefined} path
 */
export function programsNamed(name, path) {
  const found = (path ?? "")
    .split(delimiter)
    .filter((directory) => directory !== "")
    .map((directory) => join(directory, name))
    .filter(isProgram);
  return [...new Set(found)];
}

/** @param {string} file */
export function isProgram(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
