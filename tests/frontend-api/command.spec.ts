import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { expect, test } from "@playwright/test";
import { ada } from "./fixtures.js";
import { outcome, signedIn } from "./reverification.js";
import { Visitor } from "./visitor.js";

const main = fileURLToPath(new URL("../../www/frontend-api/main.ts", import.meta.url));
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

test("prints the second factors of the demo accounts, and each code that it sends", async () => {
  const lines = createInterface(start().stdout)[Symbol.asyncIterator]();
  const next = async () => String((await lines.next()).value);
  const visitor = new Visitor((await next()).replace("Frontend API: ", ""));
  expect(await next()).toBe(`Authenticator secret of ${ada.emailAddress}: ${ada.totpSecret}`);
  expect(await next()).toBe(`Backup codes of ${ada.emailAddress}: ${ada.backupCodes.join(" ")}`);
  const ours = await signedIn(visitor, ada);
  await ours.start("second_factor");
  await ours.prepareSecond();
  const [, to, code = ""] = /^Code for (\S+): (\d{6})$/.exec(await next()) ?? [];
  expect(to).toBe("+12025550142");
  expect(outcome(await ours.second("phone_code", code))).toBe("complete");
});

test("takes its options from the command line", async () => {
  const url = await address(start("--port", "0", "--control", "--refuse-origin-with-authorization"));
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
