import { openPage } from "../bench.mjs";
import { callInPage } from "../in_page.mjs";
import { client } from "../payload/payload.mjs";
import { atMost } from "../row.mjs";
import { TARGETS } from "../targets.mjs";

const SESSIONS = 1_000;
const WAYS = /** @type {const} */ (["parseClient", "getClient"]);

/**
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
 * How much memory of the module's an answer of some 6.5 MB takes, as a multiple of its length.
 *
 * @param {import("../bench.mjs").Bench} bench
 */
export async function peaks(bench) {
  const text = JSON.stringify(client(SESSIONS));
  const taken = [];
  for (const by of WAYS) {
    // A module that is new: the memory of one that is not has grown already.
    const page = await openPage(bench, "/");
    const { bytes, grown } = await callInPage(page, "peak", "growth", text, by);
    await page.context().close();
    taken.push({ by, ratio: grown / bytes });
  }
  return taken;
}
