/**
 * Replaces `performance.now` and `Date.now` for WebAssembly alone. Both stand still until the test
 * advances them.
 */
export class FakeClock {
  private readonly performanceNow = performance.now;
  private readonly dateNow = Date.now;
  private monotonicMs = 1_000_000;
  private wallMs = 1_700_000_000_000;

  constructor() {
    performance.now = () => (isWasm() ? this.monotonicMs : this.performanceNow.call(performance));
    Date.now = () => (isWasm() ? this.wallMs : this.dateNow.call(Date));
  }

  /** Restores the native clocks. */
  restore(): void {
    performance.now = this.performanceNow;
    Date.now = this.dateNow;
  }

  /** Advances both clocks. */
  advance(ms: number): void {
    this.monotonicMs += ms;
    this.wallMs += ms;
  }

  /** Advances the wall clock alone, as happens while the machine sleeps. */
  sleep(ms: number): void {
    this.wallMs += ms;
  }

  /** Sets the wall clock forward or back, as a user or NTP does. */
  adjustWall(byMs: number): void {
    this.wallMs += byMs;
  }
}

/** Returns whether WebAssembly is on the call stack. */
function isWasm(): boolean {
  return new Error().stack?.includes("wasm://") ?? false;
}
