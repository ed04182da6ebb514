import { root } from "../../scripts/lib/paths.mjs";
import { ChildFailed, runQuietly } from "../../scripts/lib/process.mjs";
import { toolEnv } from "../../scripts/setup/rust_tools.mjs";

/**
 * The outcome of a check. `notRun` states why a check, or a part of it, could not run.
 *
 * @typedef {{ passed: number, failed: number, output: string, notRun?: string }} Outcome
 */
/** @typedef {{ passed: number, failed: number }} Counts */

/**
 * Returns a check that runs a program such as a linter. Its exit code is the result of one test.
 *
 * @param {string} title
 * @param {string} command
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {() => Promise<Outcome>}
 */
export function verdict(title, command, args, env) {
  return async () => {
    const output = await runQuietly(title, command, args, inRoot(env));
    return { passed: 1, failed: 0, output };
  };
}

/**
 * Runs a program with many tests and counts them.
 *
 * @param {string} title
 * @param {string} command
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @param {(output: string) => Counts} count
 * @returns {Promise<Outcome>}
 */
export async function counted(title, command, args, env, count) {
  /** @type {string} */
  let output;
  let ended = "";
  try {
    output = await runQuietly(title, command, args, inRoot(env));
  } catch (error) {
    if (!(error instanceof ChildFailed)) throw error;
    output = error.output;
    ended = error.message;
  }
  const { passed, failed } = count(output);
  // The program failed without a failed test: it crashed, or it never ran the tests.
  if (ended !== "" && failed === 0) return { passed, failed: 1, output: `${output}\n${ended}` };
  if (passed + failed === 0)
    return { passed, failed: 1, output: `${output}\n${title}: there were no tests to run` };
  return { passed, failed, output };
}

/** @param {NodeJS.ProcessEnv} [env] */
function inRoot(env) {
  return { cwd: root, env: { ...toolEnv(), ...env } };
}
