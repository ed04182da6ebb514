/** What is to be reached, in one place. A time that is not reached fails nothing: it is printed. */
export const TARGETS = {
  /** Brotli-compressed bytes of `.`. */
  download: { bytes: 40_000, aim: 35_000 },
  /** Parts of the peers' time. */
  ready: { clerkJs: 0.5 },
  conversion: { clerkJs: 0.6, aim: 0.5, zod: 1, notAscii: 0.8 },
  /** The time per byte of a thousand sessions, as a multiple of that of ten. */
  growth: 1.2,
  /** Microseconds: over what bare `fetch` and `json()` take, and for a token that is at hand. */
  call: { over: 150, cached: 5 },
  /** Bytes by which memory may differ after all the work: a page of WebAssembly's. */
  memory: 65_536,
  /** Parts of the payload. */
  peak: 2.5,
};
