import { test as base, expect } from "@playwright/test";
import { type Bench, withBench } from "./bench.mjs";
import { leftOf } from "./measures/memory.mjs";
import { peaks } from "./measures/peak.mjs";
import { site } from "./site.mjs";
import { TARGETS } from "./targets.mjs";

/** The figures of the benchmark that do not depend on other work of the machine. */
const test = base.extend<object, { bench: Bench }>({
  bench: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads fixtures off this pattern.
    async ({}, use) => {
      await withBench(await site(), use);
    },
    { scope: "worker" },
  ],
});

test("20,000 conversions and 2,000 calls, half of them failing, leak nothing", async ({
  bench,
}) => {
  test.setTimeout(120_000);
  const { memoryBytes, places, kept, footprints } = await leftOf(bench, {
    warmUp: { conversions: 1_000, calls: 400 },
    all: { conversions: 20_000, calls: 2_000 },
  });
  expect({ memoryBytes, places, kept }).toEqual({ memoryBytes: 0, places: 0, kept: 0 });
  expect(footprints.warm.memoryBytes - footprints.first.memoryBytes).toBeLessThanOrEqual(
    TARGETS.memory,
  );
});

test(`a client of 6.5 MB takes at most ${TARGETS.peak} times its bytes`, async ({ bench }) => {
  for (const { by, ratio } of await peaks(bench))
    expect(ratio, by).toBeLessThanOrEqual(TARGETS.peak);
});
