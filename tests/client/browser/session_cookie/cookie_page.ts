import type { BrowserContext, Page } from "@playwright/test";
import type { SessionClientOptions } from "clerk-session";
import { test as base } from "../page.js";

export { lines, settledLines, statusOf } from "../../fixtures.js";
export { claimsOf, postToken, sessionToken, tokensPath } from "../../session_token.js";
export { ada, expect, grace } from "../page.js";

/** The keys of a production instance and of a development instance, with their suffixes. */
export const production = {
  publishableKey: "pk_live_Y2xlcmsuZXhhbXBsZS5jb20k",
  suffix: "naoXFJnI",
} as const;
export const development = {
  publishableKey: `pk_test_${btoa("x.clerk.accounts.dev$")}`,
} as const;

interface Fixtures {
  /** Creates `window.client` with the option `sessionCookie`. */
  connectWithCookie: (page: Page, options?: SessionClientOptions) => Promise<void>;
  /** Returns the values of the page's cookies whose names begin with a word. */
  cookies: (start?: string) => Promise<Record<string, string>>;
}

/**
 * The offset of the server's clock in milliseconds. A test advances it together with the page's
 * clock.
 */
export const serverClock = { aheadMs: 0 };

export const test = base.extend<Fixtures>({
  apiOptions: [{ now: () => Date.now() + serverClock.aheadMs }, { scope: "test" }],
  connectWithCookie: async ({ connect }, use) => {
    serverClock.aheadMs = 0;
    await use((page, options = production) =>
      connect(page, { publishableKey: production.publishableKey, sessionCookie: true, ...options }),
    );
  },
  cookies: async ({ context, site }, use) => {
    await use((start = "__session") => cookiesOf(context, site, start));
  },
});

/** Returns the values of the cookies of a site whose names begin with a word. */
export async function cookiesOf(
  context: BrowserContext,
  site: string,
  start: string,
): Promise<Record<string, string>> {
  const cookies = await context.cookies(site);
  const meant = cookies.filter(({ name }) => name.startsWith(start));
  return Object.fromEntries(meant.map(({ name, value }) => [name, value]));
}

/** Shows or hides a page, and dispatches the event of it. */
export function show(page: Page, state: "visible" | "hidden"): Promise<void> {
  return page.evaluate((visibilityState) => {
    Object.defineProperty(document, "visibilityState", {
      value: visibilityState,
      configurable: true,
    });
    document.dispatchEvent(new Event("visibilitychange"));
  }, state);
}

/** Sets whether a page has the focus. Without this, a page under test always has it. */
export function setFocus(page: Page, hasFocus: boolean): Promise<void> {
  return page.evaluate((hasFocus) => {
    document.hasFocus = () => hasFocus;
    if (hasFocus) window.dispatchEvent(new Event("focus"));
  }, hasFocus);
}
