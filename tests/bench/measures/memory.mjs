import { openPage } from "../bench.mjs";
import { callInPage } from "../in_page.mjs";
import { client, token } from "../payload/payload.mjs";
import { atMost } from "../row.mjs";
import { TARGETS } from "../targets.mjs";

/**
 * @typedef {import("../page/workload.js").Amount} Amount
 * @typedef {{ warmUp: Amount, all: Amount }} Work
 */

/** @type {Work} */
const WORK = {
  warmUp: { conversions: 10_000, calls: 2_000 },
  all: { conversions: 200_000, calls: 20_000 },
};

/**
 * Measures the memory left after much work, half of which fails.
 *
 * @param {import("../bench.mjs").Bench} bench
 * @returns {Promise<import("../row.mjs").Row[]>}
 */
export async function memory(bench) {
  const left = await leftOf(bench, WORK);
  const max = TARGETS.memory;
  return [
    { ...row("wasm memory", "bytes", left.memoryBytes, max), details: left.footprints },
    { ...row("JS heap", "bytes", left.heapBytes, max), isExtra: true },
    { ...row("places for JS objects", "", left.places, 0), isExtra: true },
    { ...row("JS objects", "", left.kept, 0), isExtra: true },
  ];
}

/**
 * Returns how much memory and how many objects there are after all the work, compared with after
 * its first part.
 *
 * @param {import("../bench.mjs").Bench} bench
 * @param {Work} work
 */
export async function leftOf(bench, work) {
  const page = await openPage(bench, "/");
  const footprints = await callInPage(page, "memory", "footprints", workTexts(), work);
  await page.context().close();
  const { warm, last, kept } = footprints;
  return {
    memoryBytes: last.memoryBytes - warm.memoryBytes,
    heapBytes: last.heapBytes - warm.heapBytes,
    places: (last.places ?? 0) - (warm.places ?? 0),
    kept,
    footprints,
  };
}

/** Returns the texts that the work reads. */
function workTexts() {
  const whole = client(1);
  const [session] = whole.sessions;
  const { id, status, expire_at, last_active_at, user } = session;
  const few = { id: user.id, first_name: user.first_name, public_metadata: user.public_metadata };
  const small = {
    id: whole.id,
    sessions: [{ id, status, expire_at, last_active_at, user: few }],
    updated_at: whole.updated_at,
  };
  return {
    whole: JSON.stringify(whole),
    small: JSON.stringify(small),
    token: token(session, Math.floor(Date.now() / 1000)),
  };
}

/**
 * @param {string} name
 * @param {import("../row.mjs").Unit} unit
 * @param {number} value
 * @param {number} max
 * @returns {import("../row.mjs").Row}
 */
function row(name, unit, value, max) {
  return {
    measure: `memory left, ${name}`,
    unit,
    values: { clerkSession: value },
    goals: [atMost(value, max, `≤ ${max.toLocaleString("en")}${unit === "" ? "" : ` ${unit}`}`)],
  };
}
