/**
 * A line of the table.
 *
 * @typedef {"clerkSession" | "clerkJs" | "noRhc" | "zod" | "jsonParse"} Peer
 * @typedef {"bytes" | "ms" | "µs" | "×" | ""} Unit
 * @typedef {{ name: string, reached: boolean }} Goal
 * @typedef {{
 *   measure: string,
 *   unit: Unit,
 *   values: Partial<Record<Peer, number>>,
 *   goals: Goal[],
 *   isExtra?: boolean,
 *   details?: unknown,
 * }} Row isExtra: the README does without it; details: for the JSON only
 */

/**
 * What clerk-session's figure is of a peer's.
 *
 * @param {Row["values"]} values
 * @param {Peer} peer
 */
export function ratio({ clerkSession, ...others }, peer) {
  const other = peer === "clerkSession" ? undefined : others[peer];
  return clerkSession === undefined || other === undefined || other === 0 ? null : clerkSession / other;
}

/** @param {Row["values"]} values @returns {Partial<Record<Peer, number>>} what clerk-session's figure is of each peer's */
export function ratios(values) {
  const peers = /** @type {Peer[]} */ (Object.keys(values));
  return Object.fromEntries(
    peers.flatMap((peer) => {
      const value = ratio(values, peer);
      return value === null ? [] : [[peer, value]];
    }),
  );
}

/**
 * @param {Row["values"]} values
 * @param {Peer} peer
 * @param {number} most
 * @param {string} name
 * @returns {Goal} that clerk-session's figure is at most this part of a peer's
 */
export function partOf(values, peer, most, name) {
  return { name, reached: (ratio(values, peer) ?? Number.POSITIVE_INFINITY) <= most };
}

/** @param {number} value @param {number} most @param {string} name @returns {Goal} */
export function atMost(value, most, name) {
  return { name, reached: value <= most };
}
