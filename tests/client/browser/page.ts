import type { Page } from "@playwright/test";
import type { SessionClient, SessionClientOptions } from "clerk-session";
import type { DemoAccount } from "../../../www/frontend-api/demo-accounts.js";
import { serveSite } from "../../support/site.js";
import { test as base, expect } from "../../www/frontend-api/fixtures.js";

export { ada, alan, expect, grace } from "../../www/frontend-api/fixtures.js";

/** The properties that these tests define on a page's window. */
declare global {
  interface Window {
    clerkSession: typeof import("clerk-session");
    client: SessionClient;
  }
}

interface Fixtures {
  /** The URL of a blank page that can load the package. */
  site: string;
  /** Opens the page with a query or a fragment and loads the package. Creates no SessionClient. */
  load: (page: Page, query?: string) => Promise<void>;
  /**
   * Creates `window.client`, by default of a production instance. Its requests go to the local
   * Frontend API.
   */
  connect: (page: Page, options?: SessionClientOptions) => Promise<void>;
  /** Signs in like a sign-in page, which leaves the cookies. Returns the session's id. */
  signIn: (page: Page, account: DemoAccount, query?: Record<string, string>) => Promise<string>;
}

export const test = base.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads dependencies from the pattern.
  site: async ({}, use) => {
    const site = await serveSite("<title>A page</title>");
    await use(site.url);
    await site.close();
  },
  load: async ({ site }, use) => {
    await use(async (page, query = "") => {
      await page.goto(`${site}${query}`);
      await page.evaluate(async (url) => {
        window.clerkSession = await import(url);
        await window.clerkSession.default();
      }, "/pkg/index.js");
    });
  },
  connect: async ({ api }, use) => {
    await use(async (page, options = { frontendApi: "clerk.example.com" }) => {
      await page.evaluate(
        (given) => {
          window.client = new window.clerkSession.SessionClient(given);
        },
        { proxyUrl: api.url, ...options },
      );
    });
  },
  signIn: async ({ api }, use) => {
    await use((page, { emailAddress: identifier, password }, query = {}) =>
      page.evaluate(
        async ([url, form]) => {
          const init = {
            method: "POST",
            credentials: "include",
            body: new URLSearchParams(form),
          } as const;
          const answer = await (await fetch(url, init)).json();
          return answer.response.created_session_id as string;
        },
        [
          `${api.url}/v1/client/sign_ins?${new URLSearchParams(query)}`,
          { identifier, password },
        ] as const,
      ),
    );
    // No test may cause a CORS preflight request.
    for (const request of api.control.requests) expect(request.method).not.toBe("OPTIONS");
  },
});
