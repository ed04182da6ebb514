import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "@playwright/test";
import { build } from "esbuild";
import { chromiumFlags, findBrowser } from "../../scripts/setup/browser.mjs";
import { ada, changes, defaultApi, expect, list, signInByRequest, test } from "./fixtures.js";

const root = fileURLToPath(new URL("../../examples/extension/", import.meta.url));

test("the extension's popup lists the site's accounts, and signs one out", async ({
  api,
}, testInfo) => {
  const outdir = testInfo.outputPath("built");
  await build({
    absWorkingDir: root,
    entryPoints: ["popup.html", "popup.js", "manifest.json"],
    bundle: true,
    format: "esm",
    loader: { ".html": "copy", ".json": "copy" },
    outdir,
  });
  // The manifest must name this test's own Frontend API.
  for (const name of ["popup.js", "manifest.json"]) {
    const file = join(outdir, name);
    await writeFile(file, (await readFile(file, "utf8")).replaceAll(defaultApi, api.url));
  }
  // Chromium's headless shell does not load extensions.
  const executablePath = (await findBrowser())?.chromium ?? "";
  const context = await chromium.launchPersistentContext(testInfo.outputPath("profile"), {
    executablePath,
    args: [
      "--headless=new",
      ...chromiumFlags,
      `--disable-extensions-except=${outdir}`,
      `--load-extension=${outdir}`,
    ],
  });
  const page = await context.newPage();
  const id = await signInByRequest(page, api.url, ada);
  await page.goto("chrome://extensions");
  const extension = page.locator("extensions-item").filter({ hasText: "Accounts" });
  api.control.clearRequests();
  await page.goto(`chrome-extension://${await extension.getAttribute("id")}/popup.html`);
  await expect(list(page, "Accounts")).toHaveText([/^ada@example.com/]);
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page.getByRole("status")).toHaveText("The server has confirmed the sign-out.");
  await expect(list(page, "Accounts")).toHaveCount(0);
  expect(changes(api)).toEqual([`POST /v1/client/sessions/${id}/remove`]);
  await context.close();
});
