import type { Page } from "@playwright/test";
import type { FrontendApiServer } from "../../../www/frontend-api/server.js";
import { getClient, lines, settledLines } from "../fixtures.js";
import { postToken } from "../session_token.js";
import { ada, test as base, expect, grace } from "./page.js";

/** A page that has touched its second session, and has been told neither by the answer nor by the client that it is the current one. */
interface Doubtful {
  readonly first: string;
  readonly second: string;
}

const test = base.extend<{ doubt: () => Promise<Doubtful> }>({
  doubt: async ({ api, connect, load, page, signIn }, use) => {
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
      // The refresh fails, ends, and is not repeated by itself.
      expect(await settledLines(api, 2)).toEqual([touch(second), getClient]);
      expect(await current(page)).toBe(first);
      return { first, second };
    });
  },
});

const touch = (id: string) => `POST /v1/client/sessions/${id}/touch`;
const current = (page: Page) => page.evaluate(() => window.client.session?.id);
const asked = (api: FrontendApiServer) => lines(api).slice(2);

for (const [what, dispatch] of [
  ["the network is there again", () => window.dispatchEvent(new Event("online"))],
  ["the page comes into view", () => document.dispatchEvent(new Event("visibilitychange"))],
] as const) {
  test(`a doubt that a failed refresh has left is served when ${what}, once`, async ({
    api,
    doubt,
    page,
  }) => {
    const { second } = await doubt();
    await page.evaluate(dispatch);
    await expect.poll(() => current(page)).toBe(second);
    await page.evaluate(dispatch);
    await settledLines(api, 3);
    expect(asked(api)).toEqual([getClient]);
  });
}

test("a doubt that a failed refresh has left is served before the next call for the current session", async ({
  api,
  doubt,
  page,
}) => {
  const { second } = await doubt();
  await page.evaluate(() => window.client.getToken());
  expect(asked(api)).toEqual([getClient, postToken(second)]);
  expect(await current(page)).toBe(second);
});

test("a page that comes back from the back/forward cache asks for the client, and one that loads does not", async ({
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

test("after close(), no event asks for anything", async ({ api, doubt, page }) => {
  await doubt();
  await page.evaluate(() => {
    window.client.close();
    window.dispatchEvent(new Event("online"));
    document.dispatchEvent(new Event("visibilitychange"));
    window.dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }));
  });
  await settledLines(api, 2);
  expect(asked(api)).toEqual([]);
});
