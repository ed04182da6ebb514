// Strings of a text in the module's memory become slices of pieces that are decoded as a whole.
// Decoding each string separately would take several times as long.

/**
 * The length of a piece in bytes. A string may keep the piece alive that it is a slice of, so
 * pieces are small.
 */
const PIECE_LENGTH = 4096;

let textStart = 0;
let textEnd = 0;
let pieces = [];

/**
 * Sets the text whose strings become slices, by its address and length. The text must not change
 * until another text is set.
 */
export function setSlicedText(address, length) {
  textStart = address;
  textEnd = address + length;
  pieces = [];
}

/**
 * Returns the string at an address. A string that is not in the text, or not within one piece of
 * it, is decoded separately. wasm-bindgen's JavaScript calls this function after the build has
 * patched it. Its decoder replaces each byte of an incomplete character with one character.
 */
export function stringAt(address, length, decode) {
  const offset = address - textStart;
  const at = Math.floor(offset / PIECE_LENGTH);
  const start = offset % PIECE_LENGTH;
  const end = start + length;
  if (address < textStart || address >= textEnd || end > PIECE_LENGTH)
    return decode(address, length);

  const pieceStart = textStart + at * PIECE_LENGTH;
  const pieceLength = Math.min(PIECE_LENGTH, textEnd - pieceStart);
  if (pieces[at] === undefined) pieces[at] = decode(pieceStart, pieceLength);
  const piece = pieces[at];
  // No character is longer in UTF-16 than in UTF-8, and only ASCII is as long. A character that a
  // piece's edge splits is not within a string of the piece.
  return piece.length === pieceLength ? piece.substring(start, end) : decode(address, length);
}
