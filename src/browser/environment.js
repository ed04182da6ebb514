// Clocks, timers, randomness, dates, bytes and the console, with a fallback if one is missing or
// throws.
import { attempt } from "./callback.js";

/** Returns the number that `read` returns, or 0 if it throws or returns anything else. */
function numberFrom(read) {
  const number = attempt(read);
  return Number.isFinite(number) ? number : 0;
}

/**
 * Reads the monotonic clock, which cannot be set, in milliseconds. It may stop while the machine
 * sleeps.
 */
export const monotonicMs = () => numberFrom(() => performance.now());

/** Reads the wall clock, as Unix time in milliseconds. */
export const wallMs = () => numberFrom(() => Date.now());

/** Returns a random number in [0, 1). */
export function random() {
  const number = numberFrom(() => Math.random());
  return number >= 0 && number < 1 ? number : 0;
}

/**
 * Calls back after a delay. If there are no timers, calls back at once, because a call that never
 * ends would be worse. Returns a function that cancels the timer. It uses the clearTimeout that
 * belongs to the setTimeout, because fake timers may be installed or removed in between.
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

/** Parses a date as Unix time in milliseconds. Returns NaN if it is not a date. */
export const parseDate = (text) => attempt(() => +new Date(text)) ?? Number.NaN;

/**
 * Returns any value as a string. For an error, that is its name and message. "" if it cannot be
 * converted.
 */
export const textOf = (value) => attempt(() => String(value)) ?? "";

/**
 * Returns the bytes of a buffer or a view of any realm, regardless of its own properties. Throws
 * for any other value.
 */
export function bytesOf(source) {
  if (typeof source?.byteLength !== "number")
    throw new TypeError("neither a buffer nor a view of one");
  const { buffer = source, byteOffset, byteLength } = source;
  // The constructor of DataView accepts only a buffer. That of Uint8Array also accepts numbers and
  // lists.
  const view = new DataView(buffer, byteOffset, byteLength);
  return new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
}

/** Returns the bytes of a Uint8Array of any realm. Throws for any other value. */
export function uint8ArrayOf(source) {
  return bytesOf(source?.[Symbol.toStringTag] === "Uint8Array" ? source : undefined);
}

export function warn(message) {
  attempt(() => console.warn(message));
}
