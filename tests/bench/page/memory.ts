import init, { SessionClient } from "clerk-session";
import { type ModuleMemory, moduleMemory } from "./instances.js";
import { collectGarbage } from "./rounds.js";
import { type Amount, type Texts, work } from "./workload.js";

export interface Footprint extends ModuleMemory {
  /** The number of live bytes on the JavaScript heap, after all garbage is collected. */
  readonly heapBytes: number;
}

export interface Footprints {
  /** After the module is loaded, before it is called. */
  readonly first: Footprint;
  /**
   * After all kinds of work have run some times: late compilation is done, and all buffers have
   * their size.
   */
  readonly warm: Footprint;
  /** After all the work. */
  readonly last: Footprint;
  /**
   * The number of live objects among the last hundred results, not counting the client that the
   * SessionClient shows.
   */
  readonly kept: number;
}

export async function footprints(
  texts: Texts,
  { warmUp, all }: { warmUp: Amount; all: Amount },
): Promise<Footprints> {
  await init();
  // Without retries, because a retry waits.
  const client = new SessionClient({ frontendApi: "clerk.example.com", maxRetries: 0 });
  const first = await footprint();
  await work(client, texts, warmUp);
  const warm = await footprint();
  const made = await work(client, texts, all);
  const last = await footprint();
  const loaded: object | null = client.client;
  const alive = made
    .map((object) => object.deref())
    .filter((object) => object !== undefined && object !== loaded);
  client.close();
  return { first, warm, last, kept: alive.length };
}

async function footprint(): Promise<Footprint> {
  // Objects that a task has used stay alive until the task ends.
  for (let task = 0; task < 3; task += 1) {
    await new Promise((resolve) => setTimeout(resolve, 10));
    collectGarbage();
  }
  const { memory } = performance as unknown as { memory: { usedJSHeapSize: number } };
  return { ...moduleMemory(), heapBytes: memory.usedJSHeapSize };
}
