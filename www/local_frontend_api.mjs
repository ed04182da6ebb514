import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { choosePort, PREFERRED_PORTS } from "./ports.mjs";

/**
 * Starts the local Frontend API in a child process, which ends with this process.
 * Prints its output: the address, the demo accounts, and the codes that it sends.
 * FRONTEND_API_CONTROL=1 enables the control endpoint that the tests need.
 *
 * @returns {Promise<string>} its origin, after it is listening
 */
export async function startLocalFrontendApi() {
  const port = await choosePort("FRONTEND_API_PORT", PREFERRED_PORTS.frontendApi);
  const main = fileURLToPath(new URL("frontend-api/main.ts", import.meta.url));
  const control = process.env.FRONTEND_API_CONTROL === "1" ? ["--control"] : [];
  const child = spawn(
    process.execPath,
    ["--import", "tsx", main, "--port", String(port), ...control],
    {
      stdio: ["ignore", "pipe", "inherit"],
    },
  );
  process.on("exit", () => child.kill());
  child.on("exit", (code, signal) => {
    console.error(`✗ The local Frontend API ended (${signal ?? `exit code ${code}`}).`);
    process.exit(1);
  });
  // The first line that it prints is its address; the others are for the terminal.
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  const { value: line } = await lines.next();
  const address = String(line).replace(/^.* /, "");
  console.log(`✓ the local Frontend API runs at ${address}`);
  void print(lines);
  return address;
}

/** @param {AsyncIterator<string> & AsyncIterable<string>} lines */
async function print(lines) {
  for await (const line of lines) console.log(`  ${line}`);
}
