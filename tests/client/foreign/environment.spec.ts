import { expect, test } from "@playwright/test";
import { inNode } from "../in_node.js";

/**
 * Returns a program with a server and one signed-in session. `environment` runs before the package
 * is imported, `main` after it has been loaded.
 */
const program = (environment: string, main: string) => `
  const { setTimeout: later } = globalThis;
  const uncaught = [];
  process.on("uncaughtException", (error) => uncaught.push(String(error)));
  process.on("unhandledRejection", (error) => uncaught.push(String(error)));
  ${environment}
  const { default: init, SessionClient } = await import("clerk-session");
  await init();
  const part = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const iat = Math.floor(new Date().getTime() / 1000);
  const jwt = part({}) + "." + part({ sid: "sess_1", iat, exp: iat + 60 }) + ".c2ln";
  const expire_at = 1_900_000_000_000;
  const session = { id: "sess_1", status: "active", expire_at, last_active_at: 2 };
  const client = { id: "client_1", sessions: [session], last_active_session_id: "sess_1" };
  const bytesOf = (value) => new TextEncoder().encode(JSON.stringify(value)).buffer;
  globalThis.fetch = async (url) => {
    const token = { object: "token", jwt };
    const value = url.includes("/tokens") ? token : { response: client, client: null };
    return { status: 200, headers: new Headers(), arrayBuffer: async () => bytesOf(value) };
  };
  const one = new SessionClient({ frontendApi: "clerk.example.com", clientToken: "token" });
  ${main}
`;

const useIt = `
  const ids = [(await one.getClient()).id, (await one.getToken()) === jwt];
  one.close();
  console.log(JSON.stringify({ ids, uncaught }));
`;
const used = { ids: ["client_1", true], uncaught: [] };

for (const [label, environment] of [
  ["an empty document", "globalThis.document = {};"],
  ["a document that is a number", "globalThis.document = 7;"],
  [
    "a document without events",
    "globalThis.document = { cookie: '', visibilityState: 'visible' };",
  ],
  [
    "an empty document and no BroadcastChannel",
    "globalThis.document = {}; delete globalThis.BroadcastChannel;",
  ],
  [
    "an empty document and an empty navigator",
    `globalThis.document = {};
    Object.defineProperty(globalThis, "navigator", { value: {} });`,
  ],
  [
    "a document whose getter throws",
    "Object.defineProperty(globalThis, 'document', { get() { throw new Error('hostile'); } });",
  ],
  [
    "locks.request() that returns undefined",
    `globalThis.document = {};
    const locks = { request: () => undefined };
    Object.defineProperty(globalThis, "navigator", { value: { locks } });`,
  ],
] as const) {
  test(`On a server with ${label}, calls resolve and close() works`, async () => {
    expect(await inNode(program(environment, useIt))).toEqual(used);
  });
}

test("A lock that is never granted delays a token by timeoutMs at most", async () => {
  const environment = `
    globalThis.document = {};
    const locks = { request: () => new Promise(() => {}) };
    Object.defineProperty(globalThis, "navigator", { value: { locks } });
  `;
  const main = `
    await one.getClient();
    const started = performance.now();
    const token = await one.getToken({ timeoutMs: 300 });
    const waited = performance.now() - started;
    one.close();
    const inTime = waited >= 290 && waited < 2_000;
    console.log(JSON.stringify({ token: token === jwt, inTime, uncaught }));
  `;
  expect(await inNode(program(environment, main))).toEqual({
    token: true,
    inTime: true,
    uncaught: [],
  });
});

test("With a DOM shim in Node, the process exits without close()", async () => {
  const environment =
    "globalThis.document = { cookie: '', visibilityState: 'hidden', addEventListener() {} };";
  // The process exits by itself, or inNode() kills it after 20 s and rejects.
  const main = `
    await one.getClient();
    const kept = await one.getToken();
    console.log(JSON.stringify({ kept: kept === jwt, uncaught }));
  `;
  expect(await inNode(program(environment, main))).toEqual({ kept: true, uncaught: [] });
});

test("If fake timers come and go during calls, all calls settle and no timer is left", async () => {
  const main = `
    const native = { setTimeout, clearTimeout, queueMicrotask };
    const set = new Set();
    globalThis.setTimeout = (...args) => {
      const timer = native.setTimeout(...args);
      set.add(timer);
      return timer;
    };
    globalThis.clearTimeout = (timer) => {
      set.delete(timer);
      native.clearTimeout(timer);
    };
    const real = { ...native, setTimeout, clearTimeout };
    const fake = {
      setTimeout: () => "fake",
      // @sinonjs/fake-timers throws too if a timer is not its own.
      clearTimeout: (timer) => { if (timer !== "fake") throw new Error("Cannot clear timer"); },
      queueMicrotask: () => {},
    };
    const before = one.getClient();
    Object.assign(globalThis, fake);
    const during = one.getSession("sess_1").catch(({ code }) => code);
    const ids = [(await before).id, await during];
    const last = one.touchSession("sess_1").catch(({ code }) => code);
    Object.assign(globalThis, real);
    ids.push(await last, (await one.getClient()).id);
    one.close();
    Object.assign(globalThis, native);
    console.log(JSON.stringify({ ids, left: set.size, uncaught }));
  `;
  const ids = ["client_1", "invalid_response", "invalid_response", "client_1"];
  expect(await inNode(program("", main))).toEqual({ ids, left: 0, uncaught: [] });
});

test("A timer that fires after its call has settled does nothing, 200 times", async () => {
  const main = `
    const callbacks = [];
    globalThis.setTimeout = (callback) => callbacks.push(callback);
    globalThis.clearTimeout = () => {};
    for (let round = 0; round < 200; round++) await one.getClient();
    for (const callback of callbacks) {
      callback();
      callback("again");
    }
    one.close();
    for (const callback of callbacks) callback();
    console.log(JSON.stringify({ set: callbacks.length, uncaught }));
  `;
  expect(await inNode(program("", main))).toEqual({ set: 200, uncaught: [] });
});

test("If Date.now() calls the client 500 times, the deepest calls reject: internal", async () => {
  const calls = `
    const { now } = Date;
    let left = 500;
    const codes = new Set();
    Date.now = () => {
      if (left-- > 0) one.getSession("sess_" + left).catch(({ code }) => codes.add(code));
      return now.call(Date);
    };
    await one.getSession("sess_1").catch(() => {});
    Date.now = now;
    const { id } = await one.getClient();
    one.close();
    console.log(JSON.stringify({ codes: [...codes], id, uncaught }));
  `;
  const printed = await inNode(program("", calls));
  expect(printed).toEqual({
    codes: expect.arrayContaining(["internal"]),
    id: "client_1",
    uncaught: [],
  });
});
