import type { FrontendApiServer } from "../../../www/frontend-api/server.js";
import { ada, expect, grace, isTokenRequest, test } from "./fixtures.js";

/** Returns the path after the session and the form of each request for a token. */
function tokenRequests({ control }: FrontendApiServer): string[] {
  return control.requests
    .filter(isTokenRequest)
    .map(({ path, body }) => `${path.replace(/.*\/tokens/, "tokens")} ${body}`);
}

test("the section shows the token's user, session, organization and other claims", async ({
  api,
  devices,
}) => {
  await devices.openAs(ada);
  const [session] = api.control.sessions.toSorted((a, b) => b.lastActiveAt - a.lastActiveAt);
  await expect(devices.claim("User")).toHaveText(session?.userId ?? "");
  await expect(devices.claim("Session")).toHaveText(session?.id ?? "");
  await expect(devices.claim("Organization")).toHaveText("none: the personal account");
  await expect(devices.claim("Features")).toHaveText("notes (the user's)");
  await expect(devices.claim("Plan")).toHaveText("free (the user's)");
  await expect(devices.claim("Verified")).toHaveText("first factor 0 min ago, second never");
  await expect(devices.claim("Good until")).toContainText(/\d\d:\d\d:\d\d$/);
});

test("the section reads version 1 of the token too", async ({ api, devices }) => {
  api.control.setTokenRules({ version: 1 });
  await devices.openAs(ada);
  await devices.page.getByLabel("Purpose").selectOption("Analytical Engines");
  await expect(devices.claim("Organization")).toHaveText("analytical-engines, as admin");
  await expect(devices.claim("Features")).toHaveCount(0);
});

test("the page shows all claims as JSON, and puts the token on the clipboard alone", async ({
  api,
  context,
  devices,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await devices.openAs(ada);
  await devices.page.getByText("All claims").click();
  const claims = JSON.parse(
    (await devices.region("Session token").locator("pre").textContent()) ?? "",
  );
  const [session] = api.control.sessions.toSorted((a, b) => b.lastActiveAt - a.lastActiveAt);
  expect(claims).toMatchObject({ sid: session?.id, v: 2, fva: [0, -1] });

  await devices.button("Copy token").click();
  await expect(devices.page.getByText("Copied")).toBeVisible();
  const copied = await devices.page.evaluate(() => navigator.clipboard.readText());
  const [, payload = "", signature = ""] = copied.split(".");
  expect(JSON.parse(Buffer.from(payload, "base64url").toString())).toEqual(claims);
  expect(signature).not.toBe("");
  expect(await devices.page.content()).not.toContain(signature);
});

test("the timer counts down, and the token is renewed in the background before its end", async ({
  api,
  devices,
  page,
  serverClock,
}) => {
  await page.clock.install();
  await devices.openAs(ada);
  await page.clock.pauseAt(Date.now() + 2_000);
  const secondsLeft = async () => Number.parseInt((await devices.timeLeft.textContent()) ?? "", 10);
  const before = await secondsLeft();
  expect(before).toBeGreaterThan(50);
  await page.clock.runFor(30_000);
  await expect(devices.timeLeft).toHaveText(`${before - 30} s left of 60`);
  await expect(devices.timeLeft.locator("+ progress")).toHaveAttribute("value", `${before - 30}`);
  expect(tokenRequests(api)).toEqual(["tokens "]);

  serverClock.aheadMs += 47_000;
  await page.clock.runFor(15_000);
  await page.clock.resume();
  await expect(devices.log.first()).toContainText(/^The token was renewed\s*getToken\(\)/);
  expect(await secondsLeft()).toBeGreaterThan(50);
  expect(tokenRequests(api)).toEqual(["tokens ", "tokens "]);
});

test("a hidden page requests no token, and gets one when it becomes visible", async ({
  api,
  devices,
  page,
  serverClock,
}) => {
  await page.clock.install();
  await devices.openAs(ada);
  await devices.setVisibility("hidden");
  serverClock.aheadMs += 300_000;
  await page.clock.runFor(300_000);
  expect(tokenRequests(api)).toEqual(["tokens "]);
  await expect(devices.timeLeft).toHaveText("0 s left of 60");
  await devices.setVisibility("visible");
  await expect(devices.timeLeft).toHaveText(/^(60|5\d) s left of 60$/);
  expect(tokenRequests(api)).toEqual(["tokens ", "tokens "]);
});

test("the button gets a new token although the cached one is valid", async ({ api, devices }) => {
  await devices.openAs(ada);
  await devices.button("Get a new token").click();
  await expect(devices.log.first()).toContainText(
    /^Got a token for 60 seconds\s*getToken\(\{ skipCache: true \}\)/,
  );
  expect(tokenRequests(api)).toEqual(["tokens ", "tokens "]);
  await expect(devices.button("Get a new token")).toBeFocused();
});

test("the tokens for an organization and from a template are cached separately", async ({
  api,
  devices,
}) => {
  await devices.openAs(ada);
  const purpose = devices.page.getByLabel("Purpose");
  await purpose.selectOption("Analytical Engines");
  await expect(devices.claim("Organization")).toHaveText("analytical-engines, as admin");
  await expect(devices.claim("Features")).toHaveText(
    "notes (the user's), reports (the organization's), cards (the organization's)",
  );
  await purpose.selectOption("Template reporting");
  await expect(devices.timeLeft).toHaveText(/ s left of 600$/);
  await expect(devices.claim("For the service")).toHaveText("reporting");
  await expect(devices.claim("Organization")).toHaveCount(0);
  await purpose.selectOption("Analytical Engines");
  await expect(devices.claim("Organization")).toHaveText("analytical-engines, as admin");
  expect(tokenRequests(api)).toEqual([
    "tokens ",
    expect.stringMatching(/^tokens organization_id=org_\w+$/),
    "tokens/reporting ",
  ]);
});

test("the section gets a token for another account of this browser", async ({ api, devices }) => {
  await devices.openAs(grace, ada);
  const account = devices.page.getByLabel("Account");
  await expect(account.locator("option:checked")).toHaveText("Ada Lovelace");
  await account.selectOption("Grace Hopper");
  const session = api.control.sessions
    .filter(({ identifier }) => identifier === grace.emailAddress)
    .at(-1);
  await expect(devices.claim("Session")).toHaveText(session?.id ?? "");
  await expect(devices.log.first()).toContainText(`getToken({ session: "${session?.id}" })`);
});

test("after a switch of the account, the section shows that account's token", async ({
  api,
  devices,
}) => {
  await devices.openAs(grace, ada);
  await devices.button("Switch to Grace Hopper").click();
  const session = api.control.sessions
    .filter(({ identifier }) => identifier === grace.emailAddress)
    .at(-1);
  await expect(devices.claim("Session")).toHaveText(session?.id ?? "");
});

test("if a token is refused, the section shows the reason and can try again", async ({
  api,
  devices,
}) => {
  await devices.openAs(ada);
  const path = "/v1/client/sessions/*/tokens/*";
  api.control.addFaults({ path, times: 9, answer: { error: "internal_clerk_error" } });
  await devices.page.getByLabel("Purpose").selectOption("Template supabase");
  await expect(devices.alert).toContainText("The server refused");
  await expect(devices.log.first()).toContainText("Could not get a token: the server refused");
  await expect(devices.timeLeft).toHaveCount(0);
  api.control.clearFaults();
  await devices.button("Try again").click();
  await expect(devices.alert).toHaveCount(0);
  await expect(devices.claim("For the service")).toHaveText("authenticated");
});
