import { postToken, tokensPath } from "../../session_token.js";
import { expect } from "../page.js";
import { getToken, test, tokenRequests } from "./tabs.js";

const time = { atServer: Date.now() };
test.use({ apiOptions: { now: () => time.atServer } });

test("ten tabs in view renew a token in the background, with one request for each period", async ({
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
  /** How many tabs still have this one. */
  const holders = async (token: string | null) =>
    (await tokens()).filter((other) => other === token).length;
  let last = await afterOfferTimeout(() => getToken(tabs[0]));
  for (const period of [1, 2]) {
    expect(await holders(last)).toBe(10);
    // It certainly lives 59 s, and is renewed 15 s before their end.
    await advance(43_999);
    expect(await holders(last)).toBe(10);
    expect(tokenRequests(api)).toHaveLength(period);
    time.atServer += 44_000;
    const lock = await takeLock();
    await advance(1);
    // Now it is time in all tabs. Whoever has the first turn waits for an answer that nobody has.
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

test("a tab does not renew its token by the same one of another tab", async ({
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
  // Whoever has heard nobody asks nobody.
  await broadcast("hello");
  await offer(`1000 ${token}`);
  await advance(44_000);
  await waitForMessages("offered");
  await expect.poll(() => getToken(tab)).not.toBe(token);
  expect(tokenRequests(api)).toHaveLength(2);
});
