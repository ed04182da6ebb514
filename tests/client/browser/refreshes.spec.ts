import type { Page } from "@playwright/test";
import type { FrontendApiServer } from "../../../www/frontend-api/server.js";
import { getClient, lines, settledLines } from "../fixtures.js";
import { postToken } from "../session_token.js";
import { ada, test as base, expect, grace } from "./page.js";

/**
 * The sessions of a page that has touched its second session. Neither the response nor the refresh
 * has told the page that the second session is the current one.
 */
interface Stale {
  readonly first: string;
  readonly second: string;
}

const test = base.extend<{ staleClient: () => Promise<Stale> }>({
  staleClient: async ({ api, connect, load, page, signIn }, use) => {
    await use(async () => {
      await load(page);
      await connect(page);
      const first = await signIn(page, ada);
      const clientId = api.control.sessions.find(({ id }) => id === first)?.clientId ?? "";
      const second = api.control.createSession({ identifier: grace.emailAddress, clientId }).id;
      await page.evaluate((id) => window.client.touchSession(id), first);
      api.control.clearRequests();
      api.control.addFaults(
        { path: "/v1/client/sessions/*/touch", set: { "/client": null } },
        { path: "/v1/client", answer: { error: "internal_clerk_error" } },
      );
      await page.evaluate((id) => window.client.touchSession(id), second);
      // The refresh fails and is not retried by itself.
      expect(await settledLines(api, 2)).toEqual([touch(second), getClient]);
      expect(await current(page)).toBe(first);
      return { first, second };
    });
  },
});

const touch = (id: string) => `POST /v1/client/sessions/${id}/touch`;
const current = (page: Page) => page.evaluate(() => window.client.session?.id);
const laterRequests = (api: FrontendApiServer) => lines(api).slice(2);

for (const [label, dispatch] of [
  ["the network is back", () => window.dispatchEvent(new Event("online"))],
  ["the page comes into view", () => document.dispatchEvent(new Event("visibilitychange"))],
] as const) {
  test(`After a failed refresh, the client is requested once when ${label}`, async ({
    api,
    staleClient,
    page,
  }) => {
    const { second } = await staleClient();
    await page.evaluate(dispatch);
    await expect.poll(() => current(page)).toBe(second);
    await page.evaluate(dispatch);
    await settledLines(api, 3);
    expect(laterRequests(api)).toEqual([getClient]);
  });
}

test("After a failed refresh, the next call for the current session sends GET /client", async ({
  api,
  staleClient,
  page,
}) => {
  const { second } = await staleClient();
  await page.evaluate(() => window.client.getToken());
  expect(laterRequests(api)).toEqual([getClient, postToken(second)]);
  expect(await current(page)).toBe(second);
});

test("A page restored from the back/forward cache sends GET /client, a new page does not", async ({
  api,
  connect,
  load,
  page,
  signIn,
}) => {
  await load(page);
  await connect(page);
  const id = await signIn(page, ada);
  await page.evaluate(() => window.client.getClient());
  api.control.clearRequests();
  const show = (persisted: boolean) =>
    page.evaluate((persisted) => {
      window.dispatchEvent(new PageTransitionEvent("pageshow", { persisted }));
    }, persisted);
  await show(false);
  expect(await settledLines(api, 0)).toEqual([]);
  api.control.setSessionStatus(id, "revoked");
  await show(true);
  await expect.poll(() => current(page)).toBeUndefined();
  expect(await settledLines(api, 1)).toEqual([getClient]);
});

test("After close(), no event sends a request", async ({ api, staleClient, page }) => {
  await staleClient();
  await page.evaluate(() => {
    window.client.close();
    window.dispatchEvent(new Event("online"));
    document.dispatchEvent(new Event("visibilitychange"));
    window.dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }));
  });
  await settledLines(api, 2);
  expect(laterRequests(api)).toEqual([]);
});
