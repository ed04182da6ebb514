import type { FrontendApiServer } from "../../../www/frontend-api/server.js";
import { VirtualAuthenticator } from "../../support/virtual_authenticator.js";
import { ada, alan, test as base, changes, expect, grace } from "./fixtures.js";
import { PrivateNote, totp } from "./private-note.js";

const minute = 60_000;

const test = base.extend<{ privateNote: PrivateNote }>({
  privateNote: async ({ devices }, use) => use(new PrivateNote(devices)),
});

/** The steps of reverifications that were sent. */
function steps(api: FrontendApiServer): string[] {
  return changes(api).map((line) => line.replace(/^POST \/v1\/client\/sessions\/\w+\//, ""));
}

/** The code that was sent last. */
function lastCode({ control }: FrontendApiServer): string {
  return control.codes.at(-1)?.code ?? "";
}

test("every time, unless another rule is chosen: who has just signed in is asked, and asked again", async ({
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
    await privateNote.prove(alan.password);
    await expect(privateNote.text).toBeVisible();
    await devices.button("Hide the note").click();
    await expect(privateNote.text).toHaveCount(0);
  }
});

test("another rule closes the note that was opened by one", async ({ devices, privateNote }) => {
  await devices.openAs(alan);
  await privateNote.require("lax");
  await privateNote.show();
  await expect(privateNote.text).toBeVisible();
  await privateNote.require("Every time");
  await expect(privateNote.text).toHaveCount(0);
  await expect(devices.button("Show the note")).toBeVisible();
});

test("by a rule that is fulfilled, the note is read at once; later, only by who verifies", async ({
  api,
  devices,
  privateNote,
  serverClock,
}) => {
  await devices.openAs(ada);
  await privateNote.require("strict");
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

test("the second factor, by an authenticator app: a wrong code is said, the right one shows the note", async ({
  api,
  devices,
  privateNote,
  serverClock,
}) => {
  await devices.openAs(ada);
  await privateNote.require("strict");
  serverClock.aheadMs += 10 * minute;
  api.control.clearRequests();
  await privateNote.show();
  await expect(privateNote.method(/./)).toHaveCount(3);
  await privateNote.method("Authenticator app").check();
  const hint = "The terminal of npm start shows the secret for your authenticator app.";
  await expect(privateNote.proof).toHaveAccessibleDescription(hint);
  await privateNote.prove("000000");
  await expect(privateNote.proof).toHaveAccessibleDescription(`Incorrect code ${hint}`);
  await expect(privateNote.proof).toHaveAttribute("aria-invalid", "true");
  await expect(devices.log.first()).toContainText(
    "Could not verify that it is you: incorrect code",
  );
  await privateNote.proof.press("End");
  await privateNote.proof.press("Backspace");
  await expect(privateNote.proof).toHaveAttribute("aria-invalid", "false");
  await privateNote.prove(totp(ada.totpSecret, Date.now() + serverClock.aheadMs));
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

test("both factors: a password, wrong and right, then an authenticator app's code", async ({
  devices,
  privateNote,
  serverClock,
}) => {
  await devices.openAs(ada);
  serverClock.aheadMs += 10 * minute;
  await privateNote.require("strict_mfa");
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
  await privateNote.prove(totp(ada.totpSecret, Date.now() + serverClock.aheadMs));
  await expect(privateNote.text).toBeVisible();
});

test("the note is shown though the last answer does not bring the session", async ({
  api,
  devices,
  privateNote,
  serverClock,
}) => {
  await devices.openAs(alan);
  await privateNote.require("strict");
  serverClock.aheadMs += 10 * minute;
  await privateNote.show();
  const path = "/v1/client/sessions/*/verify/attempt_first_factor";
  api.control.addFaults({ path, set: { "/client": null } });
  await privateNote.prove(alan.password);
  await expect(privateNote.text).toBeVisible();
  expect(api.control.faults).toEqual([]);
});

test("a backup code, once", async ({ devices, privateNote }) => {
  await devices.openAs(ada);
  const [code] = ada.backupCodes;
  for (const description of [null, /^Incorrect code /]) {
    await devices.button("Verify now").click();
    await privateNote.method("Backup code").check();
    await privateNote.prove(code);
    if (description === null) await expect(privateNote.dialog).toHaveCount(0);
    else await expect(privateNote.proof).toHaveAccessibleDescription(description);
  }
});

test("a code to a telephone; that it was right is said beside the button, until the next try", async ({
  api,
  devices,
  privateNote,
}) => {
  await devices.openAs(ada);
  await devices.button("Verify now").click();
  await expect(privateNote.dialog).not.toContainText("read the note");
  await privateNote.method("Code to +1202*****42").check();
  await devices.confirm("Send the code");
  await expect(privateNote.proof).toBeFocused();
  await privateNote.prove(lastCode(api));
  await expect(privateNote.dialog).toHaveCount(0);
  await expect(privateNote.said).toHaveText("Verified");
  await expect(devices.log.filter({ hasText: "Verified that it is you" })).toHaveCount(1);
  await privateNote.show();
  await devices.confirm("Cancel");
  await expect(privateNote.said).toBeEmpty();
});

test("a code by email: three wrong ones, one that is too old, and the right one", async ({
  api,
  devices,
  privateNote,
  serverClock,
}) => {
  await devices.openAs(grace);
  await privateNote.require("strict");
  serverClock.aheadMs += 10 * minute;
  await privateNote.show();
  await privateNote.method("Code to g**@example.com").check();
  await expect(privateNote.proof).toHaveCount(0);
  await devices.confirm("Send the code");
  await expect(privateNote.proof).toBeFocused();
  await expect(devices.log.first()).toContainText("A code was sent to g**@example.com");
  for (let attempt = 1; attempt <= 3; attempt++) {
    await privateNote.prove(`wrong ${attempt}`);
    await expect(privateNote.proof).toHaveAccessibleDescription(/^Incorrect code /);
  }
  await privateNote.prove(lastCode(api));
  await expect(devices.alert).toContainText("Too many wrong codes");
  await expect(privateNote.proof).toHaveCount(0);
  await expect(privateNote.dialog.getByRole("button", { name: "Send the code" })).toBeFocused();

  await devices.confirm("Send the code");
  await expect(privateNote.proof).toHaveValue("");
  await devices.confirm("Send another");
  await expect(privateNote.proof).toBeFocused();
  expect(api.control.codes).toHaveLength(3);
  serverClock.aheadMs += 10 * minute;
  await privateNote.prove(lastCode(api));
  await expect(devices.alert).toContainText("This code has expired");
  await devices.confirm("Send the code");
  await expect(privateNote.proof).toBeFocused();
  await privateNote.prove(lastCode(api));
  await expect(privateNote.text).toBeVisible();
});

test("a passkey: added, then used", async ({ api, devices, page, privateNote, serverClock }) => {
  await devices.openAs(grace);
  const authenticator = await VirtualAuthenticator.addTo(page);
  await devices.button("Add a passkey").click();
  await expect(privateNote.said).toHaveText("Passkey added");
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
  const [held] = await authenticator.credentials();
  expect(api.control.passkeys[0]?.counter).toBe(held?.signCount);
});

test("a passkey that is refused: what the browser said, and another way", async ({
  devices,
  page,
  privateNote,
}) => {
  await devices.openAs(grace);
  const authenticator = await VirtualAuthenticator.addTo(page);
  await devices.button("Add a passkey").click();
  await expect(privateNote.said).toHaveText("Passkey added");
  await authenticator.setVerified(false);
  await devices.button("Verify now").click();
  await privateNote.method("Passkey").check();
  await devices.confirm("Ask the browser");
  await expect(devices.alert).toContainText("The passkey was not used");
  await expect(devices.alert).toContainText("NotAllowedError");
  await privateNote.method("Password").check();
  await expect(devices.alert).toHaveCount(0);
  await privateNote.prove(grace.password);
  await expect(privateNote.dialog).toHaveCount(0);
});

test("a passkey that nobody comes to use is given up with the dialog", async ({
  api,
  devices,
  page,
  privateNote,
}) => {
  await devices.openAs(grace);
  const authenticator = await VirtualAuthenticator.addTo(page);
  await devices.button("Add a passkey").click();
  await expect(privateNote.said).toHaveText("Passkey added");
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

test("a passkey that the browser refuses to make is none on the server either", async ({
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
  await expect(privateNote.said).toBeEmpty();
  expect(changes(api)).toEqual([
    "POST /v1/me/passkeys",
    expect.stringMatching(/^DELETE \/v1\/me\/passkeys\/idn_\w+$/),
  ]);
});

test("why the browser makes no passkey is said, though the server cannot be told of it", async ({
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

for (const way of ["Cancel", "Escape"] as const) {
  test(`${way}: the note stays closed, and the focus is back`, async ({
    api,
    devices,
    privateNote,
  }) => {
    await devices.openAs(alan);
    await privateNote.show();
    await privateNote.proof.or(privateNote.method("Password")).first().waitFor();
    api.control.clearRequests();
    if (way === "Escape") await devices.page.keyboard.press("Escape");
    else await devices.confirm("Cancel");
    await expect(privateNote.dialog).toHaveCount(0);
    await expect(devices.button("Show the note")).toBeFocused();
    await expect(privateNote.text).toHaveCount(0);
    expect(api.control.requests).toEqual([]);
  });
}

test("the note closes when the verification is old", async ({
  devices,
  privateNote,
  serverClock,
}) => {
  await devices.openAs(alan);
  await privateNote.require("strict");
  await privateNote.show();
  await expect(privateNote.text).toBeVisible();
  serverClock.aheadMs += 10 * minute;
  await devices.button("Refresh").click();
  await expect(privateNote.text).toHaveCount(0);
  await expect(devices.button("Show the note")).toBeVisible();
});

test("a failure at the start is said in the section, one on the way in the dialog", async ({
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
  await privateNote.prove(alan.password);
  await expect(privateNote.dialog.getByRole("alert")).toContainText("The server cannot be reached");
  api.control.clearFaults();
  await devices.confirm("Verify");
  await expect(privateNote.dialog).toHaveCount(0);
});
