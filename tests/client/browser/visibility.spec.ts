import type { Page } from "@playwright/test";
import type { SessionClientOptions } from "clerk-session";
import { getClient, lines, settledLines } from "../fixtures.js";
import { ada, test as base, expect } from "./page.js";
import { show } from "./session_cookie/cookie_page.js";

const test = base.extend<{
  openPage: (page: Page, options?: SessionClientOptions) => Promise<string>;
}>({
  openPage: async ({ api, connect, load, page, signIn }, use) => {
    await page.clock.install();
    await use(async (page, options = {}) => {
      await load(page);
      await connect(page, { frontendApi: "clerk.example.com", ...options });
      const id = await signIn(page, ada);
      await page.evaluate(() => window.client.getClient());
      api.control.clearRequests();
      return id;
    });
  },
});

const session = (page: Page) => page.evaluate(() => window.client.session?.id);

test("A page that was hidden for 30 s requests the client once when it becomes visible", async ({
  api,
  openPage,
  page,
}) => {
  const id = await openPage(page);
  await show(page, "hidden");
  api.control.setSessionStatus(id, "revoked");
  await page.clock.runFor(29_000);
  await show(page, "visible");
  expect(await settledLines(api, 0)).toEqual([]);
  await show(page, "hidden");
  await page.clock.runFor(30_100);
  await show(page, "visible");
  await show(page, "visible");
  await expect.poll(() => session(page)).toBeUndefined();
  expect(await settledLines(api, 1)).toEqual([getClient]);
});

test("A page that is online again after a failed call requests the client once", async ({
  api,
  context,
  openPage,
  page,
}) => {
  const id = await openPage(page);
  await page.evaluate(() => window.dispatchEvent(new Event("online")));
  expect(await settledLines(api, 0)).toEqual([]);
  await context.setOffline(true);
  const code = await page.evaluate(() =>
    window.client.listSessions().catch((error: { code: string }) => error.code),
  );
  expect(code).toBe("network");
  api.control.setSessionStatus(id, "revoked");
  api.control.clearRequests();
  await context.setOffline(false);
  await expect.poll(() => session(page)).toBeUndefined();
  expect(await settledLines(api, 1)).toEqual([getClient]);
});

test("With refreshOnVisible false, neither event requests the client", async ({
  api,
  context,
  openPage,
  page,
}) => {
  await openPage(page, { refreshOnVisible: false, maxRetries: 0 });
  await show(page, "hidden");
  await page.clock.runFor(60_000);
  await show(page, "visible");
  await context.setOffline(true);
  await page.evaluate(() => window.client.listSessions().catch(() => {}));
  await context.setOffline(false);
  await page.evaluate(() => window.dispatchEvent(new Event("online")));
  expect(await settledLines(api, 0)).toEqual([]);
});

test("Before the first response about the client, nothing is requested", async ({
  api,
  connect,
  load,
  page,
}) => {
  await page.clock.install();
  await load(page);
  await connect(page);
  await show(page, "hidden");
  await page.clock.runFor(60_000);
  await show(page, "visible");
  await page.evaluate(() => window.dispatchEvent(new Event("online")));
  expect(await settledLines(api, 0)).toEqual([]);
});

for (const refreshOnVisible of [true, false]) {
  test(`With refreshOnVisible ${refreshOnVisible}, a hidden page that hears of a change ${
    refreshOnVisible ? "requests the client when it becomes visible" : "requests it at once"
  }`, async ({ api, connect, context, load, openPage, page }) => {
    const id = await openPage(page, { refreshOnVisible });
    const other = await context.newPage();
    await load(other);
    await connect(other);
    await other.evaluate(() => window.client.getClient());
    await show(page, "hidden");
    api.control.clearRequests();
    await other.evaluate((id) => window.client.deleteSession(id), id);
    const removal = `POST /v1/client/sessions/${id}/remove`;
    if (refreshOnVisible) {
      expect(await settledLines(api, 1)).toEqual([removal]);
      expect(await session(page)).toBe(id);
      await show(page, "visible");
    }
    await expect.poll(() => session(page)).toBeUndefined();
    expect(lines(api)).toEqual([removal, getClient]);
  });
}

test("A hidden page's own call requests the client if its result depends on it", async ({
  api,
  connect,
  context,
  load,
  openPage,
  page,
}) => {
  const id = await openPage(page);
  const other = await context.newPage();
  await load(other);
  await connect(other);
  await other.evaluate(() => window.client.getClient());
  await show(page, "hidden");
  await other.evaluate((id) => window.client.deleteSession(id), id);
  api.control.clearRequests();
  expect(await page.evaluate(() => window.client.getToken())).toBeNull();
  expect(lines(api)).toEqual([getClient]);
});
