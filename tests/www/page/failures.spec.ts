import type { Fault } from "../../../www/frontend-api/faults/fault-plan.js";
import { ada, alan, expect, grace, test } from "./fixtures.js";

test("if a revocation is refused, the dialog shows the reason, and a second try succeeds", async ({
  api,
  devices,
}) => {
  await devices.openAs(ada);
  api.control.addFaults({
    path: "/v1/me/sessions/*/revoke",
    answer: { error: "internal_clerk_error" },
  });
  await devices.button("Sign out Safari on iPhone in Lisbon").click();
  await devices.confirm("Sign out");
  await expect(devices.alert).toContainText("The server refused");
  await expect(devices.alert).toContainText("Oops, an unexpected error occurred");
  await expect(devices.alert).toContainText("500 · internal_clerk_error");
  await expect(devices.alert).toContainText(/Trace [0-9a-f]{32}/);
  await expect(devices.log.first()).toContainText(
    "Could not sign out Safari on iPhone in Lisbon: the server refused",
  );
  await devices.confirm("Try again");
  await expect(devices.dialog).toHaveCount(0);
  await expect(devices.devices).toHaveCount(4);
});

const unconfirmed: Record<string, [code: string, fault: Fault]> = {
  "the response says that the session is alive": [
    "not_deleted",
    { set: { "/response/status": "active", "/client": null } },
  ],
  "the server fails": ["api · 500", { answer: { error: "internal_clerk_error" } }],
  "the response is cut off": ["invalid_response", { answer: { body: '{"response":{"id' } }],
};

for (const [reason, [code, fault]] of Object.entries(unconfirmed)) {
  test(`if ${reason}, the page says that the sign-out is not confirmed`, async ({
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

test("if the server refuses a switch, the account's row shows the reason", async ({
  api,
  devices,
}) => {
  await devices.openAs(grace, ada);
  api.control.addFaults({
    path: "/v1/client/sessions/*/touch",
    answer: { error: "internal_clerk_error" },
  });
  await devices.button("Switch to Grace Hopper").click();
  await expect(devices.accounts.filter({ hasText: "Grace" }).getByRole("alert")).toContainText(
    "The server refused",
  );
  await expect(devices.accounts.filter({ hasText: "Current" })).toContainText("Ada Lovelace");
});

test("if the devices cannot be listed, the page shows the reason and can try again", async ({
  api,
  devices,
}) => {
  await devices.openAs(alan);
  api.control.addFaults({
    path: "/v1/me/sessions/active",
    times: 99,
    answer: { error: "internal_clerk_error" },
  });
  await devices.button("Refresh").click();
  await expect(devices.alert).toContainText("The server refused");
  await expect(devices.devices).toHaveCount(1);
  // No load is left that could succeed by itself once the fault is gone.
  await expect(devices.button("Try again")).toHaveAttribute("aria-busy", "false");
  api.control.clearFaults();
  await devices.button("Try again").click();
  await expect(devices.alert).toHaveCount(0);
  await expect(devices.button("Refresh")).toBeFocused();
});

test("if the first load fails, the page shows the reason and can try again", async ({
  api,
  devices,
}) => {
  api.control.addFaults({
    path: "/v1/client",
    times: 9,
    answer: { error: "internal_clerk_error" },
  });
  await devices.page.goto("/");
  await expect(devices.alert).toContainText("The server refused");
  await expect(devices.heading("Sign in")).toHaveCount(0);
  api.control.clearFaults();
  await devices.button("Try again").click();
  await expect(devices.heading("Sign in")).toBeFocused();
  await expect(devices.alert).toHaveCount(0);
});

test("if a refresh cannot reach the server, the page says so once and can try again", async ({
  api,
  devices,
}) => {
  await devices.openAs(ada);
  api.control.addFaults({ times: 100, drop: "before-change" });
  await devices.button("Refresh").click();
  await expect(devices.log.filter({ hasText: "Could not list the devices" })).toHaveCount(1);
  await expect(
    devices.log.filter({ hasText: "Could not ask for this browser's sessions" }),
  ).toHaveCount(1);
  await expect(devices.alert).toHaveCount(1);
  await expect(devices.alert).toContainText(
    "No answer: the network failed, or something blocked the request.",
  );
  await expect(devices.connectionStatus).toHaveAccessibleName("does not answer as it should");
  api.control.clearFaults();
  await devices.button("Try again").click();
  await expect(devices.alert).toHaveCount(0);
  await expect(devices.heading("This browser")).toBeFocused();
  await expect(devices.connectionStatus).toHaveAccessibleName("answers");
});

test("if a sign-out fails after its dialog was closed, the page shows a note to dismiss", async ({
  api,
  devices,
}) => {
  await devices.openAs(ada);
  const path = "/v1/client/sessions/*/remove";
  api.control.addFaults({ path, hold: "before-change", answer: { error: "internal_clerk_error" } });
  api.control.addFaults({ path, times: 9, answer: { error: "internal_clerk_error" } });
  await devices.button("Sign out Ada Lovelace").click();
  await devices.confirm("Sign out");
  await api.control.request(
    (request) => request.path.endsWith("/remove") && request.state === "held",
  );
  await devices.page.keyboard.press("Escape");
  await expect(devices.dialog).toHaveCount(0);
  await devices.button("Sign out Safari on iPhone in Lisbon").click();
  api.control.release();
  await expect(devices.alert).toContainText("Could not sign out Ada Lovelace: the server refused");
  await expect(devices.alert).toContainText("The session may still be signed in.");
  await expect(devices.dialog).toHaveAccessibleName("Sign out Safari on iPhone in Lisbon?");
  await devices.confirm("Cancel");
  await devices.button("Dismiss").click();
  await expect(devices.alert).toHaveCount(0);
  await expect(devices.heading("This browser")).toBeFocused();
});

test("if a sign-out succeeds after its dialog was closed, the next dialog stays open", async ({
  api,
  devices,
}) => {
  await devices.openAs(ada);
  api.control.addFaults({ path: "/v1/me/sessions/*/revoke", hold: "before-change" });
  await devices.button("Sign out Safari on iPhone in Lisbon").click();
  await devices.confirm("Sign out");
  await api.control.request(
    (request) => request.path.endsWith("/revoke") && request.state === "held",
  );
  await devices.page.keyboard.press("Escape");
  await devices.button("Sign out Safari on iPad in Kyoto").click();
  api.control.release();
  await expect(devices.devices).toHaveCount(4);
  await expect(devices.dialog).toHaveAccessibleName("Sign out Safari on iPad in Kyoto?");
});

test("if the user must sign in again, the dialog offers no second try", async ({
  api,
  devices,
}) => {
  await devices.openAs(ada);
  const own = api.control.sessions
    .filter(({ identifier }) => identifier === ada.emailAddress)
    .toSorted((a, b) => b.lastActiveAt - a.lastActiveAt)[0];
  api.control.setSessionStatus(own?.id ?? "", "revoked");
  await devices.button("Sign out Safari on iPad in Kyoto").click();
  await devices.confirm("Sign out");
  await expect(devices.alert).toContainText("You are not signed in any more");
  await expect(devices.dialog.getByRole("button")).toHaveText(["Close"]);
  await expect(devices.dialog.getByRole("button")).toBeFocused();
  // The page requests the client after the refusal, and the response shows the cause.
  await expect(devices.log.first()).toContainText("Ada Lovelace was signed out elsewhere");
  await expect(devices.log.nth(1)).toContainText(
    "Could not sign out Safari on iPad in Kyoto: you are not signed in any more",
  );
});

test("if the session was revoked elsewhere, a refresh signs the page out", async ({
  api,
  devices,
}) => {
  await devices.openAs(alan);
  const own = api.control.sessions.find(({ identifier }) => identifier === alan.emailAddress);
  api.control.setSessionStatus(own?.id ?? "", "revoked");
  await devices.button("Refresh").click();
  await expect(devices.heading("Sign in")).toBeVisible();
});
