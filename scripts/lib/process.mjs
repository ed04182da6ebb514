import { spawn } from "node:child_process";

/**
 * Runs other programs: silently while they work, and with all their output if they fail.
 *
 * @typedef {{ cwd?: string, env?: NodeJS.ProcessEnv }} ChildOptions
 */

/** An error of a program that failed, with its output. */
export class ChildFailed extends Error {
  /** @param {string} title @param {string} reason @param {string} output */
  constructor(title, reason, output) {
    super(`${title}: ${reason}`);
    this.output = output;
  }
}

const FIRST_PROGRESS_MS = 3_000;
const PROGRESS_MS = 30_000;

/** @type {Set<import("node:child_process").ChildProcess>} */
const running = new Set();

/**
 * Runs a program to its end and prints a progress line if it takes long.
 *
 * @param {string} title a description of the work, for the progress line
 * @param {string} command
 * @param {string[]} args
 * @param {ChildOptions} [options]
 * @returns {Promise<string>} the program's output
 * @throws {ChildFailed}
 */
export async function runQuietly(title, command, args, options) {
  const stopReporting = reportProgress(title, performance.now());
  const { reason, output } = await collect(command, args, options);
  stopReporting();
  if (reason !== null) throw new ChildFailed(title, `${command} ${reason}`, output);
  return output;
}

/**
 * Runs a program like runQuietly, then prints one line with its title and duration.
 *
 * @param {Parameters<typeof runQuietly>} call
 */
export async function run(...call) {
  const started = performance.now();
  const output = await runQuietly(...call);
  console.log(`✓ ${call[0]} (${seconds(started)})`);
  return output;
}

/**
 * Returns the output of a short command; `null` if the command is missing or fails.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {ChildOptions} [options]
 */
export async function outputOf(command, args, options) {
  const { reason, output } = await collect(command, args, options, "ignore");
  return reason === null ? output.trim() : null;
}

/** Formats the time since `started`. @param {number} started a performance.now() */
export function seconds(started) {
  return `${((performance.now() - started) / 1000).toFixed(1)} s`;
}

/**
 * If the promise rejects, prints the error in one sentence, after the output of a program that
 * failed, and ends the process.
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
 * @returns {Promise<{ reason: string | null, output: string }>} reason: the failure, or `null`
 */
function collect(command, args, options, stderr = "pipe") {
  return new Promise((resolve) => {
    // A process group of its own, so that stopping the program also stops its own children (cargo's
    // compilers, a driver's browser).
    const child = spawn(command, args, {
      ...options,
      stdio: ["ignore", "pipe", stderr],
      detached: true,
    });
    running.add(child);
    /** @type {Buffer[]} */
    const chunks = [];
    child.stdout?.on("data", (chunk) => chunks.push(chunk));
    child.stderr?.on("data", (chunk) => chunks.push(chunk));
    /** @param {string | null} reason */
    const settle = (reason) => {
      running.delete(child);
      resolve({ reason, output: Buffer.concat(chunks).toString() });
    };
    child.on("error", (error) => settle(`could not be started: ${error.message}`));
    child.on("close", (code, signal) =>
      settle(code === 0 ? null : `ended with ${signal ?? `exit code ${code}`}`),
    );
  });
}

/** @param {string} title @param {number} started */
function reportProgress(title, started) {
  const say = () => console.log(`… ${title} (${seconds(started)} so far)`);
  /** @type {NodeJS.Timeout} */
  let timer = setTimeout(() => {
    say();
    timer = setInterval(say, PROGRESS_MS);
  }, FIRST_PROGRESS_MS);
  return () => clearTimeout(timer);
}

function stopRunning() {
  for (const { pid } of running) {
    try {
      if (pid !== undefined) process.kill(-pid, "SIGTERM");
    } catch {
      // The program ended after this loop read its id.
    }
  }
}

process.on("exit", stopRunning);
for (const [signal, number] of /** @type {const} */ ([
  ["SIGHUP", 1],
  ["SIGINT", 2],
  ["SIGTERM", 15],
])) {
  process.once(signal, () => process.exit(128 + number));
}
