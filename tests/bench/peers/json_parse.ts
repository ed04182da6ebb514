/** The floor: the browser's own reader, with no check, no camelCase and nothing else. */

const decoder = new TextDecoder();

export function readClient(bytes: Uint8Array): unknown {
  return JSON.parse(decoder.decode(bytes));
}
