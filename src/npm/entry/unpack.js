/** Where the text begins in the memory of unpack.wat. */
const TEXT = 2048;

/**
 * Puts a module together from the text that it is packed as.
 *
 * @param {Uint8Array<ArrayBuffer>} unpacker what becomes of unpack.wat
 * @param {string} text
 */
export function unpack(unpacker, text) {
  const instance = new WebAssembly.Instance(new WebAssembly.Module(unpacker));
  const { memory, unpack } = /** @type {any} */ (instance.exports);
  // Pages of 64 KiB. A module is about as long as its text.
  memory.grow(text.length >> 14);
  const bytes = new Uint8Array(memory.buffer);
  new TextEncoder().encodeInto(text, bytes.subarray(TEXT));
  const start = TEXT + text.length;
  return bytes.subarray(start, unpack(start));
}
