import { figure, share } from "./figures.mjs";

/** @type {[import("./row.mjs").Peer, string][]} */
const COLUMNS = [
  ["clerkSession", "clerk-session"],
  ["clerkJs", "clerk-js"],
  ["noRhc", "no-rhc"],
  ["zod", "zod"],
  ["jsonParse", "JSON.parse"],
];

/** @param {import("./measure_all.mjs").Report} report */
export function table({ versions, rows }) {
  const lines = [
    ["", "", ...COLUMNS.map(([, title]) => title), "goals"],
    ...rows.map(({ measure, unit, values, ratios, goals }) => [
      measure,
      unit,
      ...COLUMNS.map(([peer]) => figure(values[peer], unit) + share(ratios?.[peer])),
      goals.map(({ name, reached }) => `${reached ? "✓" : "✗"} ${name}`).join("  "),
    ]),
  ];
  const widths = lines[0]?.map((_, column) =>
    Math.max(...lines.map((cells) => cells[column]?.length ?? 0)),
  );
  const heading = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  const legend = `In brackets: clerk-session's figure over the peer's. ${heading.join(", ")}.`;
  return ["", ...lines.map((cells) => line(cells, widths ?? [])), "", legend].join("\n");
}

/** @param {string[]} cells @param {number[]} widths */
function line(cells, widths) {
  const isFigure = (/** @type {number} */ column) => column >= 2 && column < cells.length - 1;
  return cells
    .map((cell, column) => cell[isFigure(column) ? "padStart" : "padEnd"](widths[column] ?? 0))
    .join("  ")
    .trimEnd();
}
