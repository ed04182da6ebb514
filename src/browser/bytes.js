/**
 * Returns the bytes of a buffer or a view of any realm, whatever its properties claim. Throws for
 * anything else.
 */
export function bytesOf(source) {
  if (typeof source?.byteLength !== "number") throw new TypeError("neither a buffer nor a view of one");
  const { buffer = source, byteOffset, byteLength } = source;
  // The constructor takes a buffer alone, where that of Uint8Array takes numbers and lists too.
  const view = new DataView(buffer, byteOffset, byteLength);
  return new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
}

/** Returns the bytes of a Uint8Array of any realm. Throws for anything else. */
export function uint8ArrayOf(source) {
  return bytesOf(source?.[Symbol.toStringTag] === "Uint8Array" ? source : undefined);
}
