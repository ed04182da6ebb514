import { postToken, tokensPath } from "../../session_token.js";
import { expect } from "../page.js";
import { getToken, test, tokenRequests } from "./tabs.js";

const time = { atServer: Date.now() };
test.use({ apiOptions: { now: () => time.atServer } });

test("Ten visible tabs renew a token in the background with one request per period", async ({
  api,
  waitForMessages,
  recordMessages,
  openTabs,
  advance,
  session,
  takeLock,
  afterOfferTimeout,
}) => {
  const tabs = await openTabs(10);
  const tokens = () => Promise.all(tabs.map(getToken));
  /** Returns the number of tabs that still have this token. */
  const holders = async (token: string | null) =>
    (await tokens()).filter((other) => other === token).length;
  let last = await afterOfferTimeout(() => getToken(tabs[0]));
  for (const period of [1, 2]) {
    expect(await holders(last)).toBe(10);
    // It lives 59 s at least and is renewed 15 s before they end.
    await advance(43_999);
    expect(await holders(last)).toBe(10);
    expect(tokenRequests(api)).toHaveLength(period);
    time.atServer += 44_000;
    const lock = await takeLock();
    await advance(1);
    // The renewal is due in all tabs. The tab with the lock waits for an offer that no tab makes.
    await recordMessages();
    api.control.addFaults({ path: tokensPath(session), hold: "before-change" });
    await lock.release();
    await waitForMessages("wanted");
    await advance(100);
    await api.control.request(({ state }) => state === "held");
    api.control.release();
    await expect.poll(() => holders(last)).toBe(0);
    [last = null] = await tokens();
  }
  expect(tokenRequests(api)).toEqual(Array.from({ length: 3 }, () => postToken(session)));
});

test("A tab does not renew its token with another tab's offer of the same token", async ({
  api,
  waitForMessages,
  offer,
  openTab,
  advance,
  broadcast,
  afterOfferTimeout,
}) => {
  const tab = await openTab();
  const token = await afterOfferTimeout(() => getToken(tab));
  time.atServer += 44_000;
  // A tab asks for offers only after it has received a message.
  await broadcast("hello");
  await offer(`1000 ${token}`);
  await advance(44_000);
  await waitForMessages("offered");
  await expect.poll(() => getToken(tab)).not.toBe(token);
  expect(tokenRequests(api)).toHaveLength(2);
});
