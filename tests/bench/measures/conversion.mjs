import { openPage } from "../bench.mjs";
import { callInPage } from "../in_page.mjs";
import { client } from "../payload/payload.mjs";
import { atMost } from "../row.mjs";
import { medians, paired, quotient, ratios } from "../statistics.mjs";
import { TARGETS } from "../targets.mjs";

/**
 * @typedef {{
 *   sessions: number,
 *   alphabet?: import("../payload/payload.mjs").Alphabet,
 *   times: import("../page/rounds.js").Times,
 * }} Size
 * @typedef {ReturnType<typeof import("../page/conversion.js").time>} Samples
 */

/** Rounds after which the engine has compiled everything with its best compiler. @type {Size[]} */
const WARM_UP = [
  { sessions: 1, times: { rounds: 1_000, clean: "young" } },
  { sessions: 10, times: { rounds: 50, clean: "young" } },
];

/** Large sizes have fewer rounds. @type {Size[]} */
const SIZES = [
  { sessions: 1, times: { rounds: 400, clean: "young" } },
  { sessions: 10, times: { rounds: 200, clean: "young" } },
  { sessions: 100, times: { rounds: 80, clean: "all" } },
  { sessions: 10, alphabet: "unicode", times: { rounds: 200, clean: "young" } },
  { sessions: 100, alphabet: "unicode", times: { rounds: 80, clean: "all" } },
];

/** The size at which more than linear growth shows, and the size with which it is compared. */
const LARGE = 1_000;
const SMALL = 10;
/** @type {import("../page/rounds.js").Times} */
const LARGE_TIMES = { rounds: 13, clean: "all" };

/**
 * Measures the conversion from bytes to JavaScript objects, after everything is compiled.
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
    rows.push(row(sessions, alphabet, await callInPage(page, "conversion", "time", text, times)));
  }
  const large = JSON.stringify(client(LARGE));
  const small = JSON.stringify(client(SMALL));
  await check(page, large);
  const samples = await callInPage(page, "conversion", "timeGrowth", large, small, LARGE_TIMES);
  await page.context().close();
  return [...rows, row(LARGE, "ascii", samples.large), growth(samples)];
}

/**
 * Throws unless all peers make the same objects from a text.
 *
 * @param {import("@playwright/test").Page} page
 * @param {string} text
 */
async function check(page, text) {
  for (const [peer, isSame] of Object.entries(
    await callInPage(page, "conversion", "compare", text),
  ))
    if (!isSame) throw new Error(`${peer} makes other objects from the same bytes`);
}

/**
 * @param {number} sessions
 * @param {string} alphabet
 * @param {Samples} samples
 * @returns {import("../row.mjs").Row}
 */
function row(sessions, alphabet, samples) {
  const { clerkJs, aim, zod, notAscii } = TARGETS.conversion;
  const peerRatios = ratios(samples);
  const isAscii = alphabet === "ascii";
  const amount = `${sessions} session${sessions === 1 ? "" : "s"}`;
  return {
    measure: `conversion, ${amount}${isAscii ? "" : ", not ASCII"}`,
    unit: "ms",
    values: medians(samples),
    ratios: peerRatios,
    goals: isAscii
      ? [
          atMost(peerRatios.clerkJs, clerkJs, `≤ ${clerkJs} × clerk-js`),
          atMost(peerRatios.clerkJs, aim, `aim: ${aim} ×`),
          atMost(peerRatios.zod, zod, `≤ ${zod} × zod`),
        ]
      : [atMost(peerRatios.clerkJs, notAscii, `≤ ${notAscii} × clerk-js`)],
    isExtra: !isAscii,
  };
}

/**
 * Returns the row of the growth from small to large clients.
 *
 * @param {{ large: Samples, small: Samples }} samples of as many bytes
 * @returns {import("../row.mjs").Row}
 */
function growth({ large, small }) {
  const peers = /** @type {(keyof Samples)[]} */ (Object.keys(large));
  /** @type {import("../row.mjs").Figures} */
  const values = Object.fromEntries(
    peers.map((peer) => [peer, paired(large[peer], small[peer], quotient)]),
  );
  return {
    measure: `growth, a byte of ${LARGE} sessions to one of ${SMALL}`,
    unit: "×",
    values,
    goals: [atMost(values.clerkSession, TARGETS.growth, `≤ ${TARGETS.growth} ×`)],
  };
}
