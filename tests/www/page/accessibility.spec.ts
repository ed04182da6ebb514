import AxeBuilder from "@axe-core/playwright";
import type { FrontendApiServer } from "../../../www/frontend-api/server.js";
import type { DevicesPage } from "./devices-page.js";
import { ada, changes, expect, grace, test } from "./fixtures.js";
import { PrivateNote } from "./private-note.js";

/** Opens the dialog for a verification of both factors. */
async function verify(devices: DevicesPage): Promise<PrivateNote> {
  await devices.openAs(ada);
  const privateNote = new PrivateNote(devices);
  await privateNote.selectRule("strict_mfa");
  await devices.button("Verify now").click();
  return privateNote;
}

const views: Record<string, (devices: DevicesPage, api: FrontendApiServer) => Promise<void>> = {
  "signed out": (devices) => devices.open(),
  "signed in": (devices) => devices.openAs(grace, ada),
  "a dialog for confirmation": async (devices) => {
    await devices.openAs(ada);
    await devices.button("Sign out Safari on iPhone in Lisbon").click();
  },
  "a failure while the page refreshes": async (devices, api) => {
    await devices.openAs(ada);
    const path = "/v1/client/sessions/*/remove";
    api.control.addFaults({ path, hold: "before-change", answer: { error: "signed_out" } });
    await devices.button("Sign out Ada Lovelace").click();
    await devices.confirm("Sign out");
    await api.control.request(({ state }) => state === "held");
    await devices.page.keyboard.press("Escape");
    api.control.release();
    await expect(devices.button("Dismiss")).toBeVisible();
    api.control.addFaults({ path: "/v1/client", hold: "before-change" });
    await devices.button("Refresh").click();
    await expect(devices.button("Refreshing…")).toBeVisible();
  },
  "all claims, the note and a granted permission": async (devices) => {
    await devices.openAs(grace, ada);
    await devices.page.getByText("All claims").click();
    await devices.page.getByLabel("Active in").selectOption("Analytical Engines");
    await devices.page.getByLabel("Requirement").selectOption("Permission");
    await expect(devices.button("org:reports:manage")).toBeVisible();
    const privateNote = new PrivateNote(devices);
    await privateNote.selectRule("strict");
    await privateNote.show();
    await expect(privateNote.text).toBeVisible();
  },
  "a refused token, nothing granted and a change by another tab": async (devices, api) => {
    await devices.openAs(grace, ada);
    const path = "/v1/client/sessions/*/tokens/*";
    api.control.addFaults({ path, times: 9, answer: { error: "internal_clerk_error" } });
    await devices.page.getByLabel("Purpose").selectOption("Template reporting");
    await devices.page.getByLabel("Name").fill("cards");
    const other = api.control.sessions
      .filter(({ identifier }) => identifier === grace.emailAddress)
      .at(-1);
    api.control.setSessionStatus(other?.id ?? "", "revoked");
    await devices.button("Refresh").click();
    await expect(devices.button("Dismiss")).toBeVisible();
    await expect(devices.button("Try again")).toBeVisible();
  },
  "a wrong password": async (devices) => {
    const privateNote = await verify(devices);
    await privateNote.method("Password").check();
    await devices.page.locator("[type=password]").fill("wrong");
    await devices.confirm("Verify");
    await expect(devices.alert).toBeVisible();
  },
  "a code that was sent": async (devices) => {
    const privateNote = await verify(devices);
    await privateNote.method(/@example/).check();
    await devices.confirm("Send the code");
    await expect(privateNote.input).toBeVisible();
  },
  "an expired code": async (devices, api) => {
    const privateNote = await verify(devices);
    await privateNote.method(/@example/).check();
    await devices.confirm("Send the code");
    const path = "/v1/client/sessions/*/verify/attempt_first_factor";
    api.control.addFaults({ path, answer: { error: "verification_expired" } });
    await privateNote.submit("123456");
    await expect(devices.alert).toBeVisible();
  },
  "an invalid key in the dialog for the instance": async (devices) => {
    await devices.open();
    await devices.button("Change instance").click();
    await devices.page.getByLabel("Publishable key").fill("pk_test_!");
    await devices.button("Use this key").click();
    await expect(devices.alert).toBeVisible();
  },
};

const viewports = (["light", "dark"] as const).flatMap((colorScheme) =>
  [360, 1280].map((width) => ({ colorScheme, width })),
);

for (const [view, open] of Object.entries(views)) {
  test(`axe finds nothing serious, and nothing overflows at 320 px: ${view}`, async ({
    api,
    devices,
  }) => {
    test.slow();
    const { page } = devices;
    await page.emulateMedia({ reducedMotion: "reduce" });
    await open(devices, api);
    for (const { colorScheme, width } of viewports) {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await page.setViewportSize({ width, height: 800 });
      const { violations } = await new AxeBuilder({ page }).analyze();
      const serious = violations.filter(
        ({ impact }) => impact === "serious" || impact === "critical",
      );
      const found = serious.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]);
      expect.soft(found, `${colorScheme}, ${width} px`).toEqual([]);
    }

    await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
    await page.setViewportSize({ width: 320, height: 640 });
    const [content, available] = await page.evaluate(() => {
      const { scrollWidth, clientWidth } = document.documentElement;
      return [scrollWidth, clientWidth];
    });
    expect(content).toBeLessThanOrEqual(available ?? 0);
  });
}

test("the keyboard alone suffices to sign in, to sign out a device and to sign out", async ({
  api,
  devices,
}) => {
  const { keyboard } = devices.page;
  // Presses Tab until a button has the focus.
  const tabTo = async (name: string) => {
    const wanted = devices.button(name);
    for (let presses = 0; presses < 60; presses++) {
      await keyboard.press("Tab");
      if (await wanted.evaluate((element) => element === document.activeElement)) return;
    }
    throw new Error(`Tab never reached ${name}`);
  };

  await devices.open();
  await tabTo(`Fill in ${ada.emailAddress}`);
  await keyboard.press("Enter");
  await keyboard.press("Shift+Tab");
  await expect(devices.button("Sign in")).toBeFocused();
  await keyboard.press("Enter");
  await expect(devices.heading("This browser")).toBeFocused();
  await expect(devices.devices).toHaveCount(5);

  await tabTo("Sign out Safari on iPhone in Lisbon");
  await keyboard.press("Enter");
  await expect(devices.dialog.getByRole("button", { name: "Cancel" })).toBeFocused();
  await keyboard.press("Tab");
  await keyboard.press("Enter");
  await expect(devices.devices).toHaveCount(4);
  await expect(devices.devices.nth(1)).toBeFocused();

  await keyboard.press("Tab");
  await expect(devices.button("Sign out Safari on iPad in Kyoto")).toBeFocused();
  await tabTo("Sign out Ada Lovelace");
  await keyboard.press("Space");
  await keyboard.press("Tab");
  await keyboard.press("Enter");
  await expect(devices.heading("Sign in")).toBeFocused();
  expect(changes(api)).toHaveLength(3);
});
