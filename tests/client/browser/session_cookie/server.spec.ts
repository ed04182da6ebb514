import type { Page } from "@playwright/test";
import type { DemoAccount } from "../../../../www/frontend-api/demo-accounts.js";
import { analyticalEngines } from "../../../../www/frontend-api/state/organizations.js";
import { type Library, type ServerApp, startServerApp } from "../../../support/server_app.js";
import { ada, test as base, development, expect, grace, serverClock, show } from "./cookie_page.js";

/** A server-rendered application whose pages run the package. */
interface App extends ServerApp {
  /** Opens a page of the application, and makes `window.client`. */
  open(page: Page): Promise<void>;
  /** Signs in as a sign-in page does, and lets the application's page hear of it. */
  signIn(page: Page, account: DemoAccount): Promise<string>;
  /** Navigates to the page that the server renders for its user, and returns whom it has seen. */
  navigate(page: Page): Promise<{ session: string | null; organization: string | null }>;
}

/** The time that passes in the tests of clocks: they begin so long ago that they end now. */
const TEN_MINUTES_MS = 600_000;

const test = base.extend<{ library: Library; isLongAgo: boolean; app: App }>({
  library: ["@clerk/backend", { option: true }],
  isLongAgo: [false, { option: true }],
  app: async ({ api, connectWithCookie, isLongAgo, library, page: first }, use) => {
    const { publishableKey } = development;
    serverClock.aheadMs = isLongAgo ? -TEN_MINUTES_MS : 0;
    if (isLongAgo) await first.clock.install({ time: Date.now() - TEN_MINUTES_MS });
    const server = await startServerApp(api, library, publishableKey);
    const open = async (page: Page) => {
      await page.goto(server.url);
      await page.evaluate(async () => {
        window.clerkSession = await import("/pkg/index.js" as string);
        await window.clerkSession.default();
      });
      const { aheadMs } = serverClock;
      await connectWithCookie(page, { publishableKey });
      serverClock.aheadMs = aheadMs;
      await page.evaluate(() => window.client.getClient());
    };
    await use({
      ...server,
      open,
      signIn: async (page, { emailAddress: identifier, password }) => {
        const read = () => /__clerk_db_jwt=([^;]+)/.exec(document.cookie)?.[1];
        const url = `${api.url}/v1/client/sign_ins?__clerk_db_jwt=${await page.evaluate(read)}`;
        const body = new URLSearchParams({ identifier, password });
        const headers = { origin: new URL(server.url).origin };
        const answer = await (await fetch(url, { method: "POST", body, headers })).json();
        await page.evaluate(() => window.client.getClient());
        return answer.response.created_session_id;
      },
      navigate: async (page) => {
        await page.goto(server.userUrl);
        const { session = null, organization = null } = server.seen.at(-1) ?? {};
        return { session, organization };
      },
    });
    // No server has asked for a handshake.
    expect(server.seen.filter(({ handshake }) => handshake !== null)).toEqual([]);
    await server.close();
  },
});

const nobody = { session: null, organization: null };
const personal = (session: string) => ({ session, organization: null });

for (const library of ["@clerk/backend", "@clerk/express"] as const) {
  test.describe(library, () => {
    test.use({ library });

    test("At the first navigation after a sign-in, the server knows the user", async ({
      app,
      page,
    }) => {
      await app.open(page);
      expect(await app.navigate(page)).toEqual(nobody);
      await app.open(page);
      const id = await app.signIn(page, ada);
      expect(await app.navigate(page)).toEqual(personal(id));
    });

    test("At the first navigation after a switch, the server knows the choice", async ({
      app,
      page,
    }) => {
      await app.open(page);
      const first = await app.signIn(page, ada);
      const second = await app.signIn(page, grace);
      await page.evaluate((id) => window.client.touchSession(id), first);
      expect(await app.navigate(page)).toEqual(personal(first));
      await app.open(page);
      const organizationId = analyticalEngines.id;
      await page.evaluate(
        (organizationId) => window.client.touchSession("current", { organizationId }),
        organizationId,
      );
      expect(await app.navigate(page)).toEqual({ session: first, organization: organizationId });
      await app.open(page);
      await page.evaluate((id) => window.client.touchSession(id), second);
      expect(await app.navigate(page)).toEqual(personal(second));
    });

    for (const method of ["deleteSession", "deleteAllSessions", "endSession"] as const) {
      test(`At the first navigation after ${method}(), the server knows nobody`, async ({
        app,
        page,
      }) => {
        await app.open(page);
        const id = await app.signIn(page, ada);
        expect(await app.navigate(page)).toEqual(personal(id));
        await app.open(page);
        await page.evaluate(async (method) => {
          const { client } = window;
          if (method === "endSession") await client.endSession("current");
          else await client[method]();
        }, method);
        expect(await app.navigate(page)).toEqual(nobody);
      });
    }

    test("After a sign-out on another device, the next response about the client shows it", async ({
      api,
      app,
      page,
    }) => {
      await app.open(page);
      const id = await app.signIn(page, ada);
      api.control.setSessionStatus(id, "revoked");
      // The token is valid until it expires.
      expect(await app.navigate(page)).toEqual(personal(id));
      await app.open(page);
      expect(await app.navigate(page)).toEqual(nobody);
    });

    test("In two tabs, the server knows the choice of the last one", async ({
      app,
      context,
      page,
    }) => {
      await app.open(page);
      const first = await app.signIn(page, ada);
      const second = await app.signIn(page, grace);
      const other = await context.newPage();
      await app.open(other);
      await show(page, "hidden");
      await other.evaluate((id) => window.client.touchSession(id), first);
      expect(await app.navigate(other)).toEqual(personal(first));
      await app.open(other);
      await show(page, "visible");
      await expect.poll(() => page.evaluate(() => window.client.session?.id)).toBe(first);
      await other.evaluate((id) => window.client.deleteSession(id), first);
      await expect.poll(() => page.evaluate(() => window.client.session?.id)).not.toBe(first);
      await page.evaluate((id) => window.client.touchSession(id), second);
      expect(await app.navigate(page)).toEqual(personal(second));
    });
  });
}

test.describe("Ten minutes later", () => {
  test.use({ isLongAgo: true });

  test("A page that was visible all the time has a valid cookie", async ({ app, page }) => {
    await app.open(page);
    const id = await app.signIn(page, ada);
    await page.clock.pauseAt(await page.evaluate(() => Date.now() + 100));
    const isRenewed = (before: string) =>
      page.evaluate((before) => document.cookie !== before, before);
    // Less than the time between two renewals.
    const STEP_MS = 5_000;
    for (let passed = 0; passed < TEN_MINUTES_MS; passed += STEP_MS) {
      serverClock.aheadMs += STEP_MS;
      const before = await page.evaluate(() => document.cookie);
      await page.clock.runFor(STEP_MS);
      const isRequested = await page.evaluate(async () => {
        const { held = [] } = await navigator.locks.query();
        return held.length > 0;
      });
      if (isRequested) {
        await page.clock.runFor(150);
        await expect.poll(() => isRenewed(before)).toBe(true);
      }
    }
    expect(await app.navigate(page)).toEqual(personal(id));
  });

  test("A page that was hidden has a valid cookie soon after it becomes visible", async ({
    app,
    page,
  }) => {
    await app.open(page);
    const id = await app.signIn(page, ada);
    await show(page, "hidden");
    serverClock.aheadMs += TEN_MINUTES_MS;
    await page.clock.setSystemTime(Date.now());
    const before = await page.evaluate(() => document.cookie);
    await show(page, "visible");
    await expect.poll(() => page.evaluate(() => document.cookie)).not.toBe(before);
    expect(await app.navigate(page)).toEqual(personal(id));
  });
});
