import { existsSync, readFileSync } from "node:fs";
import { playwrightReport } from "./report.mjs";

/**
 * Adds up the results that each test program printed. cargo and wasm-bindgen print them in the same
 * format.
 *
 * @param {string} output
 */
export function countRustTests(output) {
  const results = [...output.matchAll(/^test result: .*?(\d+) passed; (\d+) failed/gm)];
  /** @param {number} group */
  const sum = (group) => results.reduce((total, result) => total + Number(result[group]), 0);
  return { passed: sum(1), failed: sum(2) };
}

/**
 * Reads Playwright's report. Skipped tests, and tests that passed only after a retry, count as
 * failed.
 */
export function countPlaywrightTests() {
  if (!existsSync(playwrightReport)) return { passed: 0, failed: 0 };
  const { stats, errors } = JSON.parse(readFileSync(playwrightReport, "utf8"));
  return {
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky + stats.skipped + errors.length,
  };
}
