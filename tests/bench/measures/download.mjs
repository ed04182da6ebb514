import { readFileSync } from "node:fs";
import { brotli, bundled, measure } from "../../../scripts/build/size.mjs";
import { atMost } from "../row.mjs";
import { clerkScript, exportAll } from "../site.mjs";
import { TARGETS } from "../targets.mjs";

/**
 * Measures a page's download. The figures are exact: the same sources give the same bytes.
 *
 * @returns {Promise<import("../row.mjs").Row[]>}
 */
export async function download() {
  const { whole, slim } = await measure();
  const peers = {
    clerkJs: brotli(readFileSync(clerkScript)).length,
    noRhc: brotli(await bundled(`export * from "@clerk/clerk-js/no-rhc";`)).length,
    zod: brotli(await bundled(exportAll("peers/zod"))).length,
  };
  const { bytes, aim } = TARGETS.download;
  const goals = [
    atMost(whole.brotli, bytes, `≤ ${bytes.toLocaleString("en")}`),
    atMost(whole.brotli, aim, `aim: ${aim.toLocaleString("en")}`),
  ];
  return [
    { ...row("download, brotli", whole.brotli, peers), goals },
    { ...row("download, brotli, ./slim", slim.brotli, peers), isExtra: true },
  ];
}

/**
 * @param {string} measure
 * @param {number} bytes
 * @param {Record<string, number>} peers
 * @returns {import("../row.mjs").Row}
 */
function row(measure, bytes, peers) {
  const ratios = Object.fromEntries(
    Object.entries(peers).map(([peer, others]) => [peer, bytes / others]),
  );
  return { measure, unit: "bytes", values: { clerkSession: bytes, ...peers }, ratios, goals: [] };
}
