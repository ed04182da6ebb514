import { expect, test } from "@playwright/test";
import { inNode } from "../in_node.js";

/**
 * Calls with listeners that fail in every way. `environment` may make the reports of their errors
 * fail too.
 */
const program = (environment: string) => `
  const reported = [];
  console.error = (error) => reported.push(error);
  ${environment}
  const { default: init, SessionClient } = await import("clerk-session");
  await init();
  const session = { id: "sess_1", status: "active", expire_at: 1, last_active_at: 2 };
  const client = { id: "client_1", sessions: [session], last_active_session_id: "sess_1" };
  globalThis.fetch = async () =>
    new Response(JSON.stringify({ response: client, client: null }), {
      headers: { Authorization: "token_2", "Clerk-Db-Jwt": "dvb_2" },
    });
  const called = [];
  const fail = (name) => (...args) => {
    called.push([name, ...args].join(" "));
    throw new Error(name);
  };
  const failLater = (name) => async (...args) => fail(name)(...args);
  const outcomes = [];
  for (const make of [fail, failLater]) {
    for (const options of [
      { frontendApi: "clerk.example.com", clientToken: "token_1", onClientToken: make("onClientToken") },
      { frontendApi: "x.clerk.accounts.dev", devBrowser: "dvb_1", onDevBrowser: make("onDevBrowser") },
    ]) {
      const one = new SessionClient(options);
      one.subscribe(make("first"));
      one.subscribe(make("second"));
      outcomes.push((await one.getClient()).id, (await one.getClient()).id);
      one.close();
    }
  }
  await new Promise((resolve) => setTimeout(resolve, 20));
  console.log(JSON.stringify({ called, outcomes, reported: reported.map(({ message }) => message) }));
`;

const called = [
  "onClientToken token_2",
  "first",
  "second",
  "onDevBrowser dvb_2",
  "first",
  "second",
];
const outcomes = Array(8).fill("client_1");
const names = called.map((line) => line.split(" ")[0]);

test("in Node, errors of listeners are reported to the console, those of async ones too", async () => {
  expect(await inNode(program(""))).toEqual({
    called: [...called, ...called],
    outcomes,
    reported: [...names, ...names],
  });
});

test("where reportError ends the process, as Deno's and Bun's do, it is not called", async () => {
  const environment =
    "globalThis.reportError = (error) => { queueMicrotask(() => { throw error; }); };";
  expect(await inNode(program(environment))).toEqual({
    called: [...called, ...called],
    outcomes,
    reported: [...names, ...names],
  });
});

test("where reports throw, nothing else happens, 200 times", async () => {
  const environment = "console.error = () => { throw new Error('no console'); };";
  const many = program(environment).replace(
    "for (const make of",
    "for (let round = 0; round < 100; round++) for (const make of",
  );
  const printed = (await inNode(many)) as { called: string[]; outcomes: string[] };
  expect(printed.called).toHaveLength(100 * 2 * called.length);
  expect(printed.outcomes).toEqual(Array(100 * 8).fill("client_1"));
});

test("where there is no console at all, nothing else happens", async () => {
  const environment = `
    const { log } = console;
    Object.defineProperty(globalThis, "console", { configurable: true, get: () => { throw new Error("no console"); } });
  `;
  const quiet = program(environment).replace(
    "console.log(",
    'Object.defineProperty(globalThis, "console", { value: { log } }); console.log(',
  );
  expect(await inNode(quiet)).toEqual({ called: [...called, ...called], outcomes, reported: [] });
});
