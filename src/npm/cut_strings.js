// The strings of a text in the module's memory are cut from pieces of it that are decoded as a whole: to call the decoder for
// each string takes several times as long.

/** In bytes. A string may keep the piece alive that it was cut from, so pieces are small. */
const PIECE_LENGTH = 4096;

let textStart = 0;
let textEnd = 0;
let pieces = [];

/** From now on, strings are cut from the text at this address. It may not change until there is another. */
export function cutStringsFrom(address, length) {
  textStart = address;
  textEnd = address + length;
  pieces = [];
}

/**
 * The string at an address. What is not in the text, or in no single piece of it, is decoded by itself. Called by wasm-bindgen's
 * JavaScript, as build/adapt_glue.mjs has it, whose decoder puts a character in the place of each byte that is part of none.
 */
export function stringAt(address, length, decode) {
  const offset = address - textStart;
  const at = Math.floor(offset / PIECE_LENGTH);
  const start = offset % PIECE_LENGTH;
  const end = start + length;
  if (address < textStart || address >= textEnd || end > PIECE_LENGTH) return decode(address, length);

  const pieceStart = textStart + at * PIECE_LENGTH;
  const pieceLength = Math.min(PIECE_LENGTH, textEnd - pieceStart);
  if (pieces[at] === undefined) pieces[at] = decode(pieceStart, pieceLength);
  const piece = pieces[at];
  // No character is longer in UTF-16 than in UTF-8, and none but ASCII as long. One that the piece's edge cuts is in no string of it.
  return piece.length === pieceLength ? piece.substring(start, end) : decode(address, length);
}
