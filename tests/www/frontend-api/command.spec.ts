import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import { expect, test } from "@playwright/test";
import { freePort, HOST } from "../../../www/ports.mjs";
import { ApiClient } from "./api-client.js";
import { ada, alan, grace } from "./fixtures.js";
import { outcome, signInToVerify } from "./reverification.js";

const main = fileURLToPath(new URL("../../../www/frontend-api/main.ts", import.meta.url));
const launcher = new URL("../../../www/local_frontend_api.mjs", import.meta.url);
const children: ChildProcess[] = [];

/** Starts the Frontend API as a process, on a free port. */
function start(...args: string[]) {
  const child = spawn(process.execPath, ["--import", "tsx", main, ...args], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, FRONTEND_API_PORT: "0" },
  });
  children.push(child);
  return child;
}

/** Waits for the line with the Frontend API's URL. Returns the URL. */
async function frontendApiUrl(child: ReturnType<typeof start>): Promise<string> {
  const [line] = await once(createInterface(child.stdout), "line");
  expect(line).toMatch(/^Frontend API: http:\/\/localhost:\d+$/);
  return String(line).replace("Frontend API: ", "");
}

/** Returns a function that waits for a process's next line of output. */
function lineReader({ stdout }: { stdout: Readable }): () => Promise<string> {
  const lineIterator = createInterface(stdout)[Symbol.asyncIterator]();
  return async () => String((await lineIterator.next()).value);
}

test.afterEach(() => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
});

test("the program prints its URL when ready, has no control and ends on SIGTERM", async () => {
  const child = start();
  const url = await frontendApiUrl(child);
  expect((await fetch(`${url}/v1/client`)).status).toBe(200);
  expect((await fetch(`${url}/__control/sessions`)).status).toBe(501);
  const headers = { origin: "http://127.0.0.1:1", authorization: "x" };
  expect((await fetch(`${url}/v1/client?_is_native=1`, { headers })).status).toBe(200);
  const ended = once(child, "exit");
  child.kill("SIGTERM");
  expect(await ended).toEqual([0, null]);
});

/** The lines with the passwords and other secrets of the demo accounts. */
const accounts = [
  `Password of ${ada.emailAddress}: ${ada.password}`,
  `Authenticator secret of ${ada.emailAddress}: ${ada.totpSecret}`,
  `Backup codes of ${ada.emailAddress}: ${ada.backupCodes.join(" ")}`,
  `Password of ${grace.emailAddress}: ${grace.password}`,
  `Password of ${alan.emailAddress}: ${alan.password}`,
];

test("the program prints the demo accounts' secrets, and each code that it sends", async () => {
  const next = lineReader(start());
  const apiClient = new ApiClient((await next()).replace("Frontend API: ", ""));
  for (const line of accounts) expect(await next()).toBe(line);
  const reverification = await signInToVerify(apiClient, ada);
  await reverification.start("second_factor");
  await reverification.prepareSecond();
  const [, to, code = ""] = /^Code for (\S+): (\d{6})$/.exec(await next()) ?? [];
  expect(to).toBe("+12025550142");
  expect(outcome(await reverification.attemptSecond("phone_code", code))).toBe("complete");
});

test("`npm start` prints the output of the program", async () => {
  const port = await freePort();
  // The launcher ends when its standard input ends, and the Frontend API ends with it.
  const launch = `
    import { startLocalFrontendApi } from ${JSON.stringify(launcher)};
    process.stdin.resume().once("end", () => process.exit());
    await startLocalFrontendApi();`;
  const child = spawn(process.execPath, ["--input-type=module", "--eval", launch], {
    stdio: ["pipe", "pipe", "inherit"],
    env: { ...process.env, FRONTEND_API_PORT: String(port) },
  });
  try {
    const next = lineReader(child);
    expect(await next()).toBe(`✓ the local Frontend API runs at http://${HOST}:${port}`);
    for (const line of accounts) expect(await next()).toBe(`  ${line}`);
    const reverification = await signInToVerify(new ApiClient(`http://${HOST}:${port}`), ada);
    await reverification.start("second_factor");
    await reverification.prepareSecond();
    expect(await next()).toMatch(/^ {2}Code for \+12025550142: \d{6}$/);
  } finally {
    child.stdin.end();
  }
});

test("the program takes its options from the command line", async () => {
  const url = await frontendApiUrl(
    start("--port", "0", "--control", "--refuse-origin-with-authorization"),
  );
  expect((await fetch(`${url}/__control/sessions`)).status).toBe(200);
  const headers = { origin: "http://127.0.0.1:1", authorization: "x" };
  expect((await fetch(`${url}/v1/client?_is_native=1`, { headers })).status).toBe(400);
});

test("the program refuses an invalid port", async () => {
  const child = start("--port", "80x");
  const [[code], [message]] = await Promise.all([
    once(child, "exit"),
    once(createInterface(child.stderr), "line"),
  ]);
  expect([code, message]).toEqual([2, "Not a port: 80x"]);
});
