import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { buildPackage } from "../../scripts/build/build.mjs";
import { exitOnFailure, seconds } from "../../scripts/lib/process.mjs";
import { reportDir } from "../run/report.mjs";

/**
 * `npm run bench`: the package beside what people use today, from a fresh clone on. With `--only conversion,calls` some of it is measured,
 * `--readme` also writes the tables of the README and of docs/benchmarks.md.
 */
async function main() {
  const { values } = parseArgs({
    options: { only: { type: "string" }, readme: { type: "boolean", default: false } },
  });
  if (values.readme && values.only !== undefined)
    throw new Error("The README's table is of all measures.");
  await buildPackage();

  // Imported this late because they need packages that buildPackage() may just have installed.
  const { measureAll } = await import("./measure_all.mjs");
  const started = performance.now();
  const report = await measureAll(values.only?.split(","));
  mkdirSync(reportDir, { recursive: true });
  writeFileSync(join(reportDir, "bench.json"), `${JSON.stringify(report, null, 2)}\n`);

  const { table } = await import("./table.mjs");
  console.log(table(report));
  if (values.readme) {
    const { writeToReadme } = await import("./readme.mjs");
    writeToReadme(report);
  }
  console.log(`✓ measured in ${seconds(started)}; all of it is in tests/report/bench.json`);
}

exitOnFailure(main());
