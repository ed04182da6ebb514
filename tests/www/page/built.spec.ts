import { fileURLToPath } from "node:url";
import { build, preview } from "vite";
import { HOST } from "../../../www/ports.mjs";
import { DevicesPage } from "./devices-page.js";
import { ada, expect, test } from "./fixtures.js";

const root = fileURLToPath(new URL("../../../www/", import.meta.url));

test("the built page works under its Content-Security-Policy", async ({ api, page }, testInfo) => {
  const outDir = testInfo.outputPath("page");
  process.env.VITE_FRONTEND_API = api.url;
  await build({ root, logLevel: "warn", build: { outDir, emptyOutDir: true } });
  const server = await preview({
    root,
    logLevel: "warn",
    build: { outDir },
    preview: { host: HOST, port: 0 },
  });
  const consoleErrors: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error") consoleErrors.push(message.text());
  });

  const devices = new DevicesPage(page, api.url);
  await page.goto(server.resolvedUrls?.local[0] ?? "");
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
  await server.close();
});
