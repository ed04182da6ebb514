import { fileURLToPath } from "node:url";
import type { Locator, Page } from "@playwright/test";
import { preview } from "vite";
import type { DemoAccount } from "../../../www/frontend-api/demo-accounts.js";
import type { FrontendApiServer } from "../../../www/frontend-api/server.js";
import { HOST, PREFERRED_PORTS } from "../../../www/ports.mjs";
import { rustPageDir } from "../../../www/rust/build.mjs";
import { ada, test as base, changes, expect, grace } from "./fixtures.js";

const root = fileURLToPath(new URL("../../../www/rust/", import.meta.url));

/** Where `npm start` runs its Frontend API as a rule, and so where the page in Rust has to send its requests. */
const usualApi = `http://${HOST}:${PREFERRED_PORTS.frontendApi}`;

interface Served {
  /** The page in Rust, as `npm test` has built it. */
  rustPage: string;
}

const test = base.extend<object, Served>({
  rustPage: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs off this pattern.
    async ({}, use) => {
      const build = { outDir: rustPageDir };
      const server = await preview({ root, build, configFile: false, preview: { host: HOST, port: 0 } });
      await use(server.resolvedUrls?.local[0] ?? "");
      await server.close();
    },
    { scope: "worker" },
  ],
});

test("lists accounts and devices, and signs out the one that was chosen", async ({ api, page, rustPage }) => {
  const graces = await signIn(page, api, grace);
  const adas = await signIn(page, api, ada);
  await open(page, api, rustPage);
  await expect(list(page, "This browser")).toHaveText([/^Grace/, /^Ada/]);
  await expect(list(page, "Your devices")).toHaveCount(5);
  await expect(list(page, "Your devices").filter({ hasText: "this browser" })).toHaveCount(1);
  await expect(list(page, "Your devices").filter({ hasText: "iPhone, Lisbon" })).toHaveCount(1);

  api.control.clearRequests();
  await page.getByRole("button", { name: "Sign out Grace" }).click();
  await expect(page.getByRole("status")).toHaveText("Grace is signed out.");
  await expect(list(page, "This browser")).toHaveText([/^Ada/]);
  expect(changes(api)).toEqual([`POST /v1/client/sessions/${graces}/remove`]);
  expect(status(api, graces)).toBe("removed");
  expect(status(api, adas)).toBe("active");

  await page.getByRole("button", { name: "Sign out Ada" }).click();
  await expect(page.getByText("Nobody is signed in.")).toBeVisible();
  await expect(list(page, "Your devices")).toHaveCount(0);
  expect(status(api, adas)).toBe("removed");
});

test("a refused sign-out says why and changes nothing", async ({ api, page, rustPage }) => {
  const id = await signIn(page, api, ada);
  await open(page, api, rustPage);
  const button = page.getByRole("button", { name: "Sign out Ada" });
  await expect(button).toBeVisible();
  api.control.addFaults({ path: `/v1/client/sessions/${id}/remove`, times: 1, answer: { status: 500 } });
  await button.click();
  await expect(page.getByRole("alert")).toContainText("HTTP 500");
  await expect(list(page, "This browser")).toHaveCount(1);
  expect(status(api, id)).toBe("active");
});

/** Signs this browser in without its page; answers the session's id. */
async function signIn(page: Page, api: FrontendApiServer, account: DemoAccount): Promise<string> {
  const { emailAddress: identifier, password } = account;
  const answer = await page.request.post(`${api.url}/v1/client/sign_ins`, { form: { identifier, password } });
  expect(answer.ok()).toBe(true);
  return (await answer.json()).response.created_session_id;
}

/** Opens the page with this test's own Frontend API where the usual one would be, under the same host name. */
async function open(page: Page, api: FrontendApiServer, url: string): Promise<void> {
  await page.route(`${usualApi}/**`, (route) =>
    route.continue({ url: route.request().url().replace(usualApi, api.url) }),
  );
  await page.goto(url);
}

function list(page: Page, name: string): Locator {
  return page.getByRole("list", { name }).getByRole("listitem");
}

function status({ control }: FrontendApiServer, id: string): string | undefined {
  return control.sessions.find((session) => session.id === id)?.status;
}
