/** The lower bound: the browser's own parser, without checks or camelCase keys. */

const decoder = new TextDecoder();

export function readClient(bytes: Uint8Array): unknown {
  return JSON.parse(decoder.decode(bytes));
}
