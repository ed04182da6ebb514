import { ada, devicesOf, expect, grace, lines, rendered, show, shown, test } from "./fixtures.js";

const client = "GET /v1/client";
const devices = "GET /v1/me/sessions/active";

test("under StrictMode, components with the same hook share one request", async ({
  api,
  openApp,
  page,
  signIn,
}) => {
  await openApp(page);
  const session = await signIn(page, ada);
  api.control.clearRequests();
  const tokens = `POST /v1/client/sessions/${session}/tokens`;
  await show(page, "client", "session", "client", "sessions", "sessions", "token", "token");
  await expect(shown(page, "client")).toHaveText(["1", "1"]);
  await expect(shown(page, "session")).toHaveText(session);
  await expect(shown(page, "sessions").first()).not.toHaveText(/unknown|…/);
  await expect(shown(page, "token").first()).not.toHaveText(/unknown|…/);
  const [first = "", second] = await shown(page, "sessions").allTextContents();
  expect(first.split(",").sort()).toEqual(devicesOf(api, session).sort());
  expect(second).toBe(first);
  const [token, sameToken] = await shown(page, "token").allTextContents();
  expect(sameToken).toBe(token);
  expect(lines(api).sort()).toEqual([client, devices, tokens].sort());
});

test("a client that has been loaded is shown at once and not requested again", async ({
  api,
  openApp,
  page,
  signIn,
}) => {
  await openApp(page);
  await signIn(page, ada);
  await page.evaluate(() => window.client.getClient());
  api.control.clearRequests();
  await show(page, "client");
  await expect(shown(page, "client")).toHaveText("1");
  expect(new Set(await rendered(page, "client"))).toEqual(new Set(["1"]));
  await page.evaluate(() => new Promise(requestAnimationFrame));
  expect(lines(api)).toEqual([]);
});

test("refresh() requests once for all calls in a turn, and the data stays meanwhile", async ({
  api,
  openApp,
  page,
  signIn,
}) => {
  await openApp(page);
  const session = await signIn(page, ada);
  await show(page, "sessions", "sessions");
  await expect(shown(page, "sessions").first()).not.toHaveText(/unknown|…/);
  const before = (await shown(page, "sessions").first().textContent()) ?? "";
  const other = api.control.createSession({ identifier: ada.emailAddress });
  api.control.clearRequests();
  api.control.addFaults({ path: "/v1/me/sessions/active", hold: "before-change" });
  await page.evaluate(() => {
    for (const button of document.querySelectorAll("button")) button.click();
  });
  await api.control.request(({ state }) => state === "held");
  await expect(shown(page, "sessions")).toHaveText([`${before} …`, `${before} …`]);
  api.control.release();
  await expect(shown(page, "sessions").first()).toContainText(other.id);
  await expect(shown(page, "sessions").first()).not.toContainText("…");
  expect(devicesOf(api, session)).toContain(other.id);
  expect(lines(api)).toEqual([devices]);
});

test("a request in flight is aborted after its last component is gone", async ({
  api,
  openApp,
  page,
  signIn,
}) => {
  await openApp(page);
  const session = await signIn(page, ada);
  await show(page, "session", "sessions", "sessions");
  await expect(shown(page, "sessions").first()).not.toHaveText(/unknown|…/);
  api.control.clearRequests();
  api.control.addFaults({ path: "/v1/me/sessions/active", hold: "before-change" });
  await shown(page, "sessions").first().click();
  const held = await api.control.request(({ state }) => state === "held");
  await show(page, "session", "sessions");
  await expect(page.getByRole("button")).toHaveText([session, /…/]);
  // Another component takes the place of the last one.
  await show(page, "sessions", "session");
  await expect(page.getByRole("button")).toHaveText([/…/, session]);
  await page.evaluate(() => new Promise(requestAnimationFrame));
  expect(held.state).toBe("held");
  expect(lines(api)).toEqual([devices]);
  await show(page, "session");
  await api.control.request(({ state }) => state === "aborted");
  const count = (await rendered(page, "sessions")).length;
  api.control.release();
  await page.evaluate(() => window.client.getClient());
  expect((await rendered(page, "sessions")).length).toBe(count);
  expect(lines(api)).toEqual([devices, client]);
});

test("an error is a state, after which refresh() succeeds", async ({
  api,
  openApp,
  page,
  signIn,
}) => {
  await openApp(page);
  await signIn(page, ada);
  const answer = { status: 403, json: { errors: [{ code: "forbidden", message: "no" }] } };
  api.control.addFaults({ path: "/v1/client", answer });
  await show(page, "client", "sessions", "token");
  await expect(shown(page, "client")).toHaveText("unknown api");
  await expect(shown(page, "sessions")).toHaveText("unknown api");
  await expect(shown(page, "token")).toHaveText("unknown api");
  api.control.addFaults({ path: "/v1/me/sessions/active", answer });
  await shown(page, "sessions").click();
  await expect(shown(page, "client")).toHaveText("1");
  await expect(shown(page, "sessions")).toHaveText("unknown api");
  await shown(page, "sessions").click();
  await expect(shown(page, "sessions")).toContainText("sess_");
  const known = (await shown(page, "sessions").textContent()) ?? "";
  api.control.addFaults({ path: "/v1/me/sessions/active", answer });
  await shown(page, "sessions").click();
  await expect(shown(page, "sessions")).toHaveText(`${known} api`);
});

test("a client without a session shows that nobody is signed in, by one request", async ({
  api,
  openApp,
  page,
}) => {
  await openApp(page);
  await show(page, "client", "session", "sessions", "token");
  await expect(shown(page, "token")).toHaveText("none");
  await expect(shown(page, "sessions")).toHaveText("none");
  await expect(shown(page, "session")).toHaveText("none");
  await expect(shown(page, "client")).toHaveText("none");
  expect(lines(api)).toEqual([client]);
});

test("a switch of accounts shows the other account's devices and token, and no mixture", async ({
  api,
  openApp,
  page,
  signIn,
}) => {
  await openApp(page);
  const first = await signIn(page, grace);
  const second = await signIn(page, ada);
  await show(page, "session", "sessions", "token");
  await expect(shown(page, "sessions")).toContainText(second);
  await page.evaluate(() => {
    window.rendered = [];
  });
  api.control.addFaults({ path: "/v1/me/sessions/active", hold: "before-change" });
  await page.evaluate((id) => {
    void window.client.touchSession(id, { intent: "select_session" });
  }, first);
  await api.control.request(({ state }) => state === "held");
  await expect(shown(page, "session")).toHaveText(first);
  await expect(shown(page, "sessions")).toHaveText("unknown …");
  api.control.release();
  await expect(shown(page, "sessions")).toContainText(first);
  const all = await page.evaluate(() => window.rendered);
  const owner = new Map(api.control.sessions.map(({ id, userId }) => [id, userId]));
  const users = new Set(
    all
      .slice(all.findIndex(([name, text]) => name === "session" && text === first))
      .flatMap(([, text]) => (text.match(/sess_\w+/g) ?? []).map((id) => owner.get(id))),
  );
  expect([...users]).toEqual([owner.get(first)]);
});

test("a sign-out by this page empties every hook, and requests nothing more", async ({
  api,
  openApp,
  page,
  signIn,
}) => {
  await openApp(page);
  const session = await signIn(page, ada);
  await show(page, "session", "sessions", "token", "token");
  await expect(shown(page, "sessions")).toContainText("sess_");
  await expect(shown(page, "token").first()).toContainText("eyJ");
  api.control.clearRequests();
  await page.evaluate(() => window.client.deleteSession());
  for (const name of ["session", "sessions"] as const)
    await expect(shown(page, name)).toHaveText("none");
  await expect(shown(page, "token")).toHaveText(["none", "none"]);
  const all = await page.evaluate(() => window.rendered);
  expect(all.filter(([, text]) => /api|no_session/.test(text))).toEqual([]);
  expect(lines(api)).toEqual([`POST /v1/client/sessions/${session}/remove`]);
});

test("a sign-out in another tab empties every hook", async ({
  connect,
  context,
  load,
  openApp,
  page,
  signIn,
}) => {
  await openApp(page);
  await signIn(page, ada);
  await show(page, "session", "sessions", "token");
  await expect(shown(page, "sessions")).toContainText("sess_");
  await expect(shown(page, "token")).toContainText("eyJ");
  const other = await context.newPage();
  await load(other);
  await connect(other);
  await other.evaluate(() => window.client.deleteSession("current"));
  for (const name of ["session", "sessions", "token"] as const)
    await expect(shown(page, name)).toHaveText("none");
  const after = await rendered(page, "sessions");
  expect(after.filter((text) => /api|no_session/.test(text))).toEqual([]);
});
