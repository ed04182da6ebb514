import type { Page } from "@playwright/test";
import { tokensPath } from "../../session_token.js";
import { expect } from "../page.js";
import { getToken, test, tokenRequests } from "./tabs.js";

/** Resolves when `count` lock requests are pending. */
async function lockIsAwaited(page: Page, count = 1): Promise<void> {
  const waiting = () => page.evaluate(async () => (await navigator.locks.query()).pending?.length);
  await expect.poll(waiting).toBe(count);
}

test("The channel and the locks are named by host and client, never by a token", async ({
  api,
  channelName,
  waitForMessages,
  recordMessages,
  openTab,
  page,
  session,
}) => {
  const tab = await openTab();
  await recordMessages();
  api.control.addFaults({ path: tokensPath(session), hold: "before-change" });
  const asking = getToken(tab);
  await api.control.request(({ state }) => state === "held");
  const locks = () =>
    page.evaluate(async () => (await navigator.locks.query()).held?.map(({ name }) => name));
  expect(await locks()).toEqual([`${channelName} ${session}///`]);
  await waitForMessages("wanted");
  expect(await page.evaluate(() => window.messages)).toEqual([
    ["wanted", expect.any(Number), `${session}///`],
  ]);
  api.control.release();
  await asking;
  await expect.poll(locks).toEqual([]);
});

test("A tab closed while it holds the lock does not block the other tabs", async ({
  api,
  openTabs,
  session,
}) => {
  const [first, second] = await openTabs(2);
  api.control.addFaults({ path: tokensPath(session), hold: "before-change" });
  void getToken(first).catch(() => {});
  await api.control.request(({ state }) => state === "held");
  const asking = getToken(second);
  await first.close();
  expect(await asking).not.toBeNull();
  expect(tokenRequests(api)).toHaveLength(2);
});

test("A call with a shorter timeoutMs does not wait until a longer call gets the lock", async ({
  api,
  waitForMessages,
  recordMessages,
  openTab,
  page,
  advance,
  takeLock,
}) => {
  const tab = await openTab();
  await recordMessages();
  const lock = await takeLock();
  const patient = getToken(tab);
  await lockIsAwaited(page);
  const hasty = tab.evaluate(() => window.client.getToken({ timeoutMs: 500 }));
  await lockIsAwaited(page, 2);
  await advance(500);
  await waitForMessages("wanted");
  await advance(100);
  expect(await hasty).not.toBeNull();
  expect(tokenRequests(api)).toHaveLength(1);
  await lock.release();
  expect(await patient).toBe(await hasty);
});

for (const [owner, clientsMs, options] of [
  ["the client's", 1_000, {}],
  ["the call's", 15_000, { timeoutMs: 1_000 }],
] as const) {
  test(`A tab waits for a frozen tab's lock until ${owner} timeoutMs`, async ({
    api,
    context,
    waitForMessages,
    recordMessages,
    openTab,
    page,
    advance,
    session,
  }) => {
    const [first, second] = [
      await openTab(),
      await openTab({ frontendApi: "clerk.example.com", timeoutMs: clientsMs }),
    ];
    await recordMessages();
    api.control.addFaults({ path: tokensPath(session), hold: "before-change" });
    const asking = getToken(first);
    await waitForMessages("wanted");
    await advance(100);
    await api.control.request(({ state }) => state === "held");
    // The browser freezes only hidden tabs. A debugger freezes any tab.
    const debug = await context.newCDPSession(first);
    await debug.send("Debugger.enable");
    const frozen = new Promise((resolve) => debug.once("Debugger.paused", resolve));
    void debug.send("Runtime.evaluate", { expression: "debugger" });
    await frozen;
    api.control.release();
    const other = second.evaluate((given) => window.client.getToken(given), options);
    await lockIsAwaited(page);
    // The frozen tab's clock advances when the tab resumes.
    const advancing = [advance(1_000)];
    await waitForMessages("wanted", 2);
    advancing.push(advance(100));
    expect(await other).not.toBeNull();
    expect(tokenRequests(api)).toHaveLength(2);
    await debug.send("Debugger.resume");
    await Promise.all(advancing);
    expect(await asking).not.toBeNull();
  });

  test(`A tab waits for a lock until ${owner} timeoutMs, then it asks the other tabs`, async ({
    api,
    waitForMessages,
    recordMessages,
    openTab,
    page,
    advance,
    takeLock,
  }) => {
    const tab = await openTab({ frontendApi: "clerk.example.com", timeoutMs: clientsMs });
    await recordMessages();
    const lock = await takeLock();
    const asking = tab.evaluate((given) => window.client.getToken(given), options);
    await lockIsAwaited(page);
    await advance(999);
    expect(tokenRequests(api)).toEqual([]);
    await advance(1);
    await waitForMessages("wanted");
    await advance(100);
    expect(await asking).not.toBeNull();
    await lock.release();
  });
}

test("A call aborted while it waits for a lock rejects immediately and frees the lock", async ({
  api,
  waitForMessages,
  recordMessages,
  openTabs,
  page,
  takeLock,
}) => {
  const [first, second] = await openTabs(2);
  await recordMessages();
  const lock = await takeLock();
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
  await lock.release();
  const locks = () => page.evaluate(async () => (await navigator.locks.query()).held?.length);
  await expect.poll(locks).toBe(0);
  expect(await getToken(first)).not.toBeNull();
  expect(tokenRequests(api)).toHaveLength(1);
  await waitForMessages("wanted");
  expect(await page.evaluate(() => window.messages.length)).toBe(1);
});
