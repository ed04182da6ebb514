import { setTimeout } from "node:timers/promises";
import { openPage } from "../bench.mjs";
import { client } from "../payload/payload.mjs";
import { atMost } from "../row.mjs";
import { clerkElement } from "../site.mjs";
import { medians, ratios } from "../statistics.mjs";
import { TARGETS } from "../targets.mjs";

/** The first round fills the caches of the server and the machine. */
const WARM_UP = 1;
const ROUNDS = 21;
/**
 * The pause before each measurement, in milliseconds. A browser that has just opened a page and
 * closed another is busy for a while.
 */
const CALM_MS = 100;

/**
 * The way each peer is loaded: by import(), or by its script element as the documentation of
 * clerk-js shows it.
 */
const LOADED = /** @type {const} */ ({
  clerkSession: { module: "/peers/clerk_session.js" },
  slim: { module: "/peers/clerk_session_slim.js" },
  clerkJs: { script: clerkElement },
  noRhc: { module: "/peers/clerk_no_rhc.js" },
  zod: { module: "/peers/zod.js" },
});

/** @typedef {keyof typeof LOADED} Loaded */
/**
 * The peers that can read a client at once. clerk-js must request its Frontend API first.
 *
 * @typedef {"clerkSession" | "slim" | "zod"} Reading
 */

/**
 * Measures the time until each peer is usable. Each time, the browser context is new and has
 * downloaded and compiled nothing before.
 *
 * @param {import("../bench.mjs").Bench} bench
 * @returns {Promise<import("../row.mjs").Row[]>}
 */
export async function ready(bench) {
  const names = /** @type {Loaded[]} */ (Object.keys(LOADED));
  const text = JSON.stringify(client(1));
  /** @type {Record<Loaded, number[]>} */
  const usable = { clerkSession: [], slim: [], clerkJs: [], noRhc: [], zod: [] };
  /** @type {Record<Reading, number[]>} */
  const read = { clerkSession: [], slim: [], zod: [] };
  for (let round = 0; round < WARM_UP + ROUNDS; round += 1) {
    for (const name of names) {
      const times = await once(bench, name, text);
      if (round < WARM_UP) continue;
      usable[name].push(times.usable);
      if (times.read !== null) read[/** @type {Reading} */ (name)].push(times.read);
    }
  }
  const { slim, ...whole } = usable;
  const { slim: _, ...wholeRead } = read;
  return [
    row("ready", whole),
    { ...row("ready, ./slim", { ...whole, clerkSession: slim }), isExtra: true },
    { ...row("ready, and one session read", wholeRead), goals: [], isExtra: true },
  ];
}

/**
 * @param {string} measure
 * @param {Parameters<typeof ratios>[0]} samples
 * @returns {import("../row.mjs").Row}
 */
function row(measure, samples) {
  const peerRatios = ratios(samples);
  const { clerkJs } = TARGETS.ready;
  const goals = [atMost(peerRatios.clerkJs, clerkJs, `≤ ${clerkJs} × clerk-js`)];
  return { measure, unit: "ms", values: medians(samples), ratios: peerRatios, goals };
}

/** @param {import("../bench.mjs").Bench} bench @param {Loaded} name @param {string} text */
async function once(bench, name, text) {
  const page = await openPage(bench, "/");
  /** @type {{ module?: string, script?: Record<string, string> }} */
  const how = LOADED[name];
  await setTimeout(CALM_MS);
  const times = await page.evaluate(
    async ({ module, script, text }) => {
      const bytes = new TextEncoder().encode(text);
      const started = performance.now();
      if (module === undefined) {
        const element = document.createElement("script");
        for (const [attribute, value] of Object.entries(script ?? {}))
          element.setAttribute(attribute, value);
        await new Promise((resolve, reject) => {
          element.onload = resolve;
          element.onerror = () => reject(new Error(`${element.src} has not been loaded`));
          document.head.append(element);
        });
        if (typeof window.Clerk?.load !== "function")
          throw new Error("there is no instance of Clerk");
        return { usable: performance.now() - started, read: null };
      }
      const peer = await import(module);
      await peer.start?.();
      const usable = performance.now() - started;
      if (peer.readClient === undefined) return { usable, read: null };
      peer.readClient(bytes);
      return { usable, read: performance.now() - started };
    },
    { ...how, text },
  );
  await page.context().close();
  return times;
}
