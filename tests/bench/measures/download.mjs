import { readFileSync } from "node:fs";
import { brotli, bundled, measure } from "../../../src/js/build/size.mjs";
import { atMost } from "../row.mjs";
import { clerkScript, everythingOf } from "../site.mjs";
import { TARGETS } from "../targets.mjs";

/** What a page downloads: exact, so that the same sources give the same bytes. @returns {Promise<import("../row.mjs").Row[]>} */
export async function download() {
  const { whole, slim } = await measure();
  const bundles = await Promise.all([
    bundled(`export * from "@clerk/clerk-js/no-rhc";`),
    bundled(everythingOf("peers/zod")),
  ]);
  const [noRhc = Number.NaN, zod = Number.NaN] = bundles.map((bundle) => brotli(bundle).length);
  const peers = { clerkJs: brotli(readFileSync(clerkScript)).length, noRhc, zod };
  const { bytes, aim } = TARGETS.download;
  return [
    {
      measure: "download, brotli",
      unit: "bytes",
      values: { clerkSession: whole.brotli, ...peers },
      goals: [
        atMost(whole.brotli, bytes, `≤ ${bytes.toLocaleString("en")}`),
        atMost(whole.brotli, aim, `aim: ${aim.toLocaleString("en")}`),
      ],
    },
    {
      measure: "download, brotli, ./slim",
      unit: "bytes",
      isExtra: true,
      values: { clerkSession: slim.brotli, ...peers },
      goals: [],
    },
  ];
}
