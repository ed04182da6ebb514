import { attempt } from "./callback.js";

/** Returns the number that `read` returns; 0 if it throws or returns anything else. */
function numberFrom(read) {
  const number = attempt(read);
  return Number.isFinite(number) ? number : 0;
}

/**
 * Reads the clock that nobody can set, in milliseconds. It may stand still while the machine
 * sleeps.
 */
export const monotonicMs = () => numberFrom(() => performance.now());

/** Reads the wall clock, in Unix milliseconds. */
export const wallMs = () => numberFrom(() => Date.now());

/** Returns a random number of [0, 1). */
export function random() {
  const number = numberFrom(() => Math.random());
  return number >= 0 && number < 1 ? number : 0;
}

/**
 * Calls back after a delay, or at once where there are no timers: a call that waited for ever would
 * be worse. Returns a function that cancels that, by the clearTimeout that belongs to the
 * setTimeout: fake timers may come or go meanwhile.
 */
export function startTimer(callback, delayMs) {
  try {
    const { setTimeout, clearTimeout } = globalThis;
    const timer = setTimeout(callback, delayMs);
    return () => attempt(() => clearTimeout(timer));
  } catch {
    callback();
    return () => {};
  }
}

/** Parses a date into Unix milliseconds; NaN if it is none. */
export const parseDate = (text) => attempt(() => +new Date(text)) ?? Number.NaN;

/** Returns any value as a text, of an error its name and message; "" if it has none. */
export const textOf = (value) => attempt(() => String(value)) ?? "";

/**
 * Returns the bytes of a buffer or a view of any realm, whatever its properties claim. Throws for
 * anything else.
 */
export function bytesOf(source) {
  if (typeof source?.byteLength !== "number")
    throw new TypeError("neither a buffer nor a view of one");
  const { buffer = source, byteOffset, byteLength } = source;
  // The constructor takes a buffer alone, where that of Uint8Array takes numbers and lists too.
  const view = new DataView(buffer, byteOffset, byteLength);
  return new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
}

/** Returns the bytes of a Uint8Array of any realm. Throws for anything else. */
export function uint8ArrayOf(source) {
  return bytesOf(source?.[Symbol.toStringTag] === "Uint8Array" ? source : undefined);
}

export function warn(message) {
  attempt(() => console.warn(message));
}
