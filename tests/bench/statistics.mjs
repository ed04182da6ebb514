/** @param {number[]} samples */
export function median(samples) {
  const sorted = samples.toSorted((one, other) => one - other);
  const middle = Math.floor(sorted.length / 2);
  const [lower = Number.NaN, upper = Number.NaN] = [sorted[middle - 1 + (sorted.length % 2)], sorted[middle]];
  return (lower + upper) / 2;
}

/** @template {string} Name @param {Record<Name, number[]>} samples @returns {Record<Name, number>} */
export function medians(samples) {
  const entries = /** @type {[Name, number[]][]} */ (Object.entries(samples));
  return /** @type {Record<Name, number>} */ (
    Object.fromEntries(entries.map(([name, values]) => [name, median(values)]))
  );
}

/** @param {number[]} samples @param {number[]} less of the same rounds */
export function difference(samples, less) {
  return median(samples.map((sample, round) => sample - (less[round] ?? Number.NaN)));
}
