import type { Fault } from "../../www/frontend-api/faults.js";
import { ada, alan, expect, grace, test } from "./fixtures.js";

test("a refused revocation: the dialog says why, and its second try works", async ({ api, devices }) => {
  await devices.openAs(ada);
  api.control.addFaults({ path: "/v1/me/sessions/*/revoke", answer: { error: "internal_clerk_error" } });
  await devices.button("Sign out Safari on iPhone in Lisbon").click();
  await devices.confirm("Sign out");
  await expect(devices.alert).toContainText("The server refused");
  await expect(devices.alert).toContainText("Oops, an unexpected error occurred");
  await expect(devices.alert).toContainText("500 · internal_clerk_error");
  await expect(devices.alert).toContainText(/Trace [0-9a-f]{32}/);
  await expect(devices.log.first()).toContainText("Sign out Safari on iPhone in Lisbon: the server refused");
  await devices.confirm("Try again");
  await expect(devices.dialog).toHaveCount(0);
  await expect(devices.devices).toHaveCount(4);
});

const unconfirmed: Record<string, [code: string, fault: Fault]> = {
  "the answer holds it alive": ["not_deleted", { set: { "/response/status": "active", "/client": null } }],
  "the server fails": ["api · 500", { answer: { error: "internal_clerk_error" } }],
  "the answer is cut off": ["invalid_response", { answer: { body: '{"response":{"id' } }],
};

for (const [reason, [code, fault]] of Object.entries(unconfirmed)) {
  test(`a sign-out is not confirmed, as ${reason}: the page says so and still lists it`, async ({
    api,
    devices,
  }) => {
    await devices.openAs(ada);
    api.control.addFaults({ path: "/v1/client/sessions/*/remove", times: 9, ...fault });
    await devices.button("Sign out Ada Lovelace").click();
    await devices.confirm("Sign out");
    await expect(devices.alert).toContainText("The session may still be signed in.");
    await expect(devices.alert).toContainText(code);
    await devices.confirm("Cancel");
    await expect(devices.accounts).toContainText("Ada Lovelace");
    await expect(devices.button("Sign out Ada Lovelace")).toBeFocused();
  });
}

test("a refused switch is said in the row of the account", async ({ api, devices }) => {
  await devices.openAs(grace, ada);
  api.control.addFaults({ path: "/v1/client/sessions/*/touch", answer: { error: "internal_clerk_error" } });
  await devices.button("Switch to Grace Hopper").click();
  await expect(devices.accounts.filter({ hasText: "Grace" }).getByRole("alert")).toContainText(
    "The server refused",
  );
  await expect(devices.accounts.filter({ hasText: "Current" })).toContainText("Ada Lovelace");
});

test("devices that cannot be listed: why, and a way to try again", async ({ api, devices }) => {
  await devices.openAs(alan);
  api.control.addFaults({
    path: "/v1/me/sessions/active",
    times: 9,
    answer: { error: "internal_clerk_error" },
  });
  await devices.button("Refresh").click();
  await expect(devices.alert).toContainText("The server refused");
  await expect(devices.devices).toHaveCount(1);
  api.control.clearFaults();
  await devices.button("Try again").click();
  await expect(devices.alert).toHaveCount(0);
});

test("sessions that cannot be asked for: why, and a way to try again", async ({ api, devices }) => {
  api.control.addFaults({ path: "/v1/client", times: 9, answer: { error: "internal_clerk_error" } });
  await devices.page.goto("/");
  await expect(devices.alert).toContainText("The server refused");
  await expect(devices.heading("Sign in")).toHaveCount(0);
  api.control.clearFaults();
  await devices.button("Try again").click();
  await expect(devices.heading("Sign in")).toBeVisible();
  await expect(devices.alert).toHaveCount(0);
});

test("a session that was revoked elsewhere: the page is signed out", async ({ api, devices }) => {
  await devices.openAs(alan);
  const own = api.control.sessions.find(({ identifier }) => identifier === alan.emailAddress);
  api.control.setSessionStatus(own?.id ?? "", "revoked");
  await devices.button("Refresh").click();
  await expect(devices.heading("Sign in")).toBeVisible();
});
