import { askToken, tokensPath } from "../../session_token.js";
import { expect } from "../page.js";
import { getToken, test, tokenRequests } from "./tabs.js";

const time = { atServer: Date.now() };
test.use({ apiOptions: { now: () => time.atServer } });

test("ten tabs in view renew a token in the background, with one request for each period", async ({
  api,
  heard,
  listen,
  open,
  pass,
  session,
  takeTurn,
  unanswered,
}) => {
  const tabs = await open(10);
  const tokens = () => Promise.all(tabs.map(getToken));
  /** How many tabs still have this one. */
  const holders = async (token: string | null) =>
    (await tokens()).filter((other) => other === token).length;
  let last = await unanswered(() => getToken(tabs[0]));
  for (const period of [1, 2]) {
    expect(await holders(last)).toBe(10);
    // It certainly lives 59 s, and is renewed 15 s before their end.
    await pass(43_999);
    expect(await holders(last)).toBe(10);
    expect(tokenRequests(api)).toHaveLength(period);
    time.atServer += 44_000;
    const turn = await takeTurn();
    await pass(1);
    // Now it is time in all tabs. Whoever has the first turn waits for an answer that nobody has.
    await listen();
    api.control.addFaults({ path: tokensPath(session), hold: "before-change" });
    await turn.letGo();
    await heard("wanted");
    await pass(100);
    await api.control.request(({ state }) => state === "held");
    api.control.release();
    await expect.poll(() => holders(last)).toBe(0);
    [last = null] = await tokens();
  }
  expect(tokenRequests(api)).toEqual(Array.from({ length: 3 }, () => askToken(session)));
});

test("a tab does not renew its token by the same one of another tab", async ({
  api,
  heard,
  offer,
  openOne,
  pass,
  say,
  unanswered,
}) => {
  const tab = await openOne();
  const token = await unanswered(() => getToken(tab));
  time.atServer += 44_000;
  // Whoever has heard nobody asks nobody.
  await say("hello");
  await offer(`1000 ${token}`);
  await pass(44_000);
  await heard("offered");
  await expect.poll(() => getToken(tab)).not.toBe(token);
  expect(tokenRequests(api)).toHaveLength(2);
});
