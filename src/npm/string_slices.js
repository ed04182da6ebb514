// Strings of a text in the module's memory are slices of pieces that are decoded as a whole:
// calling the decoder for each string takes several times as long. To take it out, drop STRINGS in
// build/adapt_glue.mjs, this file, and setSlicedText() in convert.rs.

/** In bytes. A string may keep the piece alive that it is a slice of, so pieces are small. */
const PIECE_LENGTH = 4096;

let textStart = 0;
let textLength = 0;
let isAsciiText;
let pieces = [];

/**
 * Sets the text at an address, of which strings become slices. It may not change until the next
 * text is set.
 */
export function setSlicedText(address, length, isAscii) {
  textStart = address;
  textLength = length;
  isAsciiText = isAscii;
  pieces = [];
}

/**
 * Returns the string at an address. A string that is not in the text, in no single piece of it, or
 * not ASCII is decoded by itself. wasm-bindgen's JavaScript calls this, because
 * build/adapt_glue.mjs changes it so.
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
    // U+0000 stands for a byte outside ASCII: JSON has it in no string unescaped.
    if (isAsciiText || !string.includes("\0")) return string;
  }
  return decode(bytesAt(address, length));
}

/**
 * Decodes a piece with 0 in the place of each byte outside ASCII, so that the decoder makes one
 * character of each byte and takes its fast path.
 */
function decodePiece(bytes, decode) {
  if (isAsciiText) return decode(bytes);
  const words = new Uint32Array(PIECE_LENGTH / 4);
  const copy = new Uint8Array(words.buffer);
  copy.set(bytes);
  // The highest bit of each byte becomes all of its bits. Byte by byte, this loop takes as long as
  // it saves.
  for (let index = 0; index < words.length; index++) {
    words[index] &= ~(((words[index] & 0x80808080) >>> 7) * 255);
  }
  return decode(copy);
}
