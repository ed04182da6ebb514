/** Collects all garbage. Chromium is started with an option that provides gc(). */
export function collectGarbage(): void {
  if (gc === undefined) throw new Error("there is no gc()");
  gc();
}

export interface Times {
  readonly rounds: number;
  /**
   * The garbage that is collected before each sample: all, or only young objects. Collecting young
   * objects takes no longer than the small operations that are measured.
   */
  readonly clean: "all" | "young";
}

/**
 * The limits of a sample's length. A fast operation is repeated until a sample takes as long as the
 * slowest operation, so that an interruption is as likely to meet it.
 */
const LONG_ENOUGH_MS = { atLeast: 1, atMost: 20 };
const TRIALS = 3;

/**
 * Measures operations side by side, all of them once in each round, so that other work of the
 * machine affects all of them.
 *
 * @returns the milliseconds that each took, round by round
 */
export function interleave<Name extends string>(
  operations: Record<Name, () => unknown>,
  { rounds, clean }: Times,
): Record<Name, number[]> {
  const entries = Object.entries(operations) as [Name, () => unknown][];
  const single = entries.map(([, operation]) =>
    Math.min(...Array.from({ length: TRIALS }, () => duration(operation, 1))),
  );
  const { atLeast, atMost } = LONG_ENOUGH_MS;
  const sample = Math.min(Math.max(atLeast, ...single), atMost);
  const samples = entries.map(([name, operation], index) => {
    const repeat = Math.max(1, Math.round(sample / (single[index] ?? sample)));
    return { name, operation, repeat, taken: [] as number[] };
  });
  for (let round = 0; round < rounds; round += 1) {
    for (const { operation, repeat, taken } of samples) {
      gc?.(clean === "young");
      taken.push(duration(operation, repeat) / repeat);
    }
  }
  return Object.fromEntries(samples.map(({ name, taken }) => [name, taken])) as Record<
    Name,
    number[]
  >;
}

function duration(operation: () => unknown, times: number): number {
  const started = performance.now();
  for (let time = 0; time < times; time += 1) operation();
  return performance.now() - started;
}
