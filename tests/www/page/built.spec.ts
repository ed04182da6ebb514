import { ada, expect, test } from "./fixtures.js";

test("the built page works under its Content-Security-Policy", async ({ devices }) => {
  const { page } = devices;
  const consoleErrors: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error") consoleErrors.push(message.text());
  });

  await devices.open();
  await expect(page.locator("meta[http-equiv='Content-Security-Policy']")).toHaveAttribute(
    "content",
    /script-src 'self' 'wasm-unsafe-eval';/,
  );
  await devices.signIn(ada);
  await expect(devices.devices).toHaveCount(5);
  await expect(devices.timeLeft).toBeVisible();
  await devices.button("Sign out Ada Lovelace").click();
  await devices.confirm("Sign out");
  await expect(devices.heading("Sign in")).toBeVisible();
  expect(consoleErrors).toEqual([]);
});
