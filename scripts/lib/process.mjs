import { spawn } from "node:child_process";

/**
 * Running other programs: quietly while they work, with everything they said when they fail.
 *
 * @typedef {{ cwd?: string, env?: NodeJS.ProcessEnv }} ChildOptions
 */

/** A program that ran and failed; its output has been collected. */
export class ChildFailed extends Error {
  /** @param {string} title @param {string} reason @param {string} output */
  constructor(title, reason, output) {
    super(`${title}: ${reason}`);
    this.output = output;
  }
}

const FIRST_SIGN_OF_LIFE_MS = 3_000;
const SIGN_OF_LIFE_MS = 30_000;

/** @type {Set<import("node:child_process").ChildProcess>} */
const living = new Set();

/**
 * Runs a program to its end, with a sign of life now and then.
 *
 * @param {string} title what is done, for the person who waits
 * @param {string} command
 * @param {string[]} args
 * @param {ChildOptions} [options]
 * @returns {Promise<string>} everything that it printed
 * @throws {ChildFailed}
 */
export async function runQuietly(title, command, args, options) {
  const stopWaiting = signsOfLife(title, performance.now());
  const { reason, output } = await collect(command, args, options);
  stopWaiting();
  if (reason !== null) throw new ChildFailed(title, `${command} ${reason}`, output);
  return output;
}

/**
 * As runQuietly, and says in one line that it is done, with the time it took.
 *
 * @param {Parameters<typeof runQuietly>} what
 */
export async function run(...what) {
  const started = performance.now();
  const output = await runQuietly(...what);
  console.log(`✓ ${what[0]} (${seconds(started)})`);
  return output;
}

/**
 * What a short command answers; null where it is missing or fails.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {ChildOptions} [options]
 */
export async function ask(command, args, options) {
  const { reason, output } = await collect(command, args, options, "ignore");
  return reason === null ? output.trim() : null;
}

/** @param {number} started a performance.now() */
export function seconds(started) {
  return `${((performance.now() - started) / 1000).toFixed(1)} s`;
}

/**
 * Ends the process when what the promise stands for fails: one sentence, after the output of a program that failed.
 *
 * @param {Promise<unknown>} work
 */
export function exitOnFailure(work) {
  work.catch((error) => {
    if (error instanceof ChildFailed) console.error(error.output.trimEnd());
    console.error(`✗ ${error instanceof Error ? error.message : error}`);
    process.exit(1);
  });
}

/**
 * @param {string} command
 * @param {string[]} args
 * @param {ChildOptions} [options]
 * @param {"pipe" | "ignore"} [stderr]
 * @returns {Promise<{ reason: string | null, output: string }>} reason: why it did not succeed
 */
function collect(command, args, options, stderr = "pipe") {
  return new Promise((resolve) => {
    // A group of its own, so that stopping it stops what it has started too (cargo its compilers, a driver its browser).
    const child = spawn(command, args, {
      ...options,
      stdio: ["ignore", "pipe", stderr],
      detached: true,
    });
    living.add(child);
    /** @type {Buffer[]} */
    const chunks = [];
    child.stdout?.on("data", (chunk) => chunks.push(chunk));
    child.stderr?.on("data", (chunk) => chunks.push(chunk));
    /** @param {string | null} reason */
    const settle = (reason) => {
      living.delete(child);
      resolve({ reason, output: Buffer.concat(chunks).toString() });
    };
    child.on("error", (error) => settle(`could not be started: ${error.message}`));
    child.on("close", (code, signal) =>
      settle(code === 0 ? null : `ended with ${signal ?? `exit code ${code}`}`),
    );
  });
}

/** @param {string} title @param {number} started */
function signsOfLife(title, started) {
  const say = () => console.log(`… ${title} (${seconds(started)} so far)`);
  /** @type {NodeJS.Timeout} */
  let timer = setTimeout(() => {
    say();
    timer = setInterval(say, SIGN_OF_LIFE_MS);
  }, FIRST_SIGN_OF_LIFE_MS);
  return () => clearTimeout(timer);
}

function stopLiving() {
  for (const { pid } of living) {
    try {
      if (pid !== undefined) process.kill(-pid, "SIGTERM");
    } catch {
      // It ended between the look and the signal.
    }
  }
}

process.on("exit", stopLiving);
for (const [signal, number] of /** @type {const} */ ([
  ["SIGHUP", 1],
  ["SIGINT", 2],
  ["SIGTERM", 15],
])) {
  process.once(signal, () => process.exit(128 + number));
}
