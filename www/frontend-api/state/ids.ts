import { createHash, randomBytes } from "node:crypto";

const alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const length = 27;

function base62(bytes: Uint8Array): string {
  return Array.from(bytes.subarray(0, length), (byte) => alphabet[byte % alphabet.length]).join("");
}

/** Returns a new id in Clerk's form: a prefix that names the type, and 27 letters and digits. */
export function newId(prefix: string): string {
  return `${prefix}_${base62(randomBytes(length))}`;
}

/**
 * Returns an id in the same form that is equal in every run, so that tests and bug reports can name
 * it.
 */
export function seedId(prefix: string, name: string): string {
  return `${prefix}_${base62(createHash("sha256").update(`${prefix}:${name}`).digest())}`;
}
