/** @param {string} answer what a program says to --version */
export function versionIn(answer) {
  return /\d+(\.\d+)+/.exec(answer)?.[0] ?? "0";
}

/** @param {string} version @param {string} other */
export function isOlder(version, other) {
  return version.localeCompare(other, "en", { numeric: true }) < 0;
}
