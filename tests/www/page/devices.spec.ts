import { ada, alan, changes, expect, grace, test } from "./fixtures.js";

test("the page lists each active session with device, place and activity, this one first", async ({
  devices,
}) => {
  await devices.openAs(ada);
  await expect(devices.devices).toHaveCount(5);
  const [here, iPhone, iPad, windows, mac] = await devices.devices.allInnerTexts();
  expect(here).toMatch(/on .*This device.*Last active just now/s);
  expect(iPhone).toMatch(/Safari on iPhone.*Lisbon, Portugal.*4 minutes ago.*192\.0\.2\.17/s);
  expect(iPad).toMatch(/Safari on iPad.*Kyoto, Japan.*3 hours ago/s);
  expect(windows).toMatch(/Microsoft Edge on Windows.*Toronto, Canada.*yesterday/s);
  expect(mac).toMatch(/Firefox on Mac.*São Paulo, Brazil.*6 days ago/s);
});

test("a relative time states the absolute time too", async ({ devices }) => {
  await devices.openAs(ada);
  const time = devices.devices.filter({ hasText: "iPhone" }).locator("time");
  const at = Date.parse((await time.getAttribute("datetime")) ?? "");
  expect(Math.abs(Date.now() - 4 * 60_000 - at)).toBeLessThan(60_000);
  await expect(time).toHaveAttribute("title", /20\d\d/);
});

test("if an account has no other devices, the page says so", async ({ devices }) => {
  await devices.openAs(alan);
  await expect(devices.devices).toHaveCount(1);
  await expect(
    devices.page.getByText("No other device is signed in to this account."),
  ).toBeVisible();
});

test("after a switch of the account, the page lists that account's devices alone", async ({
  api,
  devices,
}) => {
  await devices.openAs(grace, ada);
  api.control.clearRequests();
  await devices.button("Switch to Grace Hopper").click();
  await expect(devices.accounts.filter({ hasText: "Current" })).toContainText("Grace Hopper");
  await expect(devices.accounts.filter({ hasText: "Grace Hopper" })).toBeFocused();
  await expect(devices.devices).toHaveCount(2);
  await expect(devices.devices.nth(1)).toContainText("Chrome on Android");
  await expect(devices.devices.filter({ hasText: "iPhone" })).toHaveCount(0);
  const [touch] = api.control.requests;
  expect(changes(api)).toEqual([touch && `POST ${touch.path}`]);
  expect(touch?.path).toMatch(/^\/v1\/client\/sessions\/sess_\w+\/touch$/);
  expect(Object.fromEntries(new URLSearchParams(touch?.body ?? ""))).toEqual({
    intent: "select_session",
  });
});

test("this browser's session and device show the same last activity", async ({ devices }) => {
  await devices.page.clock.install();
  await devices.openAs(ada);
  await devices.page.clock.fastForward("10:00");
  await expect(devices.accounts).toContainText("Last active 10 minutes ago");
  await expect(devices.devices.first()).toContainText("Last active 10 minutes ago");
});

test("the list and the dialog number similar devices and state their last activity", async ({
  api,
  devices,
}) => {
  const alike = { identifier: alan.emailAddress, where: { ipAddress: "127.0.0.1" } };
  for (let count = 0; count < 3; count++) api.control.createSession(alike);
  await devices.openAs(alan);
  const buttons = devices.devices.getByRole("button");
  await expect(buttons).toHaveCount(3);
  for (const [index, button] of (await buttons.all()).entries()) {
    const name = `Sign out Unknown device, ${index + 1} of 3, last active just now`;
    await expect(button).toHaveAccessibleName(name);
    await button.click();
    await expect(devices.dialog).toHaveAccessibleName(`${name}?`);
    await devices.confirm("Cancel");
  }
});

test("the refresh button is busy until all responses have arrived, and keeps the focus", async ({
  api,
  devices,
}) => {
  await devices.openAs(ada);
  api.control.clearRequests();
  api.control.addFaults({ path: "/v1/client", hold: "before-change" });
  await devices.button("Refresh").click();
  const busy = devices.button("Refreshing…");
  await expect(busy).toHaveAttribute("aria-busy", "true");
  await expect(busy).toBeFocused();
  await busy.press("Enter");
  await api.control.request(({ path, state }) => path === "/v1/client" && state === "held");
  api.control.release();
  await expect(devices.button("Refresh")).toBeFocused();
  await expect(devices.button("Refresh")).toHaveAttribute("aria-busy", "false");
  expect(api.control.requests.filter(({ path }) => path === "/v1/client")).toHaveLength(1);
});

test("a refresh shows sessions that began elsewhere", async ({ api, devices }) => {
  await devices.openAs(alan);
  api.control.createSession({
    identifier: alan.emailAddress,
    where: { ipAddress: "192.0.2.9", city: "Oslo" },
  });
  await devices.button("Refresh").click();
  await expect(devices.devices).toHaveCount(2);
  await expect(devices.button("Sign out Unknown device in Oslo")).toBeVisible();
});

test("the page says that it is loading the sessions, and then the devices", async ({
  api,
  devices,
}) => {
  await devices.openAs(ada);
  const status = devices.page.getByRole("status").filter({ hasText: "Loading" });
  api.control.addFaults({ path: "/v1/client", times: 2, hold: "before-change" });
  api.control.addFaults({ path: "/v1/me/sessions/active", times: 2, hold: "before-change" });
  api.control.clearRequests();
  await devices.page.reload();
  await expect(status).toHaveText("Loading your sessions…");
  await api.control.request(({ path, state }) => path === "/v1/client" && state === "held");
  api.control.clearFaults();
  api.control.addFaults({ path: "/v1/me/sessions/active", times: 2, hold: "before-change" });
  api.control.release();
  await expect(devices.accounts).toHaveCount(1);
  await expect(status).toHaveText("Loading your devices…");
  await api.control.request(({ path, state }) => path.endsWith("/active") && state === "held");
  api.control.clearFaults();
  api.control.release();
  await expect(devices.devices).toHaveCount(5);
  await expect(status).toHaveCount(0);
});

test("the log lists each call and its duration, newest first", async ({ devices }) => {
  await devices.open();
  await devices.signIn(ada);
  await expect(devices.timeLeft).toBeVisible();
  await expect(devices.devices).toHaveCount(5);
  const entries = await devices.log.allInnerTexts();
  for (const entry of entries) expect(entry).toMatch(/\d\d:\d\d:\d\d · \d+ ms$/);
  const [newest, second] = entries.slice(0, 2).toSorted();
  expect(newest).toMatch(/^Got a token for 60 seconds\s+getToken\(\)/);
  expect(second).toMatch(/^Listed 5 active sessions\s+listActiveSessions\(\)/);
  expect(entries.at(-1)).toMatch(/^This browser holds 0 sessions\s+getClient\(\)/);
  await devices.button("Clear").click();
  await expect(devices.log).toHaveCount(0);
  await expect(devices.page.getByText("Nothing since it was cleared.")).toBeVisible();
  await expect(devices.heading("What happened")).toBeFocused();
});
