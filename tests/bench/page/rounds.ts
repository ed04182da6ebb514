/** What is left of earlier work; Chromium is started so that this is there. */
export function collectGarbage(): void {
  if (gc === undefined) throw new Error("there is no gc()");
  gc();
}

export interface Times {
  readonly rounds: number;
  /** Whether all garbage is collected before each sample, or only what is young: that takes no longer than the small things measured. */
  readonly clean: "all" | "young";
}

/** What is quicker than the slowest is repeated until it takes as long, so that an interruption is as likely to meet it. */
const LONG_ENOUGH_MS = { atLeast: 1, atMost: 20 };
const TRIALS = 3;

/**
 * Measures things side by side: each once, then each once again, so that whatever else the machine does meets them all.
 *
 * @returns the milliseconds that each took, round by round
 */
export function interleave<Name extends string>(
  things: Record<Name, () => unknown>,
  { rounds, clean }: Times,
): Record<Name, number[]> {
  const entries = Object.entries(things) as [Name, () => unknown][];
  const single = entries.map(([, thing]) =>
    Math.min(...Array.from({ length: TRIALS }, () => duration(thing, 1))),
  );
  const { atLeast, atMost } = LONG_ENOUGH_MS;
  const sample = Math.min(Math.max(atLeast, ...single), atMost);
  const samples = entries.map(([name, thing], index) => {
    const repeat = Math.max(1, Math.round(sample / (single[index] ?? sample)));
    return { name, thing, repeat, taken: [] as number[] };
  });
  for (let round = 0; round < rounds; round += 1) {
    for (const { thing, repeat, taken } of samples) {
      gc?.(clean === "young");
      taken.push(duration(thing, repeat) / repeat);
    }
  }
  return Object.fromEntries(samples.map(({ name, taken }) => [name, taken])) as Record<
    Name,
    number[]
  >;
}

function duration(thing: () => unknown, times: number): number {
  const started = performance.now();
  for (let time = 0; time < times; time += 1) thing();
  return performance.now() - started;
}
