import { ada, alan, changes, expect, grace, test } from "./fixtures.js";

test("the page signs out the current account, and no other session", async ({ api, devices }) => {
  await devices.open();
  await devices.signIn(ada);
  await expect(devices.timeLeft).toBeVisible();
  const id = newestSessionId(api, ada.emailAddress);
  api.control.clearRequests();
  await devices.button("Sign out Ada Lovelace").click();
  await expect(devices.dialog).toHaveAccessibleName("Sign out Ada Lovelace?");
  await devices.confirm("Sign out");
  await expect(devices.heading("Sign in")).toBeFocused();
  expect(changes(api)).toEqual([`POST /v1/client/sessions/${id}/remove`]);
  expect(status(api, id)).toBe("removed");
  expect(activeCount(api, ada.emailAddress)).toBe(4);
  await expect(devices.log.first()).toContainText("Ada Lovelace is signed out");
  await expect(devices.log.first()).toContainText("deleteSession()");
});

test("the page signs out another account of this browser, and the current one stays", async ({
  api,
  devices,
}) => {
  await devices.openAs(grace, ada);
  const id = newestSessionId(api, grace.emailAddress);
  api.control.clearRequests();
  await devices.button("Sign out Grace Hopper").click();
  await devices.confirm("Sign out");
  await expect(devices.accounts).toHaveCount(1);
  await expect(devices.accounts).toContainText("Ada Lovelace");
  await expect(devices.accounts).toBeFocused();
  expect(changes(api)).toEqual([`POST /v1/client/sessions/${id}/remove`]);
});

test("after the current one of two accounts is signed out, the page offers the other", async ({
  devices,
}) => {
  await devices.openAs(grace, ada);
  await devices.button("Sign out Ada Lovelace").click();
  await devices.confirm("Sign out");
  await expect(devices.accounts).toHaveCount(1);
  await expect(devices.page.getByText("Switch to an account to see its devices.")).toBeVisible();
  await devices.button("Switch to Grace Hopper").click();
  await expect(devices.devices).toHaveCount(2);
});

test("the page signs out all accounts of this browser, and no other device", async ({
  api,
  devices,
}) => {
  await devices.openAs(grace, ada);
  const ids = [newestSessionId(api, grace.emailAddress), newestSessionId(api, ada.emailAddress)];
  api.control.clearRequests();
  await devices.button("Sign out all accounts").click();
  await devices.confirm("Sign out all");
  await expect(devices.heading("Sign in")).toBeFocused();
  expect(changes(api)).toEqual(["DELETE /v1/client/sessions"]);
  for (const id of ids) expect(status(api, id)).toBe("removed");
  expect(activeCount(api, ada.emailAddress)).toBe(4);
});

test("the page signs out another device, and focuses the row that takes its place", async ({
  api,
  devices,
}) => {
  await devices.openAs(ada);
  api.control.clearRequests();
  await devices.button("Sign out Safari on iPhone in Lisbon").click();
  await devices.confirm("Sign out");
  await expect(devices.devices).toHaveCount(4);
  await expect(devices.devices.nth(1)).toContainText("Safari on iPad");
  await expect(devices.devices.nth(1)).toBeFocused();
  const revoked = api.control.requests.find(({ operation }) => operation === "POST");
  expect(revoked?.path).toMatch(/^\/v1\/me\/sessions\/sess_\w+\/revoke$/);
  expect(revoked?.query._clerk_session_id).toBe(newestSessionId(api, ada.emailAddress));
  expect(status(api, revoked?.path.split("/")[4] ?? "")).toBe("revoked");
  expect(changes(api)).toHaveLength(1);
});

test("the page signs out all other devices, and says how many", async ({ api, devices }) => {
  await devices.openAs(ada);
  const own = newestSessionId(api, ada.emailAddress);
  api.control.clearRequests();
  await devices.button("Sign out all other devices").click();
  await expect(devices.dialog).toHaveAccessibleName("Sign out all other devices?");
  await devices.confirm("Sign out all");
  await expect(devices.devices).toHaveCount(1);
  await expect(devices.button("Sign out all other devices")).toHaveCount(0);
  await expect(devices.devices).toBeFocused();
  await expect(devices.log.filter({ hasText: "revokeOtherSessions()" })).toContainText(
    "4 other devices are signed out",
  );
  expect(changes(api)).toHaveLength(4);
  expect(status(api, own)).toBe("active");
  expect(activeCount(api, ada.emailAddress)).toBe(1);
});

test("if some devices remain, the dialog and the log name them, and a second try succeeds", async ({
  api,
  devices,
}) => {
  await devices.openAs(ada);
  const iPhone = api.control.sessions
    .filter(({ identifier }) => identifier === ada.emailAddress)
    .toSorted((a, b) => b.lastActiveAt - a.lastActiveAt)[1];
  api.control.addFaults({
    path: `/v1/me/sessions/${iPhone?.id}/revoke`,
    answer: { error: "internal_clerk_error" },
  });
  await devices.button("Sign out all other devices").click();
  await devices.confirm("Sign out all");
  const outcome = "3 of 4 devices are signed out, but not Safari on iPhone in Lisbon";
  await expect(devices.alert).toContainText(outcome);
  await expect(devices.alert).toContainText("The session may still be signed in.");
  await expect(devices.log.filter({ hasText: "revokeOtherSessions()" })).toContainText(
    `Could not sign out all other devices: ${outcome}`,
  );
  await devices.confirm("Try again");
  await expect(devices.dialog).toHaveCount(0);
  await expect(devices.devices).toHaveCount(1);
  expect(activeCount(api, ada.emailAddress)).toBe(1);
});

for (const [button, exit] of [
  ["Sign out Ada Lovelace", "Cancel"],
  ["Sign out all accounts", "Cancel"],
  ["Sign out all other devices", "Cancel"],
  ["Sign out Safari on iPhone in Lisbon", "Cancel"],
  ["Sign out Safari on iPhone in Lisbon", "Escape"],
] as const) {
  test(`after ${button} and then ${exit}, the page sends nothing and restores the focus`, async ({
    api,
    devices,
  }) => {
    await devices.openAs(ada);
    api.control.clearRequests();
    await devices.button(button).click();
    if (exit === "Escape") await devices.page.keyboard.press("Escape");
    else await devices.confirm(exit);
    await expect(devices.dialog).toHaveCount(0);
    await expect(devices.button(button)).toBeFocused();
    expect(api.control.requests).toEqual([]);
  });
}

test("while a sign-out is in flight, a second press of its button sends nothing", async ({
  api,
  devices,
}) => {
  await devices.openAs(alan);
  const id = newestSessionId(api, alan.emailAddress);
  const path = `/v1/client/sessions/${id}/remove`;
  api.control.addFaults({ path, hold: "before-change" });
  await devices.button(`Sign out ${alan.emailAddress}`).click();
  await devices.confirm("Sign out");
  await api.control.request((request) => request.path === path && request.state === "held");
  await expect(devices.dialog.getByRole("button", { name: "Signing out…" })).toBeFocused();
  await devices.page.keyboard.press("Enter");
  expect(api.control.release()).toBe(1);
  await expect(devices.heading("Sign in")).toBeVisible();
  expect(api.control.requests.filter((request) => request.path === path)).toHaveLength(1);
});

type Api = Parameters<typeof changes>[0];

/** Returns the id of an account's newest session, which this browser has begun. */
function newestSessionId({ control }: Api, identifier: string): string {
  const own = control.sessions.filter((session) => session.identifier === identifier);
  return own.toSorted((a, b) => b.lastActiveAt - a.lastActiveAt)[0]?.id ?? "";
}

/** Returns a session's status on the server. */
function status({ control }: Api, id: string): string | undefined {
  return control.sessions.find((session) => session.id === id)?.status;
}

/** Returns the number of an account's active sessions. */
function activeCount({ control }: Api, identifier: string): number {
  return control.sessions.filter(
    (session) => session.identifier === identifier && session.status === "active",
  ).length;
}
