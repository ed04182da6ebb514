import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { choosePort } from "./ports.mjs";

const PREFERRED_PORT = 5273;

/**
 * Starts the local Frontend API in a process of its own, which ends with this one.
 * FRONTEND_API_CONTROL=1 gives it the control endpoint that the tests need.
 *
 * @returns {Promise<string>} its origin, once it answers
 */
export async function startLocalFrontendApi() {
  const port = await choosePort("FRONTEND_API_PORT", PREFERRED_PORT);
  const main = fileURLToPath(new URL("frontend-api/main.ts", import.meta.url));
  const control = process.env.FRONTEND_API_CONTROL === "1" ? ["--control"] : [];
  const child = spawn(process.execPath, ["--import", "tsx", main, "--port", String(port), ...control], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  process.on("exit", () => child.kill());
  child.on("exit", (code, signal) => {
    console.error(`✗ The local Frontend API ended (${signal ?? `exit code ${code}`}).`);
    process.exit(1);
  });
  // The first thing that it says, once it listens, is where it is.
  const [line] = await once(createInterface(child.stdout), "line");
  return String(line).replace(/^.* /, "");
}
