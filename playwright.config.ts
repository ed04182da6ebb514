import { join } from "node:path";
import { defineConfig } from "@playwright/test";
import { chromiumFlags, findBrowser } from "./scripts/setup/browser.mjs";
import { playwrightReport, reportDir } from "./tests/run/report.mjs";
import { freePort, HOST } from "./www/ports.mjs";

// Playwright's workers read this file too. They take the values of the first reading from the
// environment.
process.env.E2E_CHROMIUM ??= await chromium();
process.env.E2E_PORT ??= String(await freePort());
process.env.E2E_FRONTEND_API_PORT ??= String(await freePort());
process.env.E2E_BUILT_PAGE_PORT ??= String(await freePort());

const served = `http://${HOST}:${process.env.E2E_PORT}`;
const builtPage = `http://${HOST}:${process.env.E2E_BUILT_PAGE_PORT}`;

export default defineConfig({
  testMatch: ["tests/**/*.spec.ts", "scripts/**/*.spec.ts"],
  snapshotPathTemplate: "{testDir}/{testFileDir}/{arg}.snapshot{ext}",
  outputDir: join(reportDir, "playwright"),
  reporter: [["list"], ["json", { outputFile: playwrightReport }]],
  workers: 2,
  fullyParallel: true,
  forbidOnly: true,
  use: {
    baseURL: builtPage,
    // Traces make a run a fifth slower. `E2E_TRACE=1` keeps the traces of failed tests.
    trace: process.env.E2E_TRACE ? "retain-on-failure" : "off",
    launchOptions: {
      executablePath: process.env.E2E_CHROMIUM,
      // clerk-js behaves differently in a browser that reports automation.
      args: ["--disable-blink-features=AutomationControlled", ...chromiumFlags],
    },
  },
  webServer: [
    {
      command: "npm start",
      url: served,
      timeout: 180_000,
      stdout: "pipe",
      gracefulShutdown: { signal: "SIGTERM", timeout: 5_000 },
      env: {
        PORT: process.env.E2E_PORT,
        FRONTEND_API_PORT: process.env.E2E_FRONTEND_API_PORT,
        FRONTEND_API_CONTROL: "1",
        // The tests send nothing to a real instance.
        CLERK_PUBLISHABLE_KEY: "",
      },
    },
    {
      command: "node tests/support/built_page.mjs",
      url: builtPage,
      gracefulShutdown: { signal: "SIGTERM", timeout: 5_000 },
      env: {
        PORT: process.env.E2E_BUILT_PAGE_PORT,
        VITE_FRONTEND_API: `http://${HOST}:${process.env.E2E_FRONTEND_API_PORT}`,
        CLERK_PUBLISHABLE_KEY: "",
      },
    },
  ],
});

async function chromium() {
  const browser = await findBrowser();
  if (browser === null)
    throw new Error("There is no Chromium with a matching chromedriver. `npm test` installs one.");
  return browser.headlessShell ?? browser.chromium;
}
