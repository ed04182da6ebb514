import { expect, test } from "@playwright/test";
import { inNode } from "../in_node.js";

/**
 * Returns a program whose listeners throw or reject. `environment` runs first and may make the
 * reports of their errors fail too.
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
      {
        frontendApi: "clerk.example.com",
        clientToken: "token_1",
        onClientToken: make("onClientToken"),
      },
      {
        frontendApi: "x.clerk.accounts.dev",
        devBrowser: "dvb_1",
        onDevBrowser: make("onDevBrowser"),
      },
    ]) {
      const one = new SessionClient(options);
      one.subscribe(make("first"));
      one.subscribe(make("second"));
      outcomes.push((await one.getClient()).id, (await one.getClient()).id);
      one.close();
    }
  }
  await new Promise((resolve) => setTimeout(resolve, 20));
  const messages = reported.map(({ message }) => message);
  console.log(JSON.stringify({ called, outcomes, reported: messages }));
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

test("In Node, errors of sync and async listeners are reported by console.error", async () => {
  expect(await inNode(program(""))).toEqual({
    called: [...called, ...called],
    outcomes,
    reported: [...names, ...names],
  });
});

test("If reportError ends the process, as in Deno and Bun, it is not called", async () => {
  const environment =
    "globalThis.reportError = (error) => { queueMicrotask(() => { throw error; }); };";
  expect(await inNode(program(environment))).toEqual({
    called: [...called, ...called],
    outcomes,
    reported: [...names, ...names],
  });
});

test("If console.error throws, all listeners are called and calls resolve, 200 times", async () => {
  const environment = "console.error = () => { throw new Error('no console'); };";
  const many = program(environment).replace(
    "for (const make of",
    "for (let round = 0; round < 100; round++) for (const make of",
  );
  const printed = (await inNode(many)) as { called: string[]; outcomes: string[] };
  expect(printed.called).toHaveLength(100 * 2 * called.length);
  expect(printed.outcomes).toEqual(Array(100 * 8).fill("client_1"));
});

test("Without a console, all listeners are called and calls resolve", async () => {
  const environment = `
    const { log } = console;
    const get = () => { throw new Error("no console"); };
    Object.defineProperty(globalThis, "console", { configurable: true, get });
  `;
  const quiet = program(environment).replace(
    "console.log(",
    'Object.defineProperty(globalThis, "console", { value: { log } }); console.log(',
  );
  expect(await inNode(quiet)).toEqual({ called: [...called, ...called], outcomes, reported: [] });
});
