/**
 * Formats a figure with the precision of its unit.
 *
 * @param {number | undefined} value
 * @param {import("./row.mjs").Unit} unit
 */
export function figure(value, unit) {
  if (value === undefined) return "–";
  if (unit === "bytes" || unit === "") return value.toLocaleString("en");
  if (unit === "×") return value.toFixed(2);
  return value >= 100 ? value.toFixed(0) : value.toPrecision(3);
}

/**
 * Formats a ratio.
 *
 * @param {number | undefined} ratio of clerk-session's figure to a peer's
 */
export function share(ratio) {
  return ratio === undefined ? "" : ` (${ratio.toFixed(2)} ×)`;
}
