import type { Page } from "@playwright/test";
import { tokensPath } from "../../session_token.js";
import { expect } from "../page.js";
import { getToken, test, tokenRequests } from "./tabs.js";

/** Resolves when so many wait for a turn. */
async function turnIsAwaited(page: Page, count = 1): Promise<void> {
  const waiting = () => page.evaluate(async () => (await navigator.locks.query()).pending?.length);
  await expect.poll(waiting).toBe(count);
}

test("the channel and the locks are named after host and client, never after a token", async ({
  api,
  channelName,
  heard,
  listen,
  openOne,
  page,
  session,
}) => {
  const tab = await openOne();
  await listen();
  api.control.addFaults({ path: tokensPath(session), hold: "before-change" });
  const asking = getToken(tab);
  await api.control.request(({ state }) => state === "held");
  const locks = () =>
    page.evaluate(async () => (await navigator.locks.query()).held?.map(({ name }) => name));
  expect(await locks()).toEqual([`${channelName} ${session}///`]);
  await heard("wanted");
  expect(await page.evaluate(() => window.heard)).toEqual([
    ["wanted", expect.any(Number), `${session}///`],
  ]);
  api.control.release();
  await asking;
  await expect.poll(locks).toEqual([]);
});

test("a tab that is closed in its turn is in nobody's way", async ({ api, open, session }) => {
  const [first, second] = await open(2);
  api.control.addFaults({ path: tokensPath(session), hold: "before-change" });
  void getToken(first).catch(() => {});
  await api.control.request(({ state }) => state === "held");
  const asking = getToken(second);
  await first.close();
  expect(await asking).not.toBeNull();
  expect(tokenRequests(api)).toHaveLength(2);
});

test("who may wait for less time than another does not wait for the other's turn", async ({
  api,
  heard,
  listen,
  openOne,
  page,
  pass,
  takeTurn,
}) => {
  const tab = await openOne();
  await listen();
  const turn = await takeTurn();
  const patient = getToken(tab);
  await turnIsAwaited(page);
  const hasty = tab.evaluate(() => window.client.getToken({ timeoutMs: 500 }));
  await turnIsAwaited(page, 2);
  await pass(500);
  await heard("wanted");
  await pass(100);
  expect(await hasty).not.toBeNull();
  expect(tokenRequests(api)).toHaveLength(1);
  await turn.letGo();
  expect(await patient).toBe(await hasty);
});

for (const [whose, clientsMs, options] of [
  ["the client's", 1_000, {}],
  ["the call's", 15_000, { timeoutMs: 1_000 }],
] as const) {
  test(`a tab that is frozen in its turn is waited for no longer than ${whose} timeoutMs; when it thaws, it goes on`, async ({
    api,
    context,
    heard,
    listen,
    openOne,
    page,
    pass,
    session,
  }) => {
    const [first, second] = [
      await openOne(),
      await openOne({ frontendApi: "clerk.example.com", timeoutMs: clientsMs }),
    ];
    await listen();
    api.control.addFaults({ path: tokensPath(session), hold: "before-change" });
    const asking = getToken(first);
    await heard("wanted");
    await pass(100);
    await api.control.request(({ state }) => state === "held");
    // The browser freezes only what nobody can see; a debugger freezes anything.
    const debug = await context.newCDPSession(first);
    await debug.send("Debugger.enable");
    const frozen = new Promise((resolve) => debug.once("Debugger.paused", resolve));
    void debug.send("Runtime.evaluate", { expression: "debugger" });
    await frozen;
    api.control.release();
    const other = second.evaluate((given) => window.client.getToken(given), options);
    await turnIsAwaited(page);
    // In the frozen tab it passes when that thaws.
    const passing = [pass(1_000)];
    await heard("wanted", 2);
    passing.push(pass(100));
    expect(await other).not.toBeNull();
    expect(tokenRequests(api)).toHaveLength(2);
    await debug.send("Debugger.resume");
    await Promise.all(passing);
    expect(await asking).not.toBeNull();
  });

  test(`a turn is waited for as long as ${whose} timeoutMs says, and then the other tabs are asked all the same`, async ({
    api,
    heard,
    listen,
    openOne,
    page,
    pass,
    takeTurn,
  }) => {
    const tab = await openOne({ frontendApi: "clerk.example.com", timeoutMs: clientsMs });
    await listen();
    const turn = await takeTurn();
    const asking = tab.evaluate((given) => window.client.getToken(given), options);
    await turnIsAwaited(page);
    await pass(999);
    expect(tokenRequests(api)).toEqual([]);
    await pass(1);
    await heard("wanted");
    await pass(100);
    expect(await asking).not.toBeNull();
    await turn.letGo();
  });
}

test("whoever gives up waiting for a turn is told so at once, and lets it pass to others", async ({
  api,
  heard,
  listen,
  open,
  page,
  takeTurn,
}) => {
  const [first, second] = await open(2);
  await listen();
  const turn = await takeTurn();
  const aborted = first.evaluate(async () => {
    const abort = new AbortController();
    const call = window.client.getToken({ signal: abort.signal });
    abort.abort();
    return call.then(String, ({ name }) => name);
  });
  expect(await aborted).toBe("AbortError");
  const closed = second.evaluate(async () => {
    const call = window.client.getToken();
    window.client.close();
    return call.then(String, ({ code }) => code);
  });
  expect(await closed).toBe("closed");
  await turn.letGo();
  const locks = () => page.evaluate(async () => (await navigator.locks.query()).held?.length);
  await expect.poll(locks).toBe(0);
  expect(await getToken(first)).not.toBeNull();
  expect(tokenRequests(api)).toHaveLength(1);
  await heard("wanted");
  expect(await page.evaluate(() => window.heard.length)).toBe(1);
});
