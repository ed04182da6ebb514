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
 * }} Row ratios: clerk-session's figure as a multiple of each peer's; isExtra: not in the README's
 *   table; details: only for the JSON report
 */

/**
 * Returns a goal that is reached if `value` is `max` or less.
 *
 * @param {number | undefined} value
 * @param {number} max
 * @param {string} name
 * @returns {Goal}
 */
export function atMost(value, max, name) {
  return { name, reached: value !== undefined && value <= max };
}
