// Numbers and bytes as printable ASCII without " and \: no bundler, charset or quotation changes
// it.

/** The character before each stream. It occurs in no stream. */
export const SEPARATOR = "!";

/** The character before a byte that is written as a number. */
const ESCAPE = "~";

const DIGITS = Array.from({ length: 92 }, (_, at) => String.fromCharCode(at + 35)).filter(
  (digit) => digit !== "\\",
);
const BASE = DIGITS.length;

/**
 * The lengths of numbers. A number below `limit` is written in `digits` digits, as its distance
 * from `from`. Its first digit also tells its length: the first digit is at least `first`, and less
 * than the `first` of the next length.
 */
const LENGTHS = [
  { limit: 64, digits: 1, from: 0, first: 0 },
  { limit: 1_702, digits: 2, from: 64, first: 64 },
  { limit: 67_950, digits: 3, from: 1_702, first: 82 },
  { limit: 2 ** 32, digits: 6, from: 0, first: 90 },
];

/** Writes a number. Smaller numbers have fewer digits. @param {number} number */
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

/**
 * Writes a byte. A letter is written as itself, so that words remain words.
 *
 * @param {number} byte
 */
export function byteAsText(byte) {
  const text = String.fromCharCode(byte);
  const isItself = text === " " || (DIGITS.includes(text) && text !== ESCAPE);
  return isItself ? text : ESCAPE + numberAsText(byte);
}
