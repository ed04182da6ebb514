// Numbers and bytes as printable ASCII without " and \: no bundler, charset or quote changes it.

/** Stands before each stream, and within none. */
export const SEPARATOR = "!";

/** Stands before a byte that is written as a number. */
const ESCAPE = "~";

const DIGITS = Array.from({ length: 92 }, (_, at) => String.fromCharCode(at + 35)).filter(
  (digit) => digit !== "\\",
);
const BASE = DIGITS.length;

/**
 * A number below `limit` has so many `digits`, which say how far it is from `from`. The first of them says how many there are, too: it
 * is `first` at least, and less than that of the next length.
 */
const LENGTHS = [
  { limit: 64, digits: 1, from: 0, first: 0 },
  { limit: 1_702, digits: 2, from: 64, first: 64 },
  { limit: 67_950, digits: 3, from: 1_702, first: 82 },
  { limit: 2 ** 32, digits: 6, from: 0, first: 90 },
];

/** @param {number} number the smaller, the shorter */
export function numberAsText(number) {
  const length = LENGTHS.find(({ limit }) => number >= 0 && number < limit);
  if (length === undefined) throw new Error(`${number} is no number of 32 bits`);
  let text = "";
  let rest = number - length.from + length.first * BASE ** (length.digits - 1);
  for (let left = length.digits; left > 0; left--) {
    text = DIGITS[rest % BASE] + text;
    rest = Math.floor(rest / BASE);
  }
  return text;
}

/** @param {number} byte a letter is itself, so that words stay words */
export function byteAsText(byte) {
  const text = String.fromCharCode(byte);
  const isItself = text === " " || (DIGITS.includes(text) && text !== ESCAPE);
  return isItself ? text : ESCAPE + numberAsText(byte);
}
