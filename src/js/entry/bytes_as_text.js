// The module's bytes as text that no bundler, charset or quote changes: printable ASCII without " and \.
// 89 of the bytes are one character; the others, rarer in WebAssembly, take two. Sequences that repeat in the bytes so
// repeat in the text, which is what brotli lives on: 4 % smaller than hex when compressed, and half its length when not.

const FIRST = 35;
const BACKSLASH = 92;
/** How many characters there are. */
const BASE = 91;
/** How many of them are a byte by themselves; with the two others begins a byte of two characters. */
const SINGLES = BASE - 2;

/**
 * The bytes from 66 on change places with those from 95 on, 23 of each: among these are WebAssembly's additions and the letters of its texts.
 *
 * @param {number} byte
 */
function swapped(byte) {
  if (byte >= 66 && byte < 66 + 23) return byte + 29;
  return byte >= 95 && byte < 95 + 23 ? byte - 29 : byte;
}

/** @param {Uint8Array} bytes */
export function encode(bytes) {
  const character = (/** @type {number} */ digit) =>
    String.fromCharCode(digit + FIRST + Number(digit + FIRST >= BACKSLASH));
  const text = (/** @type {number} */ byte) =>
    byte < SINGLES
      ? character(byte)
      : character(SINGLES + Math.floor((byte - SINGLES) / BASE)) + character((byte - SINGLES) % BASE);
  return Array.from(bytes, (byte) => text(swapped(byte))).join("");
}

/** @param {string} text */
export function decode(text) {
  const bytes = new Uint8Array(text.length);
  let at = 0;
  let length = 0;
  const digit = () => {
    const code = text.charCodeAt(at++);
    return code - FIRST - Number(code > BACKSLASH);
  };
  while (at < text.length) {
    const first = digit();
    bytes[length++] = swapped(first < SINGLES ? first : SINGLES + BASE * (first - SINGLES) + digit());
  }
  return bytes.subarray(0, length);
}
