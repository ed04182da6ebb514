/** Takes the place of both clocks for WebAssembly: they stand still until the test says so. Everybody else's go on. */
export class FakeClock {
  private readonly performanceNow = performance.now;
  private readonly dateNow = Date.now;
  private monotonicMs = 1_000_000;
  private wallMs = 1_700_000_000_000;

  constructor() {
    performance.now = () => (isWasm() ? this.monotonicMs : this.performanceNow.call(performance));
    Date.now = () => (isWasm() ? this.wallMs : this.dateNow.call(Date));
  }

  restore(): void {
    performance.now = this.performanceNow;
    Date.now = this.dateNow;
  }

  /** Time passes. */
  advance(ms: number): void {
    this.monotonicMs += ms;
    this.wallMs += ms;
  }

  /** Time passes while the machine sleeps: the clock that nobody can set stands still. */
  sleep(ms: number): void {
    this.wallMs += ms;
  }

  /** Somebody sets the clock on the wall, forward or back. */
  adjustWall(byMs: number): void {
    this.wallMs += byMs;
  }
}

function isWasm(): boolean {
  return new Error().stack?.includes("wasm://") ?? false;
}
