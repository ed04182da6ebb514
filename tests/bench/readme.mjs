import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../scripts/lib/paths.mjs";
import { figure, share } from "./figures.mjs";

const README = join(root, "README.md");
/** The text between the two markers, which is the table alone. */
const TABLE = /(?<=<!-- bench -->\n)[\s\S]*?(?=<!-- \/bench -->)/;

/** @type {import("./row.mjs").Peer[]} */
const COLUMNS = ["clerkSession", "clerkJs", "zod", "jsonParse"];

/** Writes the table into README.md. @param {import("./measure_all.mjs").Report} report */
export function writeToReadme(report) {
  const readme = readFileSync(README, "utf8");
  if (!TABLE.test(readme)) throw new Error("README.md lacks the markers of the benchmark's table");
  writeFileSync(
    README,
    readme.replace(TABLE, () => `${markdown(report)}\n`),
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
