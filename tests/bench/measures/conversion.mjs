import { openPage } from "../bench.mjs";
import { callInPage } from "../in_page.mjs";
import { client } from "../payload/payload.mjs";
import { atMost, partOf } from "../row.mjs";
import { medians } from "../statistics.mjs";
import { TARGETS } from "../targets.mjs";

/**
 * @typedef {{
 *   sessions: number,
 *   alphabet?: import("../payload/payload.mjs").Alphabet,
 *   times: import("../page/rounds.js").Times,
 * }} Size
 */

/** Until the engine has compiled everything as well as it ever will. @type {Size[]} */
const WARM_UP = [
  { sessions: 1, times: { rounds: 1_000, clean: "young" } },
  { sessions: 10, times: { rounds: 50, clean: "young" } },
];

/** Of what takes long there are fewer rounds. @type {Size[]} */
const SIZES = [
  { sessions: 1, times: { rounds: 400, clean: "young" } },
  { sessions: 10, times: { rounds: 200, clean: "young" } },
  { sessions: 100, times: { rounds: 80, clean: "all" } },
  { sessions: 10, alphabet: "unicode", times: { rounds: 200, clean: "young" } },
  { sessions: 100, alphabet: "unicode", times: { rounds: 80, clean: "all" } },
];

/** The size at which what grows faster than the text shows, and the one that it is held against. */
const LARGE = 1_000;
const SMALL = 10;
/** @type {import("../page/rounds.js").Times} */
const LARGE_TIMES = { rounds: 13, clean: "all" };

/**
 * From bytes to JavaScript's objects, once everything is compiled.
 *
 * @param {import("../bench.mjs").Bench} bench
 * @returns {Promise<import("../row.mjs").Row[]>}
 */
export async function conversion(bench) {
  const page = await openPage(bench, "/with-clerk-js");
  await callInPage(page, "conversion", "start");
  for (const { sessions, times } of WARM_UP)
    await callInPage(page, "conversion", "time", JSON.stringify(client(sessions)), times);

  const rows = [];
  for (const { sessions, alphabet = "ascii", times } of SIZES) {
    const text = JSON.stringify(client(sessions, alphabet));
    await check(page, text);
    rows.push(row(sessions, alphabet, medians(await callInPage(page, "conversion", "time", text, times))));
  }
  const large = JSON.stringify(client(LARGE));
  const small = JSON.stringify(client(SMALL));
  await check(page, large);
  const samples = await callInPage(page, "conversion", "timeGrowth", large, small, LARGE_TIMES);
  await page.context().close();
  return [
    ...rows,
    row(LARGE, "ascii", medians(samples.large)),
    growth(medians(samples.large), medians(samples.small)),
  ];
}

/**
 * Nothing is timed before the peers have made the same of it.
 *
 * @param {import("@playwright/test").Page} page
 * @param {string} text
 */
async function check(page, text) {
  for (const [peer, isSame] of Object.entries(await callInPage(page, "conversion", "compare", text)))
    if (!isSame) throw new Error(`${peer} makes something else of the same bytes`);
}

/** @param {number} sessions @param {string} alphabet @param {import("../row.mjs").Row["values"]} values */
function row(sessions, alphabet, values) {
  const { clerkJs, aim, zod } = TARGETS.conversion;
  const what = `${sessions} session${sessions === 1 ? "" : "s"}${alphabet === "ascii" ? "" : ", not ASCII"}`;
  return /** @type {import("../row.mjs").Row} */ ({
    measure: `conversion, ${what}`,
    unit: "ms",
    isExtra: alphabet !== "ascii",
    values,
    goals: [
      partOf(values, "clerkJs", clerkJs, `≤ ${clerkJs} × clerk-js`),
      partOf(values, "clerkJs", aim, `aim: ${aim} ×`),
      partOf(values, "zod", zod, `≤ ${zod} × zod`),
    ],
  });
}

/**
 * @param {import("../row.mjs").Row["values"]} large
 * @param {import("../row.mjs").Row["values"]} small for as many bytes
 */
function growth(large, small) {
  const peers = /** @type {import("../row.mjs").Peer[]} */ (Object.keys(large));
  const values = Object.fromEntries(
    peers.map((peer) => [peer, (large[peer] ?? Number.NaN) / (small[peer] ?? Number.NaN)]),
  );
  return /** @type {import("../row.mjs").Row} */ ({
    measure: `growth, a byte of ${LARGE} sessions to one of ${SMALL}`,
    unit: "×",
    values,
    goals: [atMost(values.clerkSession ?? Number.NaN, TARGETS.growth, `≤ ${TARGETS.growth} ×`)],
  });
}
