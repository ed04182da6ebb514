// Strings of a text in the module's memory are slices of pieces that are decoded as a whole:
// calling the decoder for each string takes several times as long.

/** In bytes. A string may keep the piece alive that it is a slice of, so pieces are small. */
const PIECE_LENGTH = 4096;

let textStart = 0;
let textEnd = 0;
let pieces = [];

/**
 * Sets the text at an address, of which strings become slices. It may not change until the next
 * text is set.
 */
export function setSlicedText(address, length) {
  textStart = address;
  textEnd = address + length;
  pieces = [];
}

/**
 * Returns the string at an address. A string that is not in the text, or in no single piece of it,
 * is decoded by itself. wasm-bindgen's JavaScript calls this, because build/adapt_glue.mjs changes
 * it so. Its decoder puts one character in the place of each byte that is part of no character.
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
  // No character is longer in UTF-16 than in UTF-8, and only ASCII is as long. A character that the
  // piece's edge splits is in no string of the piece.
  return piece.length === pieceLength ? piece.substring(start, end) : decode(address, length);
}
