import { root } from "../../scripts/lib/paths.mjs";
import { ChildFailed, runQuietly } from "../../scripts/lib/process.mjs";
import { toolEnv } from "../../scripts/setup/rust_tools.mjs";

/** @typedef {{ passed: number, failed: number, output: string }} Outcome */
/** @typedef {{ passed: number, failed: number }} Counts */

/**
 * A program that answers yes or no, such as a linter: its exit code is one test.
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
 * A program that runs many tests.
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
  // It failed without saying which test did: it crashed, or never came to run them.
  if (ended !== "" && failed === 0) return { passed, failed: 1, output: `${output}\n${ended}` };
  if (passed + failed === 0)
    return { passed, failed: 1, output: `${output}\n${title}: there was not one test to run` };
  return { passed, failed, output };
}

/** @param {NodeJS.ProcessEnv} [env] */
function inRoot(env) {
  return { cwd: root, env: { ...toolEnv(), ...env } };
}
