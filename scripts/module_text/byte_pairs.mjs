/** The number of pairs that are replaced. More pairs save nothing. */
const PAIRS = 34;

/**
 * Repeatedly replaces the most frequent pair of neighbours with a new symbol, as in byte-pair
 * encoding. Brotli alone finds only longer repetitions.
 *
 * @param {number[][]} sequences of bytes; a pair never spans two sequences
 * @returns {{ sequences: number[][], symbols: (number | [number, number])[] }} sequences of
 *   symbols, and the meaning of each symbol: a byte, or two symbols. More frequent symbols have
 *   smaller numbers.
 *   or two symbols. The more frequent, the smaller.
 */
export function replacePairs(sequences) {
  let replaced = sequences;
  /** @type {Map<number, [number, number]>} */
  const pairs = new Map();
  for (let symbol = 256; symbol < 256 + PAIRS; symbol++) {
    const pair = mostFrequentPair(replaced);
    pairs.set(symbol, pair);
    replaced = replaced.map((sequence) => replacePair(sequence, pair, symbol));
  }

  const counts = new Map(
    [...pairs.keys(), ...[...pairs.values()].flat()].map((symbol) => [symbol, 0]),
  );
  for (const symbol of replaced.flat()) counts.set(symbol, (counts.get(symbol) ?? 0) + 1);
  const sorted = [...counts].sort(([, one], [, other]) => other - one).map(([symbol]) => symbol);
  const places = new Map(sorted.map((symbol, place) => [symbol, place]));
  const placeOf = (/** @type {number} */ symbol) => /** @type {number} */ (places.get(symbol));
  return {
    sequences: replaced.map((sequence) => sequence.map(placeOf)),
    symbols: sorted.map((symbol) => {
      const pair = pairs.get(symbol);
      return pair === undefined ? symbol : [placeOf(pair[0]), placeOf(pair[1])];
    }),
  };
}

/** @param {number[][]} sequences @returns {[number, number]} */
function mostFrequentPair(sequences) {
  // More than the number of symbols.
  const LIMIT = 1_000;
  /** @type {Map<number, number>} */
  const counts = new Map();
  for (const sequence of sequences) {
    sequence.slice(1).forEach((second, at) => {
      const pair = /** @type {number} */ (sequence[at]) * LIMIT + second;
      counts.set(pair, (counts.get(pair) ?? 0) + 1);
    });
  }
  const [pair] = [...counts].reduce((most, entry) => (entry[1] > most[1] ? entry : most), [0, 0]);
  return [Math.floor(pair / LIMIT), pair % LIMIT];
}

/** @param {number[]} sequence @param {[number, number]} pair @param {number} symbol */
function replacePair(sequence, [first, second], symbol) {
  const replaced = [];
  for (let at = 0; at < sequence.length; at++) {
    const isPair = sequence[at] === first && sequence[at + 1] === second;
    replaced.push(isPair ? symbol : /** @type {number} */ (sequence[at]));
    if (isPair) at++;
  }
  return replaced;
}
