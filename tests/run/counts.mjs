import { existsSync, readFileSync } from "node:fs";
import { playwrightReport } from "./report.mjs";

/**
 * Adds up what each test program said; cargo's and wasm-bindgen's say it in the same words.
 *
 * @param {string} output
 */
export function countRustTests(output) {
  const results = [...output.matchAll(/^test result: .*?(\d+) passed; (\d+) failed/gm)];
  /** @param {number} group */
  const sum = (group) => results.reduce((total, result) => total + Number(result[group]), 0);
  return { passed: sum(1), failed: sum(2) };
}

/** Reads Playwright's report. What was skipped, and what passed only when repeated, has not passed. */
export function countPlaywrightTests() {
  if (!existsSync(playwrightReport)) return { passed: 0, failed: 0 };
  const { stats, errors } = JSON.parse(readFileSync(playwrightReport, "utf8"));
  return {
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky + stats.skipped + errors.length,
  };
}
