/**
 * A line of the table.
 *
 * @typedef {"clerkSession" | "clerkJs" | "noRhc" | "zod" | "jsonParse"} Peer
 * @typedef {Partial<Record<Peer, number>>} Figures
 * @typedef {"bytes" | "ms" | "µs" | "×" | ""} Unit
 * @typedef {{ name: string, reached: boolean }} Goal
 * @typedef {{
 *   measure: string,
 *   unit: Unit,
 *   values: Figures,
 *   ratios?: Figures,
 *   goals: Goal[],
 *   isExtra?: boolean,
 *   details?: unknown,
 * }} Row ratios: what clerk-session's figure is of each peer's; isExtra: the README does without it; details: for the JSON only
 */

/** @param {number | undefined} value @param {number} most @param {string} name @returns {Goal} */
export function atMost(value, most, name) {
  return { name, reached: value !== undefined && value <= most };
}
