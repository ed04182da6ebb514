import { DevicesPage } from "./devices-page.js";
import { ada, changes, expect, grace, isTokenRequest, requestLine, test } from "./fixtures.js";

test("if one tab signs an account out, the other tab removes the account and says so", async ({
  api,
  devices,
}) => {
  await devices.open();
  await devices.signIn(grace);
  await devices.button("Add an account").click();
  await devices.signIn(ada);
  await expect(devices.accounts).toHaveCount(2);
  const second = await devices.openTab();
  await expect(second.accounts).toHaveCount(2);
  api.control.clearRequests();
  await devices.page.bringToFront();
  await devices.button("Sign out Grace Hopper").click();
  await devices.confirm("Sign out");
  await expect(second.accounts).toHaveCount(1);
  await expect(second.accounts).toContainText("Ada Lovelace");
  const change = "Grace Hopper was signed out elsewhere.";
  await expect(second.page.getByRole("main").getByText(change)).toBeVisible();
  await expect(second.log.filter({ hasText: change })).toContainText(
    /subscribe\(\)\d\d:\d\d:\d\d$/,
  );
  await expect(devices.page.getByText(change)).toHaveCount(0);
  expect(changes(api)).toEqual([
    expect.stringMatching(/^POST \/v1\/client\/sessions\/\w+\/remove$/),
  ]);

  await second.page.bringToFront();
  await second.button("Dismiss").click();
  await expect(second.page.getByRole("main").getByText(change)).toHaveCount(0);
  await expect(second.heading("This browser")).toBeFocused();
});

test("if one tab signs the last account out, every tab shows the form", async ({ devices }) => {
  await devices.openAs(ada);
  const second = await devices.openTab();
  await devices.page.bringToFront();
  await devices.button("Sign out Ada Lovelace").click();
  await devices.confirm("Sign out");
  await expect(second.heading("Sign in")).toBeVisible();
  await expect(second.page.getByRole("main")).toContainText(
    "Ada Lovelace was signed out elsewhere.",
  );
});

test("if one tab switches the account, it becomes the current one in both tabs", async ({
  devices,
}) => {
  await devices.openAs(grace, ada);
  const second = await devices.openTab();
  await devices.page.bringToFront();
  await devices.button("Switch to Grace Hopper").click();
  await expect(second.accounts.filter({ hasText: "Current" })).toContainText("Grace Hopper");
  await expect(second.page.getByRole("main")).toContainText(
    "Grace Hopper became the current account elsewhere.",
  );
  await second.page.bringToFront();
  await second.button("Switch to Ada Lovelace").click();
  await expect(second.page.getByRole("main").getByText("elsewhere.")).toHaveCount(0);
  await expect(devices.page.getByRole("main")).toContainText(
    "Ada Lovelace became the current account elsewhere.",
  );
});

test("a refresh shows changes that this tab was not notified of", async ({ api, devices }) => {
  await devices.openAs(ada);
  const main = devices.page.getByRole("main");
  const own = api.control.sessions.toSorted((a, b) => b.lastActiveAt - a.lastActiveAt)[0];
  api.control.createSession({ identifier: grace.emailAddress, clientId: own?.clientId ?? "" });
  await devices.button("Refresh").click();
  await expect(main).toContainText("Grace Hopper was signed in elsewhere.");
  api.control.setSessionStatus(own?.id ?? "", "revoked");
  await devices.button("Refresh").click();
  await expect(main).toContainText("Ada Lovelace was signed out elsewhere.");
});

test("if another tab signs in, a hidden tab shows the account when it becomes visible", async ({
  api,
  context,
  devices,
}) => {
  await devices.open();
  await devices.setVisibility("hidden");
  const second = new DevicesPage(await context.newPage(), devices.apiUrl);
  await second.open();
  await second.signIn(ada);
  await expect(second.timeLeft).toBeVisible();
  await expect(devices.heading("Sign in")).toBeVisible();
  api.control.clearRequests();
  await devices.setVisibility("visible");
  await expect(devices.accounts).toContainText("Ada Lovelace");
  expect(api.control.requests.filter(({ path }) => path === "/v1/client").map(requestLine)).toEqual(
    ["GET /v1/client"],
  );
});

test("a second tab shows the first tab's token and its remaining lifetime", async ({
  api,
  devices,
}) => {
  const { clock } = devices.page.context();
  await clock.install();
  await devices.openAs(ada);
  // While the clock is paused, the second tab's wait for the first one's answer never times out.
  await clock.pauseAt(Date.now() + 2_000);
  const second = await devices.openTab();
  await expect(second.claim("Good until")).toHaveText(
    (await devices.claim("Good until").textContent()) ?? "",
  );
  expect(api.control.requests.filter(isTokenRequest)).toHaveLength(1);
  const left = (await second.timeLeft.textContent()) ?? "";
  expect(Number.parseInt(left, 10)).toBeGreaterThan(50);
  await clock.runFor(10_000);
  await expect(second.timeLeft).toHaveText(
    left.replace(/^\d+/, (seconds) => `${Number(seconds) - 10}`),
  );
});
