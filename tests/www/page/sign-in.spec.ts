import { ada, alan, changes, expect, grace, test } from "./fixtures.js";

test("if no account is signed in, the page shows the form and lists nothing", async ({
  devices,
}) => {
  await devices.open();
  await expect(devices.heading("Sign in")).toBeVisible();
  await expect(devices.accounts).toHaveCount(0);
  await expect(devices.log.first()).toContainText("This browser holds 0 sessions");
});

test("the form signs the user in, and is sent form-encoded", async ({ api, devices }) => {
  await devices.open();
  await devices.page.getByLabel("Email address").fill(ada.emailAddress);
  await devices.page.getByLabel("Password").fill(ada.password);
  await devices.button("Sign in").click();
  await expect(devices.accounts).toHaveCount(1);
  await expect(devices.accounts).toContainText("Ada Lovelace");
  await expect(devices.accounts).toContainText("Current");
  const request = api.control.requests.find(({ path }) => path === "/v1/client/sign_ins");
  expect(request?.headers["content-type"]).toMatch(/^application\/x-www-form-urlencoded/);
  expect(Object.fromEntries(new URLSearchParams(request?.body ?? ""))).toEqual({
    identifier: ada.emailAddress,
    password: ada.password,
  });
  expect(api.control.requests.map(({ method }) => method)).not.toContain("OPTIONS");
});

test("the page stays signed in after a reload", async ({ devices }) => {
  await devices.openAs(ada);
  await devices.page.reload();
  await expect(devices.accounts).toContainText("Ada Lovelace");
  await expect(devices.devices).toHaveCount(5);
});

test("the field of a wrong password shows the error, also to screen readers", async ({
  devices,
}) => {
  await devices.open();
  await devices.button(`Fill in ${ada.emailAddress}`).click();
  const password = devices.page.getByLabel("Password");
  await password.fill("wrong");
  await devices.button("Sign in").click();
  await expect(password).toHaveAccessibleDescription(/Password is incorrect/);
  await expect(password).toHaveAttribute("aria-invalid", "true");
  await expect(devices.log.first()).toContainText(
    `Could not sign in as ${ada.emailAddress}: Password is incorrect.`,
  );
  await password.fill(ada.password);
  await devices.button("Sign in").click();
  await expect(devices.accounts).toHaveCount(1);
});

test("if the email address changes, the form drops the previous error", async ({ devices }) => {
  await devices.open();
  const email = devices.page.getByLabel("Email address");
  const unknown = "nobody@example.com";
  for (const change of [
    () => devices.button(`Fill in ${ada.emailAddress}`).click(),
    () => email.fill("a"),
  ]) {
    await email.fill(unknown);
    await devices.page.getByLabel("Password").fill("guess");
    await devices.button("Sign in").click();
    await expect(email).toHaveAccessibleDescription("Couldn't find your account.");
    await expect(devices.log.first()).toContainText(
      `Could not sign in as ${unknown}: Couldn't find your account.`,
    );
    await change();
    await expect(email).toHaveAttribute("aria-invalid", "false");
    await expect(devices.alert).toHaveCount(0);
  }
});

test("if the server is unreachable, the form says so and keeps its input", async ({
  api,
  devices,
}) => {
  await devices.open();
  api.control.addFaults({ path: "/v1/client/sign_ins", times: 100, drop: "before-change" });
  await devices.signIn(ada);
  await expect(devices.alert).toContainText("The server cannot be reached");
  await expect(devices.page.getByLabel("Email address")).toHaveValue(ada.emailAddress);
  await expect(devices.connectionStatus).toHaveAccessibleName("does not answer as it should");
});

test("the page adds a second account, which becomes the current one", async ({ api, devices }) => {
  await devices.openAs(grace, ada);
  await expect(devices.accounts).toHaveCount(2);
  await expect(devices.accounts.filter({ hasText: "Current" })).toContainText("Ada Lovelace");
  await expect(devices.dialog).toHaveCount(0);
  const clients = api.control.sessions
    .filter(({ identifier }) => identifier !== alan.emailAddress)
    .toSorted((a, b) => b.lastActiveAt - a.lastActiveAt)
    .slice(0, 2)
    .map(({ clientId }) => clientId);
  expect(new Set(clients).size).toBe(1);
  expect(changes(api)).toEqual(["POST /v1/client/sign_ins", "POST /v1/client/sign_ins"]);
});

test("if an account is signed in already, the dialog shows the server's refusal", async ({
  devices,
}) => {
  await devices.openAs(ada);
  await devices.button("Add an account").click();
  await devices.signIn(ada);
  await expect(devices.alert).toContainText("You're already signed in");
  await expect(devices.log.first()).toContainText(
    `Could not sign in as ${ada.emailAddress}: You're already signed in`,
  );
  await devices.confirm("Cancel");
  await expect(devices.dialog).toHaveCount(0);
  await expect(devices.button("Add an account")).toBeFocused();
});
