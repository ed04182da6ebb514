import type { Page } from "@playwright/test";
import { claimsOf } from "../../session_token.js";
import { ada, expect } from "../page.js";
import {
  test as base,
  getToken,
  notifications,
  recordNotifications,
  tokenRequests,
} from "./tabs.js";

/** The offset of the server's clock in milliseconds, which makes all tokens differ. */
let ahead = 0;
const advanceServer = (ms: number) => {
  ahead += ms;
};

const minute = 60_000;

/** Advances the clocks of the server and of all tabs. */
async function advanceEverywhere(advance: (ms: number) => Promise<void>, ms: number) {
  advanceServer(ms);
  await advance(ms);
}

interface Fixtures {
  /** Opens two tabs that hold the same token. */
  openTwoTabs: () => Promise<{ first: Page; second: Page; before: string | null }>;
}

const test = base.extend<Fixtures>({
  apiOptions: [{ now: () => Date.now() + ahead }, { scope: "test" }],
  openTwoTabs: async ({ openTabs, afterOfferTimeout }, use) => {
    await use(async () => {
      const [first, second] = await openTabs(2);
      const before = await afterOfferTimeout(() => getToken(first));
      expect(await getToken(second)).toBe(before);
      return { first, second, before };
    });
  },
});

/** Requests a session's token in a tab. Returns the token, or the error's code. */
const tokenOf = (tab: Page, session: string): Promise<string | null> =>
  tab.evaluate((session) => window.client.getToken({ session }).catch(({ code }) => code), session);

/** Refreshes a tab's client, so that the next change it is notified of is the verification. */
const getClient = (tab: Page) => tab.evaluate(() => window.client.getClient());

const verify = (tab: Page) =>
  tab.evaluate(async (password) => {
    await window.client.startVerification({ level: "first_factor" });
    await window.client.attemptFirstFactor({ strategy: "password", password });
  }, ada.password);

for (const [label, change] of [
  ["a touch", (tab: Page) => tab.evaluate(() => window.client.touchSession("current"))],
  ["a verification", verify],
] as const) {
  test(`After ${label}, no other tab offers the token from before`, async ({
    api,
    context,
    openTwoTabs,
  }) => {
    const { first, before } = await openTwoTabs();
    // The second tab is notified of the change, but its GET /client fails.
    await context.route(/\/v1\/client\?/, (route) => route.abort());
    advanceServer(1_000);
    await change(first);
    const after = await getToken(first);
    expect(after).not.toBe(before);
    expect(tokenRequests(api)).toHaveLength(2);
  });
}

test("A verification drops the tokens of the other tabs too, which then share the new one", async ({
  api,
  openTabs,
  advance,
  afterOfferTimeout,
}) => {
  const [first, second] = await openTabs(2);
  // The tabs loaded the factor ages at the sign-in, half an hour ago.
  await advanceEverywhere(advance, 30 * minute);
  const before = await afterOfferTimeout(() => getToken(first));
  expect(await getToken(second)).toBe(before);
  expect(claimsOf(before).fva).toEqual([30, -1]);
  await Promise.all([first, second].map(getClient));
  await recordNotifications(second);
  await verify(first);
  await notifications(second);
  const after = await afterOfferTimeout(() => getToken(second));
  expect(claimsOf(after).fva).toEqual([0, -1]);
  expect(await getToken(first)).toBe(after);
  expect(tokenRequests(api)).toHaveLength(2);
});

test("A tab notified of a verification ignores the token of a tab that has not refreshed", async ({
  api,
  openTabs,
  advance,
  afterOfferTimeout,
}) => {
  const [first, second, third] = await openTabs(3);
  if (!third) throw new Error("Three tabs were opened.");
  await advanceEverywhere(advance, 2 * minute);
  const before = await afterOfferTimeout(() => getToken(first));
  for (const tab of [second, third]) expect(await getToken(tab)).toBe(before);
  await third.route(/\/v1\/client\?/, (route) => route.abort());
  await Promise.all([first, second].map(getClient));
  await recordNotifications(second);
  await verify(first);
  await notifications(second);
  expect(await getToken(second)).not.toBe(before);
  expect(tokenRequests(api)).toHaveLength(2);
});

for (const end of ["deleteSession", "endSession"] as const) {
  test(`After ${end}(), no other tab offers a token of that session`, async ({
    api,
    context,
    openTwoTabs,
    session,
  }) => {
    const { first } = await openTwoTabs();
    // A tab whose GET /client failed retries after a delay.
    await context.clock.resume();
    await context.route(/\/v1\/client\?/, (route) => route.abort());
    await first.evaluate(([end, session]) => window.client[end](session), [end, session] as const);
    expect(await tokenOf(first, session)).toBe("api");
    expect(tokenRequests(api)).toHaveLength(2);
  });
}

test("If a subscriber closes the SessionClient, the other tabs are still notified", async ({
  openTabs,
  session,
}) => {
  const [first, second] = await openTabs(2);
  await recordNotifications(second);
  const code = await first.evaluate((session) => {
    window.client.subscribe(() => window.client.close());
    return window.client.deleteSession(session).catch(({ code }) => code);
  }, session);
  expect(code).toBe("closed");
  expect((await notifications(second)).at(-1)?.session).toBeNull();
});
