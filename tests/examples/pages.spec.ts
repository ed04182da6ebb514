import { fileURLToPath } from "node:url";
import { build, preview } from "vite";
import { HOST } from "../../www/ports.mjs";
import { ada, changes, expect, grace, list, redirectDefaultApi, signIn, test } from "./fixtures.js";

for (const example of ["react", "vue", "svelte", "worker"]) {
  test(`the built page of ${example} lists accounts, gets a token and signs one out`, async ({
    api,
    page,
  }, testInfo) => {
    const root = fileURLToPath(new URL(`../../examples/${example}/`, import.meta.url));
    const outDir = testInfo.outputPath("built");
    await build({ root, logLevel: "warn", build: { outDir, emptyOutDir: true, target: "es2022" } });
    const server = await preview({
      root,
      logLevel: "warn",
      build: { outDir },
      preview: { host: HOST, port: 0 },
    });
    const id = await signIn(page, api, grace);
    await signIn(page, api, ada);
    api.control.clearRequests();
    await redirectDefaultApi(page, api);
    await page.goto(server.resolvedUrls?.local[0] ?? "");
    const accounts = list(page, "Accounts");
    await expect(accounts).toHaveText([/^grace@example.com/, /^ada@example.com/]);
    const first = accounts.first();
    await first.getByRole("button", { name: "Get a token" }).click();
    await expect(page.getByRole("status")).toHaveText(/^A token of \d\d\d characters\.$/);
    await first.getByRole("button", { name: "Sign out" }).click();
    await expect(page.getByRole("status")).toHaveText("The server has confirmed the sign-out.");
    await expect(accounts).toHaveText([/^ada@example.com/]);
    expect(changes(api)).toEqual([`POST /v1/client/sessions/${id}/remove`]);
    await server.close();
  });
}
