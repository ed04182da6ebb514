import type { Page } from "@playwright/test";
import { jwt, organizationClaims, sessionToken } from "../../session_token.js";
import { expect } from "../page.js";
import { getToken, test, tokenRequests } from "./tabs.js";

/** Replaces the tab's SessionClient by one without a token. */
async function startAnew(tab: Page, proxyUrl: string): Promise<void> {
  await tab.evaluate(async (proxyUrl) => {
    window.client.close();
    window.client = new window.clerkSession.SessionClient({
      frontendApi: "clerk.example.com",
      proxyUrl,
    });
    await window.client.getClient();
  }, proxyUrl);
}

test("An offer that the server cannot have sent, or whose renewal is due, is ignored", async ({
  api,
  offer,
  openTab,
  advance: _,
  session,
}) => {
  const token = sessionToken({ sid: session });
  const claiming = (claims: Parameters<typeof sessionToken>[0]) =>
    `0 ${sessionToken({ sid: session, ...claims })}`;
  const tab = await openTab();
  for (const offered of [
    claiming({ sid: "sess_other" }),
    claiming({ claims: organizationClaims[1]("org_1") }),
    claiming({ claims: organizationClaims[2]("org_1") }),
    claiming({ lifetime: -60 }),
    `0 ${jwt({}, { sid: session, iat: 1_700_000_000 })}`,
    `0 ${token.split(".", 2).join(".")}`,
    "0 token",
    `60000 ${token}`,
    `45000 ${token}`,
    `4294967296 ${token}`,
    `-1 ${token}`,
    `0.5 ${token}`,
    `0x1 ${token}`,
    `NaN ${token}`,
    `Infinity ${token}`,
    ` ${token}`,
    token,
    "",
    " ",
    "x".repeat(1_000_000),
    `0 ${"x".repeat(1_000_000)}`,
    "9".repeat(1_000_000),
  ]) {
    const before = tokenRequests(api).length;
    await offer(offered);
    const got = await getToken(tab);
    expect([got?.length, tokenRequests(api).length], offered.slice(0, 400)).toEqual([
      expect.any(Number),
      before + 1,
    ]);
    expect(offered).not.toContain(got);
    await startAnew(tab, api.url);
  }
});

test("The age in another tab's offer counts", async ({
  api,
  offer,
  openTab,
  advance: _,
  session,
}) => {
  const tab = await openTab();
  const getGood = (leewaySeconds: number) => window.client.getToken({ leewaySeconds });
  const token = sessionToken({ sid: session });
  await offer(`0 ${token}`);
  expect([await getToken(tab), await tab.evaluate(getGood, 20)]).toEqual([token, token]);
  expect(tokenRequests(api)).toEqual([]);
  await startAnew(tab, api.url);
  await offer(`39001 ${token}`);
  expect(await getToken(tab)).toBe(token);
  expect(tokenRequests(api)).toEqual([]);
  expect(await tab.evaluate(getGood, 20)).not.toBe(token);
  expect(tokenRequests(api)).toHaveLength(1);
});

test("A token is offered with its age, but not in the second before its renewal", async ({
  api,
  waitForMessages,
  openTabs,
  page,
  advance,
  broadcast,
  session,
  afterOfferTimeout,
}) => {
  const [first, second] = await openTabs(2);
  const token = await afterOfferTimeout(() => getToken(first));
  await advance(42_999);
  await broadcast(["wanted", 7, `${session}///`]);
  await waitForMessages("offered");
  await advance(1);
  const later = getToken(second);
  await waitForMessages("wanted", 3);
  await advance(100);
  await later;
  expect(tokenRequests(api)).toHaveLength(2);
  const messages = await page.evaluate(() => window.messages);
  const label = `${session}///`;
  const wanted = ["wanted", expect.any(Number), label];
  expect(messages).toEqual([
    wanted,
    ["wanted", 7, label],
    ["offered", 7, `42999 ${token}`],
    wanted,
  ]);
});

test("An offer that is not a string is ignored, and the tab waits for the next one", async ({
  api,
  waitForMessages,
  recordMessages,
  openTab,
  advance,
  lastRequestId,
  broadcast,
  session,
}) => {
  const tab = await openTab();
  await recordMessages();
  const asking = getToken(tab);
  await waitForMessages("wanted");
  await advance(99);
  const token = sessionToken({ sid: session });
  const requestId = await lastRequestId();
  await broadcast(["offered", requestId], ["offered", requestId, 7], ["offered", requestId, null]);
  await broadcast(["offered", requestId, `0 ${token}`]);
  expect(await asking).toBe(token);
  expect(tokenRequests(api)).toEqual([]);
});

test("An offer for another request's id is ignored, because its age is of another time", async ({
  api,
  waitForMessages,
  recordMessages,
  openTab,
  advance,
  broadcast,
  session,
}) => {
  const tab = await openTab();
  await recordMessages();
  const asking = getToken(tab);
  await waitForMessages("wanted");
  const other = sessionToken({ sid: session });
  await broadcast(["offered", 7, `0 ${other}`]);
  await advance(100);
  expect(await asking).not.toBe(other);
  expect(tokenRequests(api)).toHaveLength(1);
});

test("An offer after 100 ms is ignored", async ({
  api,
  waitForMessages,
  recordMessages,
  openTab,
  advance,
  lastRequestId,
  broadcast,
  session,
}) => {
  const tab = await openTab();
  await recordMessages();
  api.control.addFaults({ path: "/v1/client/sessions/*/tokens", hold: "before-change" });
  const asking = getToken(tab);
  await waitForMessages("wanted");
  await advance(100);
  await api.control.request(({ state }) => state === "held");
  const late = sessionToken({ sid: session });
  await broadcast(["offered", await lastRequestId(), `0 ${late}`]);
  api.control.release();
  const token = await asking;
  expect(token).not.toBe(late);
  expect(await getToken(tab)).toBe(token);
});
