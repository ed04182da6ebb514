import { parseArgs } from "node:util";
import { ChildFailed, seconds } from "../scripts/lib/process.mjs";
import { setupForTests } from "../scripts/setup/setup.mjs";
import { changedFiles } from "./run/changed.mjs";
import { CHECKS, checksFor, withNeeds } from "./run/checks.mjs";

/**
 * Runs `npm test`: all checks of the project, starting from a fresh clone.
 *
 * - `--only a,b` runs the checks of these names.
 * - `--changed` runs the checks that the changes since the last commit can break, and
 *   `--since <commit>` those that the changes since another commit can break.
 */
async function main() {
  const {
    only,
    changed: isPart,
    since,
  } = parseArgs({
    options: { only: { type: "string" }, changed: { type: "boolean" }, since: { type: "string" } },
  }).values;
  const changed = isPart || since !== undefined ? changedFiles(since ?? "HEAD") : undefined;
  const names = changed === undefined ? CHECKS.map(({ name }) => name) : checksFor(changed);
  const checks = withNeeds(only?.split(",") ?? names);
  const total = { passed: 0, failed: 0 };
  /** @type {Set<string>} */
  const broken = new Set();

  await setupForTests();
  for (const check of checks) {
    const { passed, failed } = await outcomeOf(check, broken, changed);
    total.passed += passed;
    total.failed += failed;
    if (failed > 0) broken.add(check.name);
  }
  return total;
}

/**
 * @param {import("./run/checks.mjs").Check} check
 * @param {Set<string>} broken names of the checks that have failed
 * @param {string[]} [changed] the changed files, if only the tests that they can break must run
 */
async function outcomeOf({ name, needs = [], run }, broken, changed) {
  const started = performance.now();
  const missing = needs.filter((need) => broken.has(need));
  if (missing.length > 0) {
    console.log(`✗ ${name}: not run, because ${missing.join(" and ")} failed`);
    return { passed: 0, failed: 1 };
  }
  try {
    const { passed, failed, output, notRun } = await run(changed);
    if (failed > 0) console.log(output.trimEnd());
    if (notRun) console.log(`– ${name}: not run, or only in part, because ${notRun}`);
    if (passed + failed > 0) console.log(line(name, passed, failed, started));
    return { passed, failed };
  } catch (error) {
    console.log(error instanceof ChildFailed ? error.output.trimEnd() : error);
    console.log(
      `✗ ${name}: ${error instanceof Error ? error.message : "failed"} (${seconds(started)})`,
    );
    return { passed: 0, failed: 1 };
  }
}

/**
 * @param {string} name
 * @param {number} passed
 * @param {number} failed
 * @param {number} started
 */
function line(name, passed, failed, started) {
  const mark = failed > 0 ? "✗" : "✓";
  return `${mark} ${name}: ${passed} passed, ${failed} failed (${seconds(started)})`;
}

main()
  .catch((error) => {
    if (error instanceof ChildFailed) console.log(error.output.trimEnd());
    console.log(`✗ ${error instanceof Error ? error.message : error}`);
    return { passed: 0, failed: 1 };
  })
  .then(({ passed, failed }) => {
    process.exitCode = failed > 0 ? 1 : 0;
    console.log(`${passed} passed, ${failed} failed`);
  });
