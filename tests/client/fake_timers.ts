/** A timer that has been set and has not fired. */
export interface PendingTimer {
  /** Milliseconds. */
  readonly delay: number;
  fire(): void;
}

/**
 * Replaces `setTimeout` and `clearTimeout` for WebAssembly alone. Its timers fire when the test
 * says so. All other timers are native.
 */
export class FakeTimers {
  private readonly set = globalThis.setTimeout;
  private readonly clear = globalThis.clearTimeout;
  private readonly pending = new Map<number, PendingTimer>();
  private readonly watchers = new Set<() => void>();
  private count = 0;

  constructor() {
    const { pending, set, clear } = this;
    const schedule = (run: () => void, delay: number): number => {
      this.count += 1;
      const id = this.count;
      pending.set(id, {
        delay,
        fire: () => {
          if (pending.delete(id)) run();
        },
      });
      for (const look of [...this.watchers]) look();
      return id;
    };
    const setTimer = (run: () => void, delay = 0, ...rest: unknown[]) =>
      new Error().stack?.includes("wasm://") ? schedule(run, delay) : set(run, delay, ...rest);
    const clearTimer = (id: unknown) => {
      if (typeof id !== "number" || !pending.delete(id)) clear(id as NodeJS.Timeout);
    };
    globalThis.setTimeout = setTimer as unknown as typeof setTimeout;
    globalThis.clearTimeout = clearTimer as typeof clearTimeout;
  }

  /** Restores the native timers. */
  restore(): void {
    globalThis.setTimeout = this.set;
    globalThis.clearTimeout = this.clear;
  }

  /** The delays of all pending timers, in milliseconds. */
  get delays(): number[] {
    return [...this.pending.values()].map(({ delay }) => delay);
  }

  /** Resolves to the first timer, pending or set later, with a delay from `min` to `max`. */
  next(min: number, max = min): Promise<PendingTimer> {
    return new Promise((resolve) => {
      const look = () => {
        const timer = [...this.pending.values()].find(({ delay }) => delay >= min && delay <= max);
        if (!timer) return;
        this.watchers.delete(look);
        resolve(timer);
      };
      this.watchers.add(look);
      look();
    });
  }
}
