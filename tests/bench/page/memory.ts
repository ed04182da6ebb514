import init, { SessionClient } from "clerk-session";
import { type Held, held } from "./instances.js";
import { collectGarbage } from "./rounds.js";
import { type Amount, type Texts, work } from "./workload.js";

export interface Footprint extends Held {
  /** What is alive on JavaScript's heap, once all garbage is collected. */
  readonly heapBytes: number;
}

export interface Footprints {
  /** The module is loaded, and has not been called. */
  readonly first: Footprint;
  /** It has done everything once or some times: what is compiled late is compiled, and all buffers have their size. */
  readonly warm: Footprint;
  readonly last: Footprint;
  /** How many of the last hundred objects that came out are alive, but for the client that the SessionClient knows. */
  readonly kept: number;
}

export async function footprints(
  texts: Texts,
  { warmUp, all }: { warmUp: Amount; all: Amount },
): Promise<Footprints> {
  await init();
  // What fails is not tried again, which would mean to wait.
  const client = new SessionClient({ frontendApi: "clerk.example.com", maxRetries: 0 });
  const first = await footprint();
  await work(client, texts, warmUp);
  const warm = await footprint();
  const made = await work(client, texts, all);
  const last = await footprint();
  const known: object | null = client.client;
  const alive = made
    .map((object) => object.deref())
    .filter((object) => object !== undefined && object !== known);
  client.close();
  return { first, warm, last, kept: alive.length };
}

async function footprint(): Promise<Footprint> {
  // What a task has touched is alive until it ends.
  for (let task = 0; task < 3; task += 1) {
    await new Promise((resolve) => setTimeout(resolve, 10));
    collectGarbage();
  }
  const { memory } = performance as unknown as { memory: { usedJSHeapSize: number } };
  return { ...held(), heapBytes: memory.usedJSHeapSize };
}
