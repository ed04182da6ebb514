import { openPage } from "../bench.mjs";
import { callInPage } from "../in_page.mjs";
import { client, session, token } from "../payload/payload.mjs";
import { atMost } from "../row.mjs";
import { difference, medians, paired } from "../statistics.mjs";
import { TARGETS } from "../targets.mjs";

const TIMES = { warmUp: 50, rounds: 400, cached: 100 };
const MICROSECONDS = 1_000;

/**
 * Measures the time of calls without the network.
 *
 * @param {import("../bench.mjs").Bench} bench
 * @returns {Promise<import("../row.mjs").Row[]>}
 */
export async function calls(bench) {
  const signedIn = session(0);
  const jwt = token(signedIn, Math.floor(Date.now() / 1000));
  const responses = {
    client: JSON.stringify({ response: client(1), client: null }),
    deleted: JSON.stringify({
      response: { ...signedIn, status: "removed" },
      client: { ...client(1), sessions: [], last_active_session_id: null },
    }),
    token: JSON.stringify({ object: "token", jwt }),
  };
  const page = await openPage(bench, "/");
  const samples = await callInPage(page, "calls", "timeCalls", responses, TIMES);
  await page.context().close();

  const { over, cached } = TARGETS.call;
  const details = medians(samples);
  const deletion = paired(samples.deleteSession, samples.bareDelete, difference) * MICROSECONDS;
  const request = paired(samples.getToken, samples.bareToken, difference) * MICROSECONDS;
  const cachedTime = details.cachedToken * MICROSECONDS;
  return [
    { ...overBare("deleteSession()", deletion, over), details },
    browserPart("a message to other tabs, cookies, a timer", details.bareDuties),
    overBare("getToken()", request, over),
    browserPart("a lock", details.bareLock),
    {
      measure: "getToken(), at hand",
      unit: "µs",
      values: { clerkSession: cachedTime },
      goals: [atMost(cachedTime, cached, `≤ ${cached} µs`)],
    },
  ];
}

/**
 * Returns the row of the browser's own time for a part of the call above.
 *
 * @param {string} part
 * @param {number} milliseconds
 * @returns {import("../row.mjs").Row}
 */
function browserPart(part, milliseconds) {
  const values = { clerkSession: milliseconds * MICROSECONDS };
  return {
    measure: `of which the browser's: ${part}`,
    unit: "µs",
    isExtra: true,
    values,
    goals: [],
  };
}

/**
 * @param {string} call
 * @param {number} value
 * @param {number} max
 * @returns {import("../row.mjs").Row}
 */
function overBare(call, value, max) {
  return {
    measure: `${call}, over bare fetch`,
    unit: "µs",
    values: { clerkSession: value },
    goals: [atMost(value, max, `≤ ${max} µs`)],
  };
}
