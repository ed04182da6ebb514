/** The address of the text in the memory of decode.wat. */
const TEXT = 2048;

/**
 * Decodes a module from its text.
 *
 * @param {Uint8Array<ArrayBuffer>} decoder the compiled decode.wat
 * @param {string} text
 */
export function decodeModule(decoder, text) {
  const instance = new WebAssembly.Instance(new WebAssembly.Module(decoder));
  const { memory, decode } = /** @type {any} */ (instance.exports);
  // Pages of 64 KiB. A module is about as long as its text.
  memory.grow(text.length >> 14);
  const bytes = new Uint8Array(memory.buffer);
  new TextEncoder().encodeInto(text, bytes.subarray(TEXT));
  const start = TEXT + text.length;
  return bytes.subarray(start, decode(start));
}
