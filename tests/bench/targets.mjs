/** The goals of all measures. A time that misses its goal fails no test: the table shows it. */
export const TARGETS = {
  /** Brotli-compressed bytes of `.`. */
  download: { bytes: 40_000, aim: 35_000 },
  /** Fractions of the peers' time. */
  ready: { clerkJs: 0.5 },
  conversion: { clerkJs: 0.6, aim: 0.5, zod: 1, notAscii: 0.8 },
  /** The time per byte of a thousand sessions, as a multiple of the time per byte of ten. */
  growth: 1.2,
  /** Microseconds: of a call, beyond bare `fetch` and `json()`; and for a cached token. */
  call: { over: 150, cached: 5 },
  /** The number of bytes by which memory may grow during all the work: one WebAssembly page. */
  memory: 65_536,
  /** A multiple of the payload's length. */
  peak: 2.5,
};
