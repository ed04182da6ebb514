import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../scripts/lib/paths.mjs";
import { figure, share } from "./figures.mjs";

/** The place of the table in a file. */
const TABLE = /(?<=<!-- bench -->\n)[\s\S]*?(?=<!-- \/bench -->)/;

/** The rows of the README's table; docs/benchmarks.md has all of them. */
const README_ROWS = new Set([
  "download, brotli",
  "ready",
  "conversion, 10 sessions",
  "conversion, 100 sessions",
]);

/** @type {import("./row.mjs").Peer[]} */
const COLUMNS = ["clerkSession", "clerkJs", "zod", "jsonParse"];

/**
 * Writes the tables of the README and of docs/benchmarks.md.
 *
 * @param {import("./measure_all.mjs").Report} report
 */
export function writeToReadme(report) {
  writeTable("docs/benchmarks.md", report);
  writeTable("README.md", {
    ...report,
    rows: report.rows.filter(({ measure }) => README_ROWS.has(measure)),
  });
}

/**
 * @param {string} file
 * @param {import("./measure_all.mjs").Report} report
 */
function writeTable(file, report) {
  const path = join(root, file);
  const text = readFileSync(path, "utf8");
  if (!TABLE.test(text)) throw new Error(`${file} lacks the markers of the table`);
  writeFileSync(
    path,
    text.replace(TABLE, () => `${markdown(report)}\n`),
  );
}

/** @param {import("./measure_all.mjs").Report} report */
function markdown({ versions, rows }) {
  const heading = [
    "",
    "clerk-session",
    `clerk-js ${versions["@clerk/clerk-js"]}`,
    `zod ${versions.zod}`,
    "`JSON.parse`",
  ];
  const lines = rows
    .filter(({ isExtra = false }) => !isExtra)
    .map(({ measure, unit, values, ratios }) => [
      measure,
      ...COLUMNS.map(
        (peer) => figure(values[peer], unit) + unitOf(unit, values[peer]) + share(ratios?.[peer]),
      ),
    ]);
  return [heading, heading.map((_, column) => (column === 0 ? "---" : "--:")), ...lines]
    .map((cells) => `| ${cells.join(" | ")} |`)
    .join("\n");
}

/** @param {import("./row.mjs").Unit} unit @param {number | undefined} value */
function unitOf(unit, value) {
  return value === undefined || unit === "" ? "" : ` ${unit}`;
}
