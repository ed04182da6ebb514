import type { Page } from "@playwright/test";
import { jwt, ofOrganization, sessionToken } from "../../session_token.js";
import { expect } from "../page.js";
import { getToken, test, tokenRequests } from "./tabs.js";

/** In place of the tab's SessionClient, one that has no token yet. */
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

test("a token of another tab is not taken unless the server could have sent it, and not when it is to be renewed", async ({
  api,
  offer,
  openOne,
  pass: _,
  session,
}) => {
  const token = sessionToken({ sid: session });
  const claiming = (claims: Parameters<typeof sessionToken>[0]) =>
    `0 ${sessionToken({ sid: session, ...claims })}`;
  const tab = await openOne();
  for (const offered of [
    claiming({ sid: "sess_other" }),
    claiming({ claims: ofOrganization[1]("org_1") }),
    claiming({ claims: ofOrganization[2]("org_1") }),
    claiming({ life: -60 }),
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

test("the age that another tab says a token has counts", async ({
  api,
  offer,
  openOne,
  pass: _,
  session,
}) => {
  const tab = await openOne();
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

test("a token is offered with its age, but not in the second before it is to be renewed", async ({
  api,
  heard,
  open,
  page,
  pass,
  say,
  session,
  unanswered,
}) => {
  const [first, second] = await open(2);
  const token = await unanswered(() => getToken(first));
  await pass(42_999);
  await say(["wanted", 7, `${session}///`]);
  await heard("offered");
  await pass(1);
  const later = getToken(second);
  await heard("wanted", 3);
  await pass(100);
  await later;
  expect(tokenRequests(api)).toHaveLength(2);
  const said = await page.evaluate(() => window.heard);
  const what = `${session}///`;
  const wanted = ["wanted", expect.any(Number), what];
  expect(said).toEqual([wanted, ["wanted", 7, what], ["offered", 7, `42999 ${token}`], wanted]);
});

test("an answer that is no text is none; whoever asks waits for the next", async ({
  api,
  heard,
  listen,
  openOne,
  pass,
  question,
  say,
  session,
}) => {
  const tab = await openOne();
  await listen();
  const asking = getToken(tab);
  await heard("wanted");
  await pass(99);
  const token = sessionToken({ sid: session });
  const asked = await question();
  await say(["offered", asked], ["offered", asked, 7], ["offered", asked, null]);
  await say(["offered", asked, `0 ${token}`]);
  expect(await asking).toBe(token);
  expect(tokenRequests(api)).toEqual([]);
});

test("an answer to somebody else's question is none: its age is from another moment", async ({
  api,
  heard,
  listen,
  openOne,
  pass,
  say,
  session,
}) => {
  const tab = await openOne();
  await listen();
  const asking = getToken(tab);
  await heard("wanted");
  const other = sessionToken({ sid: session });
  await say(["offered", 7, `0 ${other}`]);
  await pass(100);
  expect(await asking).not.toBe(other);
  expect(tokenRequests(api)).toHaveLength(1);
});

test("an answer that comes after 100 ms comes too late, and does no harm", async ({
  api,
  heard,
  listen,
  openOne,
  pass,
  question,
  say,
  session,
}) => {
  const tab = await openOne();
  await listen();
  api.control.addFaults({ path: "/v1/client/sessions/*/tokens", hold: "before-change" });
  const asking = getToken(tab);
  await heard("wanted");
  await pass(100);
  await api.control.request(({ state }) => state === "held");
  const late = sessionToken({ sid: session });
  await say(["offered", await question(), `0 ${late}`]);
  api.control.release();
  const token = await asking;
  expect(token).not.toBe(late);
  expect(await getToken(tab)).toBe(token);
});
