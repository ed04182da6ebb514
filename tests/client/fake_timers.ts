/** One timer that was set. */
export interface PendingTimer {
  /** Milliseconds. */
  readonly delay: number;
  fire(): void;
}

/** Takes the place of setTimeout and clearTimeout for WebAssembly: its timers go off when the test says so, nobody else's. */
export class FakeTimers {
  private readonly set = globalThis.setTimeout;
  private readonly clear = globalThis.clearTimeout;
  private readonly held = new Map<number, PendingTimer>();
  private readonly watchers = new Set<() => void>();
  private count = 0;

  constructor() {
    const { held, set, clear } = this;
    const hold = (run: () => void, delay: number): number => {
      this.count += 1;
      const id = this.count;
      held.set(id, {
        delay,
        fire: () => {
          if (held.delete(id)) run();
        },
      });
      for (const look of [...this.watchers]) look();
      return id;
    };
    const setTimer = (run: () => void, delay = 0, ...rest: unknown[]) =>
      new Error().stack?.includes("wasm://") ? hold(run, delay) : set(run, delay, ...rest);
    const clearTimer = (id: unknown) => {
      if (typeof id !== "number" || !held.delete(id)) clear(id as NodeJS.Timeout);
    };
    globalThis.setTimeout = setTimer as unknown as typeof setTimeout;
    globalThis.clearTimeout = clearTimer as typeof clearTimeout;
  }

  restore(): void {
    globalThis.setTimeout = this.set;
    globalThis.clearTimeout = this.clear;
  }

  /** Those that are set, by their delays. */
  get delays(): number[] {
    return [...this.held.values()].map(({ delay }) => delay);
  }

  /** Resolves to the first timer, set already or later, with a delay from `least` to `most`. */
  next(least: number, most = least): Promise<PendingTimer> {
    return new Promise((resolve) => {
      const look = () => {
        const timer = [...this.held.values()].find(({ delay }) => delay >= least && delay <= most);
        if (!timer) return;
        this.watchers.delete(look);
        resolve(timer);
      };
      this.watchers.add(look);
      look();
    });
  }
}
