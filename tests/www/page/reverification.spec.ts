import type { FrontendApiServer } from "../../../www/frontend-api/server.js";
import { VirtualAuthenticator } from "../../support/virtual_authenticator.js";
import { ada, alan, test as base, changes, expect, grace } from "./fixtures.js";
import { PrivateNote, totp } from "./private-note.js";

const minute = 60_000;

const test = base.extend<{ privateNote: PrivateNote }>({
  privateNote: async ({ devices }, use) => use(new PrivateNote(devices)),
});

/** Returns the requests that were sent for reverification, each without the session's path. */
function steps(api: FrontendApiServer): string[] {
  return changes(api).map((line) => line.replace(/^POST \/v1\/client\/sessions\/\w+\//, ""));
}

/** Returns the code that was sent last. */
function lastCode({ control }: FrontendApiServer): string {
  return control.codes.at(-1)?.code ?? "";
}

test("by default, each reading of the note requires a verification, even after a sign-in", async ({
  devices,
  privateNote,
}) => {
  await devices.openAs(alan);
  await expect(privateNote.rule).toHaveAccessibleDescription(
    "Each time anew, by the second factor if there is one.",
  );
  for (let time = 1; time <= 2; time++) {
    await privateNote.show();
    await expect(privateNote.dialog).toContainText(
      "To read the note, verify again that it is you.",
    );
    await expect(privateNote.text).toHaveCount(0);
    await privateNote.submit(alan.password);
    await expect(privateNote.text).toBeVisible();
    await devices.button("Hide the note").click();
    await expect(privateNote.text).toHaveCount(0);
  }
});

test("if another rule is selected, the open note closes", async ({ devices, privateNote }) => {
  await devices.openAs(alan);
  await privateNote.selectRule("lax");
  await privateNote.show();
  await expect(privateNote.text).toBeVisible();
  await privateNote.selectRule("Every time");
  await expect(privateNote.text).toHaveCount(0);
  await expect(devices.button("Show the note")).toBeVisible();
});

test("while a rule is satisfied, the note opens at once, and later after a verification", async ({
  api,
  devices,
  privateNote,
  serverClock,
}) => {
  await devices.openAs(ada);
  await privateNote.selectRule("strict");
  api.control.clearRequests();
  await privateNote.show();
  await expect(privateNote.text).toBeVisible();
  await expect(devices.button("Hide the note")).toHaveAttribute("aria-expanded", "true");
  await devices.button("Hide the note").click();
  await expect(privateNote.text).toHaveCount(0);
  expect(changes(api)).toEqual([]);

  serverClock.aheadMs += 10 * minute;
  await privateNote.show();
  await expect(privateNote.dialog).toBeVisible();
  await expect(privateNote.text).toHaveCount(0);
});

test("a wrong authenticator code shows an error, and the right one opens the note", async ({
  api,
  devices,
  privateNote,
  serverClock,
}) => {
  await devices.openAs(ada);
  await privateNote.selectRule("strict");
  serverClock.aheadMs += 10 * minute;
  api.control.clearRequests();
  await privateNote.show();
  await expect(privateNote.method(/./)).toHaveCount(3);
  await privateNote.method("Authenticator app").check();
  const hint = "The terminal of npm start shows the secret for your authenticator app.";
  await expect(privateNote.input).toHaveAccessibleDescription(hint);
  await privateNote.submit("000000");
  await expect(privateNote.input).toHaveAccessibleDescription(`Incorrect code ${hint}`);
  await expect(privateNote.input).toHaveAttribute("aria-invalid", "true");
  await expect(devices.log.first()).toContainText(
    "Could not verify that it is you: incorrect code",
  );
  await privateNote.input.press("End");
  await privateNote.input.press("Backspace");
  await expect(privateNote.input).toHaveAttribute("aria-invalid", "false");
  await privateNote.submit(totp(ada.totpSecret, Date.now() + serverClock.aheadMs));
  await expect(privateNote.text).toBeVisible();
  await expect(privateNote.dialog).toHaveCount(0);
  await expect(devices.button("Hide the note")).toBeFocused();
  await expect(devices.claim("Verified")).toHaveText("first factor 10 min ago, second 0 min ago");
  expect(steps(api)).toEqual([
    "verify",
    "verify/attempt_second_factor",
    "verify/attempt_second_factor",
  ]);
  expect(api.control.requests.find(({ path }) => path.endsWith("/verify"))?.body).toBe(
    "level=second_factor",
  );
  await expect(devices.log.filter({ hasText: "Verified that it is you" })).toContainText(
    'attemptSecondFactor({ strategy: "totp", … })',
  );
});

test("a password, wrong and then right, and an authenticator code verify both factors", async ({
  devices,
  privateNote,
  serverClock,
}) => {
  await devices.openAs(ada);
  serverClock.aheadMs += 10 * minute;
  await privateNote.selectRule("strict_mfa");
  await privateNote.show();
  await expect(privateNote.dialog).toContainText("Step 1 of 2.");
  const password = privateNote.dialog
    .getByLabel("Password", { exact: true })
    .and(devices.page.locator("[type=password]"));
  await password.fill("wrong");
  await password.press("Enter");
  await expect(password).toHaveAccessibleDescription(/Password is incorrect/);
  await expect(password).toBeFocused();
  await password.fill(ada.password);
  await password.press("Enter");
  await expect(privateNote.dialog).toContainText("Step 2 of 2.");
  await expect(privateNote.dialog.locator(":focus")).toHaveCount(1);
  await privateNote.method("Authenticator app").check();
  await privateNote.submit(totp(ada.totpSecret, Date.now() + serverClock.aheadMs));
  await expect(privateNote.text).toBeVisible();
});

test("the note opens although the last response lacks the session", async ({
  api,
  devices,
  privateNote,
  serverClock,
}) => {
  await devices.openAs(alan);
  await privateNote.selectRule("strict");
  serverClock.aheadMs += 10 * minute;
  await privateNote.show();
  const path = "/v1/client/sessions/*/verify/attempt_first_factor";
  api.control.addFaults({ path, set: { "/client": null } });
  await privateNote.submit(alan.password);
  await expect(privateNote.text).toBeVisible();
  expect(api.control.faults).toEqual([]);
});

test("a backup code verifies once", async ({ devices, privateNote }) => {
  await devices.openAs(ada);
  const [code] = ada.backupCodes;
  for (const description of [null, /^Incorrect code /]) {
    await devices.button("Verify now").click();
    await privateNote.method("Backup code").check();
    await privateNote.submit(code);
    if (description === null) await expect(privateNote.dialog).toHaveCount(0);
    else await expect(privateNote.input).toHaveAccessibleDescription(description);
  }
});

test("after a right code by phone, the section says so until the next attempt", async ({
  api,
  devices,
  privateNote,
}) => {
  await devices.openAs(ada);
  await devices.button("Verify now").click();
  await expect(privateNote.dialog).not.toContainText("read the note");
  await privateNote.method("Code to +1202*****42").check();
  await devices.confirm("Send the code");
  await expect(privateNote.input).toBeFocused();
  await privateNote.submit(lastCode(api));
  await expect(privateNote.dialog).toHaveCount(0);
  await expect(privateNote.status).toHaveText("Verified");
  await expect(devices.log.filter({ hasText: "Verified that it is you" })).toHaveCount(1);
  await privateNote.show();
  await devices.confirm("Cancel");
  await expect(privateNote.status).toBeEmpty();
});

test("an email code fails after three wrong attempts, expires, and then verifies", async ({
  api,
  devices,
  privateNote,
  serverClock,
}) => {
  await devices.openAs(grace);
  await privateNote.selectRule("strict");
  serverClock.aheadMs += 10 * minute;
  await privateNote.show();
  await privateNote.method("Code to g**@example.com").check();
  await expect(privateNote.input).toHaveCount(0);
  await devices.confirm("Send the code");
  await expect(privateNote.input).toBeFocused();
  await expect(devices.log.first()).toContainText("A code was sent to g**@example.com");
  for (let attempt = 1; attempt <= 3; attempt++) {
    await privateNote.submit(`wrong ${attempt}`);
    await expect(privateNote.input).toHaveAccessibleDescription(/^Incorrect code /);
  }
  await privateNote.submit(lastCode(api));
  await expect(devices.alert).toContainText("Too many wrong codes");
  await expect(privateNote.input).toHaveCount(0);
  await expect(privateNote.dialog.getByRole("button", { name: "Send the code" })).toBeFocused();

  await devices.confirm("Send the code");
  await expect(privateNote.input).toHaveValue("");
  await devices.confirm("Send another");
  await expect(privateNote.input).toBeFocused();
  expect(api.control.codes).toHaveLength(3);
  serverClock.aheadMs += 10 * minute;
  await privateNote.submit(lastCode(api));
  await expect(devices.alert).toContainText("This code has expired");
  await devices.confirm("Send the code");
  await expect(privateNote.input).toBeFocused();
  await privateNote.submit(lastCode(api));
  await expect(privateNote.text).toBeVisible();
});

test("a passkey is added and then verifies", async ({
  api,
  devices,
  page,
  privateNote,
  serverClock,
}) => {
  await devices.openAs(grace);
  const authenticator = await VirtualAuthenticator.addTo(page);
  await devices.button("Add a passkey").click();
  await expect(privateNote.status).toHaveText("Passkey added");
  await expect(devices.log.filter({ hasText: "Grace Hopper has a new passkey" })).toHaveCount(1);
  serverClock.aheadMs += 10 * minute;
  api.control.clearRequests();
  await privateNote.show();
  await privateNote.method("Passkey").check();
  await devices.confirm("Ask the browser");
  await expect(privateNote.text).toBeVisible();
  await expect(devices.log.filter({ hasText: "Verified that it is you" })).toContainText(
    "verifyWithPasskey()",
  );
  expect(steps(api)).toEqual([
    "verify",
    "verify/prepare_first_factor",
    "verify/attempt_first_factor",
  ]);
  const [credential] = await authenticator.credentials();
  expect(api.control.passkeys[0]?.counter).toBe(credential?.signCount);
});

test("if the browser refuses a passkey, its error is shown, and a password still verifies", async ({
  devices,
  page,
  privateNote,
}) => {
  await devices.openAs(grace);
  const authenticator = await VirtualAuthenticator.addTo(page);
  await devices.button("Add a passkey").click();
  await expect(privateNote.status).toHaveText("Passkey added");
  await authenticator.setVerified(false);
  await devices.button("Verify now").click();
  await privateNote.method("Passkey").check();
  await devices.confirm("Ask the browser");
  await expect(devices.alert).toContainText("The passkey was not used");
  await expect(devices.alert).toContainText("NotAllowedError");
  await privateNote.method("Password").check();
  await expect(devices.alert).toHaveCount(0);
  await privateNote.submit(grace.password);
  await expect(privateNote.dialog).toHaveCount(0);
});

test("if the dialog is closed, the browser's pending request for a passkey is aborted", async ({
  api,
  devices,
  page,
  privateNote,
}) => {
  await devices.openAs(grace);
  const authenticator = await VirtualAuthenticator.addTo(page);
  await devices.button("Add a passkey").click();
  await expect(privateNote.status).toHaveText("Passkey added");
  await authenticator.setPresent(false);
  await devices.button("Verify now").click();
  await privateNote.method("Passkey").check();
  api.control.clearRequests();
  await devices.confirm("Ask the browser");
  await api.control.request(
    ({ path, state }) => path.endsWith("/prepare_first_factor") && state === "answered",
  );
  await devices.confirm("Cancel");
  await expect(devices.button("Verify now")).toBeFocused();
  await authenticator.setPresent(true);
  await devices.button("Verify now").click();
  await privateNote.method("Passkey").check();
  await devices.confirm("Ask the browser");
  await expect(privateNote.dialog).toHaveCount(0);
  expect(steps(api)).toEqual([
    "verify/prepare_first_factor",
    "verify",
    "verify/prepare_first_factor",
    "verify/attempt_first_factor",
  ]);
});

test("if the browser refuses to create a passkey, the page deletes it on the server", async ({
  api,
  devices,
  page,
  privateNote,
}) => {
  await devices.openAs(grace);
  const authenticator = await VirtualAuthenticator.addTo(page);
  await authenticator.setVerified(false);
  api.control.clearRequests();
  await devices.button("Add a passkey").click();
  await expect(devices.alert).toContainText("The browser refused");
  await expect(devices.log.first()).toContainText("Could not add a passkey: the browser refused");
  await expect(privateNote.status).toBeEmpty();
  expect(changes(api)).toEqual([
    "POST /v1/me/passkeys",
    expect.stringMatching(/^DELETE \/v1\/me\/passkeys\/idn_\w+$/),
  ]);
});

test("if the server refuses to delete a passkey that was not created, both errors show", async ({
  api,
  devices,
  page,
}) => {
  await devices.openAs(grace);
  await page.evaluate(() => {
    navigator.credentials.create = () => Promise.resolve(null);
  });
  api.control.addFaults({ path: "/v1/me/passkeys/*", answer: { error: "maintenance_mode" } });
  await devices.button("Add a passkey").click();
  await expect(devices.alert).toContainText("The browser refused");
  await expect(devices.alert).toContainText("The browser created no passkey.");
  await expect(devices.alert).toContainText("We are currently undergoing maintenance.");
  await expect(devices.log.first()).toContainText("Could not add a passkey: the browser refused");
  expect(api.control.passkeys).toEqual([]);
});

for (const exit of ["Cancel", "Escape"] as const) {
  test(`after ${exit}, the note stays closed and the focus is restored`, async ({
    api,
    devices,
    privateNote,
  }) => {
    await devices.openAs(alan);
    await privateNote.show();
    await privateNote.input.or(privateNote.method("Password")).first().waitFor();
    api.control.clearRequests();
    if (exit === "Escape") await devices.page.keyboard.press("Escape");
    else await devices.confirm("Cancel");
    await expect(privateNote.dialog).toHaveCount(0);
    await expect(devices.button("Show the note")).toBeFocused();
    await expect(privateNote.text).toHaveCount(0);
    expect(api.control.requests).toEqual([]);
  });
}

test("the note closes when the verification is too old", async ({
  devices,
  privateNote,
  serverClock,
}) => {
  await devices.openAs(alan);
  await privateNote.selectRule("strict");
  await privateNote.show();
  await expect(privateNote.text).toBeVisible();
  serverClock.aheadMs += 10 * minute;
  await devices.button("Refresh").click();
  await expect(privateNote.text).toHaveCount(0);
  await expect(devices.button("Show the note")).toBeVisible();
});

test("a failure to start is shown in the section, and a later one in the dialog", async ({
  api,
  devices,
  privateNote,
}) => {
  await devices.openAs(alan);
  api.control.addFaults({
    path: "/v1/client/sessions/*/verify",
    answer: { error: "internal_clerk_error" },
  });
  await devices.button("Verify now").click();
  await expect(privateNote.region.getByRole("alert")).toContainText("The server refused");
  await expect(privateNote.dialog).toHaveCount(0);
  await devices.button("Verify now").click();
  await expect(devices.alert).toHaveCount(0);
  const path = "/v1/client/sessions/*/verify/attempt_first_factor";
  api.control.addFaults({ path, times: 9, drop: "before-change" });
  await privateNote.submit(alan.password);
  await expect(privateNote.dialog.getByRole("alert")).toContainText("The server cannot be reached");
  api.control.clearFaults();
  await devices.confirm("Verify");
  await expect(privateNote.dialog).toHaveCount(0);
});
