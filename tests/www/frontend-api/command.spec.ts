import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import { expect, test } from "@playwright/test";
import { freePort, HOST } from "../../../www/ports.mjs";
import { ApiClient } from "./api-client.js";
import { ada, alan, grace } from "./fixtures.js";
import { outcome, signedIn } from "./reverification.js";

const main = fileURLToPath(new URL("../../../www/frontend-api/main.ts", import.meta.url));
const launcher = new URL("../../../www/local_frontend_api.mjs", import.meta.url);
const children: ChildProcess[] = [];

function start(...args: string[]) {
  const child = spawn(process.execPath, ["--import", "tsx", main, ...args], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, FRONTEND_API_PORT: "0" },
  });
  children.push(child);
  return child;
}

async function address(child: ReturnType<typeof start>): Promise<string> {
  const [line] = await once(createInterface(child.stdout), "line");
  expect(line).toMatch(/^Frontend API: http:\/\/localhost:\d+$/);
  return String(line).replace("Frontend API: ", "");
}

/** What it prints, line by line. */
function lines({ stdout }: { stdout: Readable }): () => Promise<string> {
  const lines = createInterface(stdout)[Symbol.asyncIterator]();
  return async () => String((await lines.next()).value);
}

test.afterEach(() => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
});

test("prints its address when it is ready, has no control, and ends on SIGTERM", async () => {
  const child = start();
  const url = await address(child);
  expect((await fetch(`${url}/v1/client`)).status).toBe(200);
  expect((await fetch(`${url}/__control/sessions`)).status).toBe(501);
  const headers = { origin: "http://127.0.0.1:1", authorization: "x" };
  expect((await fetch(`${url}/v1/client?_is_native=1`, { headers })).status).toBe(200);
  const ended = once(child, "exit");
  child.kill("SIGTERM");
  expect(await ended).toEqual([0, null]);
});

/** What the demo accounts sign in and verify with, as it is printed. */
const accounts = [
  `Password of ${ada.emailAddress}: ${ada.password}`,
  `Authenticator secret of ${ada.emailAddress}: ${ada.totpSecret}`,
  `Backup codes of ${ada.emailAddress}: ${ada.backupCodes.join(" ")}`,
  `Password of ${grace.emailAddress}: ${grace.password}`,
  `Password of ${alan.emailAddress}: ${alan.password}`,
];

test("prints what the demo accounts sign in and verify with, and each code that it sends", async () => {
  const next = lines(start());
  const apiClient = new ApiClient((await next()).replace("Frontend API: ", ""));
  for (const line of accounts) expect(await next()).toBe(line);
  const ours = await signedIn(apiClient, ada);
  await ours.start("second_factor");
  await ours.prepareSecond();
  const [, to, code = ""] = /^Code for (\S+): (\d{6})$/.exec(await next()) ?? [];
  expect(to).toBe("+12025550142");
  expect(outcome(await ours.second("phone_code", code))).toBe("complete");
});

test("what it prints comes out where `npm start` has started it", async () => {
  const port = await freePort();
  // It ends with its standard input, and takes the Frontend API with it.
  const launch = `
    import { startLocalFrontendApi } from ${JSON.stringify(launcher)};
    process.stdin.resume().once("end", () => process.exit());
    await startLocalFrontendApi();`;
  const child = spawn(process.execPath, ["--input-type=module", "--eval", launch], {
    stdio: ["pipe", "pipe", "inherit"],
    env: { ...process.env, FRONTEND_API_PORT: String(port) },
  });
  try {
    const next = lines(child);
    expect(await next()).toBe(`✓ the local Frontend API runs at http://${HOST}:${port}`);
    for (const line of accounts) expect(await next()).toBe(`  ${line}`);
    const ours = await signedIn(new ApiClient(`http://${HOST}:${port}`), ada);
    await ours.start("second_factor");
    await ours.prepareSecond();
    expect(await next()).toMatch(/^ {2}Code for \+12025550142: \d{6}$/);
  } finally {
    child.stdin.end();
  }
});

test("takes its options from the command line", async () => {
  const url = await address(
    start("--port", "0", "--control", "--refuse-origin-with-authorization"),
  );
  expect((await fetch(`${url}/__control/sessions`)).status).toBe(200);
  const headers = { origin: "http://127.0.0.1:1", authorization: "x" };
  expect((await fetch(`${url}/v1/client?_is_native=1`, { headers })).status).toBe(400);
});

test("refuses a port that is none", async () => {
  const child = start("--port", "80x");
  const [[code], [message]] = await Promise.all([
    once(child, "exit"),
    once(createInterface(child.stderr), "line"),
  ]);
  expect([code, message]).toEqual([2, "Not a port: 80x"]);
});
