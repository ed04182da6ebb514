import { fileURLToPath } from "node:url";
import {
  ada,
  changes,
  defaultApi,
  expect,
  grace,
  list,
  redirectApi,
  serveBuilt,
  signInByRequest,
  test,
} from "./fixtures.js";

for (const example of ["react", "vue", "svelte", "worker"]) {
  test(`the built page of ${example} lists accounts, gets a token and signs one out`, async ({
    api,
    page,
  }, testInfo) => {
    const root = fileURLToPath(new URL(`../../examples/${example}/`, import.meta.url));
    const server = await serveBuilt(root, testInfo.outputPath("built"));
    const id = await signInByRequest(page, api.url, grace);
    await signInByRequest(page, api.url, ada);
    api.control.clearRequests();
    await redirectApi(page.context(), defaultApi, api);
    await page.goto(server.url);
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
