import { parseArgs } from "node:util";
import { ChildFailed, seconds } from "../scripts/lib/process.mjs";
import { setupForTests } from "../scripts/setup/setup.mjs";
import { CHECKS, withNeeds } from "./run/checks.mjs";

/** `npm test`: everything that proves the project works, from a fresh clone on. `npm test -- --only a,b` runs some of it. */
async function main() {
  const { values } = parseArgs({ options: { only: { type: "string" } } });
  const checks = withNeeds(values.only?.split(",") ?? CHECKS.map(({ name }) => name));
  const total = { passed: 0, failed: 0 };
  /** @type {Set<string>} */
  const broken = new Set();

  await setupForTests();
  for (const check of checks) {
    const { passed, failed } = await outcomeOf(check, broken);
    total.passed += passed;
    total.failed += failed;
    if (failed > 0) broken.add(check.name);
  }
  return total;
}

/**
 * @param {import("./run/checks.mjs").Check} check
 * @param {Set<string>} broken names of the checks that have failed
 */
async function outcomeOf({ name, needs = [], run }, broken) {
  const started = performance.now();
  const missing = needs.filter((need) => broken.has(need));
  if (missing.length > 0) {
    console.log(`✗ ${name}: not run, because ${missing.join(" and ")} failed`);
    return { passed: 0, failed: 1 };
  }
  try {
    const { passed, failed, output } = await run();
    if (failed > 0) console.log(output.trimEnd());
    console.log(
      `${failed > 0 ? "✗" : "✓"} ${name}: ${passed} passed, ${failed} failed (${seconds(started)})`,
    );
    return { passed, failed };
  } catch (error) {
    console.log(error instanceof ChildFailed ? error.output.trimEnd() : error);
    console.log(`✗ ${name}: ${error instanceof Error ? error.message : "failed"} (${seconds(started)})`);
    return { passed: 0, failed: 1 };
  }
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
