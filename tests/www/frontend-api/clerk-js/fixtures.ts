import { createRequire } from "node:module";
import { dirname } from "node:path";
import type { Clerk } from "@clerk/clerk-js";
import type { JSHandle, Page } from "@playwright/test";
import type { DemoAccount } from "../../../../www/frontend-api/demo-accounts.js";
import type { LoggedRequest } from "../../../../www/frontend-api/request-log.js";
import type { FrontendApiServer } from "../../../../www/frontend-api/server.js";
import { serveSite } from "../../../support/site.js";
import { test as base, expect } from "../fixtures.js";

export { ada, alan, expect, grace } from "../fixtures.js";

/** A live key, and a development key whose host makes clerk-js use a development browser. */
export const keys = {
  live: "pk_live_Y2xlcmsuZXhhbXBsZS5jb20k",
  development: `pk_test_${btoa("local-test-1.clerk.accounts.dev$")}`,
};

const clerkJs = createRequire(import.meta.url).resolve("@clerk/clerk-js");

interface Fixtures {
  /** The page's publishable key, one of {@link keys}. */
  publishableKey: string;
  /** A page on which the real clerk-js has loaded, with the Frontend API as its proxy. */
  clerk: ClerkPage;
}

/**
 * Playwright's test, with a page that has loaded clerk-js. When the test ends, its fixture expects
 * that the page has sent no preflight and no request to another server.
 */
export const test = base.extend<Fixtures>({
  publishableKey: [keys.live, { option: true }],
  clerk: async ({ api, apiOptions, page, publishableKey }, use) => {
    const attributes =
      `data-clerk-publishable-key="${publishableKey}" ` + `data-clerk-proxy-url="${api.url}"`;
    const site = await serveSite(
      `<title>clerk-js</title><script src="/clerk-js/clerk.browser.js" ${attributes}></script>`,
      { "clerk-js": dirname(clerkJs) },
      apiOptions.hostName,
    );
    const origins = new Set<string>();
    page.on("request", (request) => origins.add(new URL(request.url()).origin));
    await page.goto(site.url);
    const clerk = new ClerkPage(page);
    await clerk.load();
    await use(clerk);
    await page.close();
    await site.close();
    origins.delete("null");
    expect([...origins].toSorted()).toEqual([new URL(site.url).origin, api.url].toSorted());
    for (const request of sentRequests(api)) {
      expect(request.method).not.toBe("OPTIONS");
      expect(request.headers.origin).toBe(new URL(site.url).origin);
      if (request.path !== "/v1/dev_browser")
        expect(request.query._clerk_js_version).toMatch(/^(6\.|clerk-session\/)/);
    }
  },
});

/** A page with clerk-js in it. */
export class ClerkPage {
  constructor(readonly page: Page) {}

  /** Runs a function in the page, on its Clerk. */
  async run<Result, Argument>(
    callback: (clerk: Clerk, argument: Argument) => Result | Promise<Result>,
    argument?: Argument,
  ): Promise<Result> {
    const clerk = (await this.page.evaluateHandle(() => window.Clerk)) as JSHandle<Clerk>;
    return clerk.evaluate(
      callback as (clerk: Clerk, argument: unknown) => Result | Promise<Result>,
      argument as unknown,
    );
  }

  async load(): Promise<void> {
    await this.run((clerk) => clerk.load({ telemetry: false }));
  }

  /** Reloads the page, and clerk-js in it. */
  async reload(): Promise<void> {
    await this.page.reload();
    await this.load();
  }

  /** Signs in in one step and makes the session the active one. Returns its id. */
  signIn({ emailAddress, password }: DemoAccount): Promise<string> {
    return this.run(
      async (clerk, [identifier, password]) => {
        const signIn = await clerk.client?.signIn.create({ identifier, password });
        if (!signIn?.createdSessionId) throw new Error(`sign-in is ${signIn?.status}`);
        await clerk.setActive({ session: signIn.createdSessionId });
        return signIn.createdSessionId;
      },
      [emailAddress, password] as [string, string],
    );
  }

  /** Returns the id of the active session. */
  sessionId(): Promise<string | undefined> {
    return this.run((clerk) => clerk.session?.id);
  }
}

/** Returns the page's requests. The only requests of tests themselves are for the public keys. */
export function sentRequests({ control }: FrontendApiServer): LoggedRequest[] {
  return control.requests.filter(({ path }) => path !== "/.well-known/jwks.json");
}

/** Returns a line for each request, with its intended method and its path. */
export function requestLines(requests: readonly LoggedRequest[]): string[] {
  return requests.map(({ operation, path }) => `${operation} ${path}`);
}
