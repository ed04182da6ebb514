import type { DevicesPage } from "./devices-page.js";
import { ada, alan, expect, test } from "./fixtures.js";

const minute = 60_000;

/** Returns the inputs and outputs of the section that checks authorization. */
function authorizationSection(devices: DevicesPage) {
  const region = devices.region("Are you allowed to …");
  return {
    region,
    organization: region.getByLabel("Active in"),
    requirement: region.getByLabel("Requirement"),
    name: region.getByLabel("Name"),
    suggestions: region.getByRole("listitem"),
    answer: region.getByRole("status"),
    call: region.locator("code"),
  };
}

test("the check grants the session's features and plans, and no others", async ({ devices }) => {
  await devices.openAs(ada);
  const { region, requirement, name, suggestions, answer, call } = authorizationSection(devices);
  await expect(suggestions).toHaveText(["notes"]);
  await expect(answer).toHaveText("Yes");
  await expect(call).toHaveText('checkAuthorization(session, { feature: "notes" })');
  for (const [typed, expected] of [
    ["user:notes", "Yes"],
    ["org:notes", "No"],
    ["cards", "No"],
  ] as const) {
    await name.fill(typed);
    await expect(answer).toHaveText(expected);
  }
  await name.fill("");
  await expect(answer).toBeEmpty();
  await expect(call).toHaveCount(0);
  await expect(region).toContainText("Type the name of a feature to ask for it.");
  await requirement.selectOption("Plan");
  await expect(name).toHaveValue("free");
  await expect(answer).toHaveText("Yes");
  await requirement.selectOption("Feature");
  await expect(name).toHaveValue("");
});

test("the check uses the active organization's roles and permissions after each switch", async ({
  api,
  devices,
}) => {
  await devices.openAs(ada);
  const { region, organization, requirement, name, suggestions, answer } =
    authorizationSection(devices);
  await requirement.selectOption("Permission");
  await expect(region).toContainText("This session has none.");
  await expect(answer).toBeEmpty();

  api.control.clearRequests();
  await organization.selectOption("Analytical Engines");
  await expect(suggestions).toHaveCount(7);
  await region.getByRole("button", { name: "org:reports:manage" }).click();
  await expect(name).toHaveValue("org:reports:manage");
  await expect(answer).toHaveText("Yes");
  const touch = api.control.requests.find(({ path }) => path.endsWith("/touch"));
  expect(touch?.body).toMatch(/^active_organization_id=org_\w+&intent=select_org$/);

  await organization.selectOption("Note G");
  await expect(suggestions).toHaveCount(2);
  await expect(name).toHaveValue("org:reports:manage");
  await expect(answer).toHaveText("No");
  await requirement.selectOption("Role");
  await expect(name).toHaveValue("org:member");
  await expect(answer).toHaveText("Yes");
  await organization.selectOption("Personal account");
  await expect(name).toHaveValue("");
  await expect(answer).toBeEmpty();
  await expect(devices.log.filter({ hasText: "Switched to Personal account" })).toContainText(
    /touchSession\("sess_\w+", \{ organizationId: null \}\)/,
  );
});

test("the check grants a recent verification until it is too old", async ({
  devices,
  serverClock,
}) => {
  await devices.openAs(alan);
  const { organization, requirement, region, answer } = authorizationSection(devices);
  await expect(organization).toHaveCount(0);
  await requirement.selectOption("Recent verification");
  await expect(answer).toHaveText("Yes");
  serverClock.aheadMs += 10 * minute;
  await devices.button("Refresh").click();
  await expect(answer).toHaveText("No");
  const strictness = region.getByLabel("Rule");
  await expect(strictness).toHaveAccessibleDescription(/under 10 minutes ago/);
  await strictness.selectOption("moderate");
  await expect(strictness).toHaveAccessibleDescription(/under an hour ago/);
  await expect(answer).toHaveText("Yes");
});

test("while a switch of the organization is in flight, the choice is disabled", async ({
  api,
  devices,
}) => {
  await devices.openAs(ada);
  const { organization } = authorizationSection(devices);
  api.control.addFaults({ path: "/v1/client/sessions/*/touch", hold: "before-change" });
  await organization.focus();
  await organization.selectOption("Note G");
  await api.control.request(({ path, state }) => path.endsWith("/touch") && state === "held");
  await expect(organization).toBeDisabled();
  api.control.release();
  await expect(organization.locator("option:checked")).toHaveText("Note G");
  await expect(organization).toBeFocused();
});

test("if the server refuses a switch of the organization, the section shows the reason", async ({
  api,
  devices,
}) => {
  await devices.openAs(ada);
  const { organization, region } = authorizationSection(devices);
  const error = "organization_not_found_or_unauthorized";
  api.control.addFaults({ path: "/v1/client/sessions/*/touch", answer: { error } });
  await organization.selectOption("Note G");
  await expect(region.getByRole("alert")).toContainText(
    "Given organization not found, or you are not a member",
  );
  await expect(organization.locator("option:checked")).toHaveText("Personal account");
});
