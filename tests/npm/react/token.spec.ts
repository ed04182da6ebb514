import { ada, claimsOf, expect, rendered, show, shown, test } from "./fixtures.js";

/** The offset of the server's clock, which advances with the page's. */
let aheadMs = 0;

test.use({ apiOptions: { now: () => Date.now() + aheadMs } });

test("a token is replaced before it ends, and not while the page is hidden", async ({
  api,
  openApp,
  page,
  signIn,
}) => {
  await page.clock.install();
  const advance = async (ms: number) => {
    aheadMs += ms;
    await page.clock.runFor(ms);
  };
  await openApp(page);
  const session = await signIn(page, ada);
  await show(page, "token");
  await expect(shown(page, "token")).toContainText("eyJ");
  const first = (await shown(page, "token").textContent()) ?? "";
  expect(claimsOf(first).sid).toBe(session);
  api.control.clearRequests();
  // The client renews the token 15 s before its end, and the hook then gets the new one.
  await page.clock.pauseAt(await page.evaluate(() => Date.now() + 1_000));
  await advance(44_000);
  await api.control.request(({ state }) => state === "answered");
  await page.clock.resume();
  await expect(shown(page, "token")).not.toHaveText(first);
  const second = (await shown(page, "token").textContent()) ?? "";
  // The component had a token all the time.
  const all = await rendered(page, "token");
  expect(new Set(all.slice(all.indexOf(first)))).toEqual(new Set([first, second]));
  expect(second).toContain("eyJ");
  expect(api.control.requests).toHaveLength(1);

  const setVisibility = (state: "hidden" | "visible") =>
    page.evaluate((state) => {
      Object.defineProperty(document, "visibilityState", { configurable: true, value: state });
      Object.defineProperty(document, "hidden", { configurable: true, value: state === "hidden" });
      document.dispatchEvent(new Event("visibilitychange", { bubbles: true }));
    }, state);
  await setVisibility("hidden");
  await advance(120_000);
  expect(api.control.requests).toHaveLength(1);
  api.control.addFaults({ path: "/v1/client/sessions/*/tokens", hold: "before-change" });
  await setVisibility("visible");
  await api.control.request(({ state }) => state === "held");
  await expect(shown(page, "token")).toHaveText("unknown …");
  api.control.release();
  await expect(shown(page, "token")).toContainText("eyJ");
  await expect(shown(page, "token")).not.toHaveText(second);
});

test("a token that could not be had is requested again when the browser is online", async ({
  api,
  openApp,
  page,
  signIn,
}) => {
  await page.clock.install();
  await openApp(page);
  await signIn(page, ada);
  const answer = { status: 403, json: { errors: [{ code: "forbidden", message: "no" }] } };
  api.control.addFaults({ path: "/v1/client/sessions/*/tokens", answer });
  await show(page, "token");
  await expect(shown(page, "token")).toHaveText("unknown api");
  api.control.clearRequests();
  await page.clock.runFor(10_000);
  expect(api.control.requests).toEqual([]);
  await page.evaluate(() => dispatchEvent(new Event("online")));
  await expect(shown(page, "token")).toContainText("eyJ");
});

test("refresh() replaces a good token, and options choose another one", async ({
  api,
  openApp,
  page,
  signIn,
}) => {
  await openApp(page);
  await signIn(page, ada);
  await show(page, "token");
  await expect(shown(page, "token")).toContainText("eyJ");
  api.control.clearRequests();
  await shown(page, "token").click();
  await expect.poll(() => api.control.requests.length).toBe(1);
  await expect(shown(page, "token")).toContainText("eyJ");
  await show(page, "organizationToken");
  await expect(shown(page, "token")).toContainText("eyJ");
  const token = (await shown(page, "token").textContent()) ?? "";
  expect(claimsOf(token)).not.toHaveProperty("o");
});
