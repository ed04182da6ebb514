/** Returns the version in a program's output. @param {string} output printed for --version */
export function versionIn(output) {
  return /\d+(\.\d+)+/.exec(output)?.[0] ?? "0";
}

/** Returns whether `version` is before `other`. @param {string} version @param {string} other */
export function isOlder(version, other) {
  return version.localeCompare(other, "en", { numeric: true }) < 0;
}
