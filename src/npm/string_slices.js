// Strings of a text in the module's memory become slices of pieces that are decoded as a whole.
// Decoding each string separately would take several times as long. To take it out, drop STRINGS in
// scripts/build/patch_glue.mjs, this file, and setSlicedText() in convert.rs.

/**
 * The length of a piece in bytes. A string may keep the piece alive that it is a slice of, so
 * pieces are small.
 */
const PIECE_LENGTH = 4096;

let textStart = 0;
let textLength = 0;
let isAscii = true;
let pieces = [];

/**
 * Sets the text whose strings become slices, by its address and length. The text must not change
 * until another text is set.
 */
export function setSlicedText(address, length) {
  textStart = address;
  textLength = length;
  isAscii = true;
  pieces = [];
}

/**
 * Returns the string at an address. A string that is not in the text, not within one piece of it,
 * or not ASCII is decoded separately. wasm-bindgen's JavaScript calls this function after
 * scripts/build/patch_glue.mjs has patched it.
 */
export function stringAt(address, length, bytesAt, decode) {
  const offset = address - textStart;
  const at = Math.floor(offset / PIECE_LENGTH);
  const start = offset % PIECE_LENGTH;
  const end = start + length;
  if (offset >= 0 && offset < textLength && end <= PIECE_LENGTH) {
    const pieceLength = Math.min(PIECE_LENGTH, textLength - offset + start);
    pieces[at] ??= decodePiece(bytesAt(address - start, pieceLength), decode);
    const string = pieces[at].substring(start, end);
    // U+0000 stands for a byte outside ASCII: JSON has it in no string unescaped. A character that
    // a piece's edge splits is not within a string of the piece.
    if (isAscii || !string.includes("\0")) return string;
  }
  return decode(bytesAt(address, length));
}

/**
 * Decodes a piece with 0 in place of each byte outside ASCII. The decoder makes one character of
 * each byte then, and takes its fast path.
 */
function decodePiece(bytes, decode) {
  if (isAscii) {
    const piece = decode(bytes);
    isAscii = piece.length === bytes.length;
    if (isAscii) return piece;
  }
  const words = new Uint32Array(PIECE_LENGTH / 4);
  const copy = new Uint8Array(words.buffer);
  copy.set(bytes);
  // The highest bit of each byte becomes all of its bits. A loop over bytes would take as long as
  // it saves.
  for (let index = 0; index < words.length; index++) {
    words[index] &= ~(((words[index] & 0x80808080) >>> 7) * 255);
  }
  return decode(copy);
}
