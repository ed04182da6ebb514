import { readFileSync } from "node:fs";
import { join } from "node:path";
import { modulesDir } from "../../scripts/lib/paths.mjs";
import { seconds } from "../../scripts/lib/process.mjs";
import { withBench } from "./bench.mjs";
import { calls } from "./measures/calls.mjs";
import { conversion } from "./measures/conversion.mjs";
import { download } from "./measures/download.mjs";
import { memory } from "./measures/memory.mjs";
import { peak } from "./measures/peak.mjs";
import { ready } from "./measures/ready.mjs";
import { site } from "./site.mjs";

/** @typedef {{ versions: Record<string, string>, rows: import("./row.mjs").Row[] }} Report */

const MEASURES = { download, ready, conversion, calls, memory, peak };

/**
 * Takes the measures of these names, or all of them.
 *
 * @param {string[]} [names]
 * @returns {Promise<Report>}
 */
export async function measureAll(names = Object.keys(MEASURES)) {
  const unknown = names.filter((name) => !(name in MEASURES));
  if (unknown.length > 0)
    throw new Error(
      `There is no ${unknown.join(", ")}. There are ${Object.keys(MEASURES).join(", ")}.`,
    );
  return withBench(await site(), async (bench) => {
    const rows = [];
    for (const [name, measure] of Object.entries(MEASURES).filter(([name]) =>
      names.includes(name),
    )) {
      const started = performance.now();
      rows.push(...(await measure(bench)));
      console.log(`✓ ${name} (${seconds(started)})`);
    }
    return {
      versions: { chromium: bench.browser.version(), ...versionsOf("@clerk/clerk-js", "zod") },
      rows,
    };
  });
}

/** @param {string[]} packages */
function versionsOf(...packages) {
  return Object.fromEntries(
    packages.map((name) => [
      name,
      /** @type {string} */ (
        JSON.parse(readFileSync(join(modulesDir, name, "package.json"), "utf8")).version
      ),
    ]),
  );
}
