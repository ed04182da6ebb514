/** @param {number[]} samples */
export function median(samples) {
  const sorted = samples.toSorted((one, other) => one - other);
  const middle = Math.floor(sorted.length / 2);
  const [lower = Number.NaN, upper = Number.NaN] = [
    sorted[middle - 1 + (sorted.length % 2)],
    sorted[middle],
  ];
  return (lower + upper) / 2;
}

/**
 * @template {{ [name: string]: number[] }} Samples
 * @param {Samples} samples
 * @returns {{ [Name in keyof Samples]: number }}
 */
export function medians(samples) {
  const entries = Object.entries(samples).map(([name, values]) => [name, median(values)]);
  return /** @type {{ [Name in keyof Samples]: number }} */ (Object.fromEntries(entries));
}

/**
 * Returns the median of the comparisons of two samples of the same round. Other work that slows a
 * round down affects both samples.
 *
 * @param {number[]} samples
 * @param {number[]} others of the same rounds
 * @param {(sample: number, other: number) => number} compare
 */
export function paired(samples, others, compare) {
  return median(samples.map((sample, round) => compare(sample, others[round] ?? Number.NaN)));
}

/** @param {number} one @param {number} other */
export const difference = (one, other) => one - other;

/** @param {number} one @param {number} other */
export const quotient = (one, other) => one / other;

/**
 * Returns clerk-session's samples as multiples of each peer's.
 *
 * @param {{ clerkSession: number[] } & Partial<Record<import("./row.mjs").Peer, number[]>>} samples
 * @returns {import("./row.mjs").Figures}
 */
export function ratios({ clerkSession, ...others }) {
  return Object.fromEntries(
    Object.entries(others).map(([peer, samples]) => [
      peer,
      paired(clerkSession, samples, quotient),
    ]),
  );
}
