import { spawn } from "node:child_process";
import { connect } from "node:net";
import { fileURLToPath } from "node:url";
import { choosePort, HOST } from "./ports.mjs";

const PREFERRED_PORT = 5273;
const START_LIMIT_MS = 30_000;
const RETRY_MS = 50;

/**
 * Starts the local Frontend API in a process of its own, which ends with this one.
 *
 * @returns {Promise<string>} its origin, once it answers
 */
export async function startLocalFrontendApi() {
  const port = await choosePort("FRONTEND_API_PORT", PREFERRED_PORT);
  const main = fileURLToPath(new URL("frontend-api/main.ts", import.meta.url));
  const child = spawn(process.execPath, ["--import", "tsx", main], {
    stdio: ["ignore", "inherit", "inherit"],
    env: { ...process.env, FRONTEND_API_PORT: String(port) },
  });
  process.on("exit", () => child.kill());
  child.on("exit", (code, signal) => {
    console.error(`✗ The local Frontend API ended (${signal ?? `exit code ${code}`}).`);
    process.exit(1);
  });
  await answers(port);
  return `http://${HOST}:${port}`;
}

/** @param {number} port */
async function answers(port) {
  const deadline = performance.now() + START_LIMIT_MS;
  while (!(await accepts(port))) {
    if (performance.now() > deadline) throw new Error("The local Frontend API did not start.");
    await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
  }
}

/** @param {number} port @returns {Promise<boolean>} */
function accepts(port) {
  return new Promise((resolve) => {
    const socket = connect({ host: HOST, port });
    socket.once("connect", () => resolve(true));
    socket.once("error", () => resolve(false));
    socket.once("connect", () => socket.destroy());
  });
}
