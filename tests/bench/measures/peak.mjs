import { openPage } from "../bench.mjs";
import { callInPage } from "../in_page.mjs";
import { client } from "../payload/payload.mjs";
import { atMost } from "../row.mjs";
import { TARGETS } from "../targets.mjs";

const SESSIONS = 1_000;
const METHODS = /** @type {const} */ (["parseClient", "getClient"]);

/**
 * Measures the peak of the module's memory while it reads a large client.
 *
 * @param {import("../bench.mjs").Bench} bench
 * @returns {Promise<import("../row.mjs").Row[]>}
 */
export async function peak(bench) {
  return (await peaks(bench)).map(({ by, ratio }) => ({
    measure: `peak of wasm memory, ${by}()`,
    unit: "×",
    isExtra: by === "parseClient",
    values: { clerkSession: ratio },
    goals: [atMost(ratio, TARGETS.peak, `≤ ${TARGETS.peak} × the payload`)],
  }));
}

/**
 * Returns how much of the module's memory a response of some 6.5 MB takes, as a multiple of its
 * length.
 *
 * @param {import("../bench.mjs").Bench} bench
 */
export async function peaks(bench) {
  const text = JSON.stringify(client(SESSIONS));
  const measured = [];
  for (const by of METHODS) {
    // A new page with a new module, because a used module's memory has already grown.
    const page = await openPage(bench, "/");
    const { bytes, grown } = await callInPage(page, "peak", "growth", text, by);
    await page.context().close();
    measured.push({ by, ratio: grown / bytes });
  }
  return measured;
}
