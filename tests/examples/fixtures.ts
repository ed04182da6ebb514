import type { Locator, Page } from "@playwright/test";
import type { DemoAccount } from "../../www/frontend-api/demo-accounts.js";
import type { FrontendApiServer } from "../../www/frontend-api/server.js";
import { HOST, PREFERRED_PORTS } from "../../www/ports.mjs";
import { expect } from "../www/page/fixtures.js";

export { ada, changes, expect, grace, test } from "../www/page/fixtures.js";

/** The Frontend API of `npm start`, which the examples send their requests to. */
export const defaultApi = `http://${HOST}:${PREFERRED_PORTS.frontendApi}`;

/** Signs this browser in without a page. Returns the session's id. */
export async function signIn(
  page: Page,
  api: FrontendApiServer,
  { emailAddress: identifier, password }: DemoAccount,
): Promise<string> {
  const form = { identifier, password };
  const answer = await page.request.post(`${api.url}/v1/client/sign_ins`, { form });
  expect(answer.ok()).toBe(true);
  return (await answer.json()).response.created_session_id;
}

/** Sends the requests of a browser's pages to this test's own Frontend API. */
export async function redirectDefaultApi(page: Page, api: FrontendApiServer): Promise<void> {
  await page
    .context()
    .route(`${defaultApi}/**`, (route) =>
      route.continue({ url: route.request().url().replace(defaultApi, api.url) }),
    );
}

/** Returns the items of a named list. */
export function list(page: Page, name: string): Locator {
  return page.getByRole("list", { name }).getByRole("listitem");
}
