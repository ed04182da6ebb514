import type { SessionClient, SessionClientOptions } from "clerk-session";
import type { LoggedRequest } from "../../../../www/frontend-api/request-log.js";
import { ada, type ClerkPage, expect, grace, keys, test } from "./fixtures.js";

declare global {
  interface Window {
    /** The SessionClient of a page that uses both packages. */
    sessionClient: SessionClient;
  }
}

for (const [instance, publishableKey] of Object.entries(keys)) {
  test.describe(`on the page of clerk-js, ${instance}`, () => {
    test.use({ publishableKey });

    test("if clerk-session deletes a session, clerk-js lacks it after its next reload", async ({
      api,
      clerk,
    }) => {
      const first = await clerk.signIn(ada);
      const second = await clerk.signIn(grace);
      await addSessionClient(clerk, { publishableKey, proxyUrl: api.url });
      const deleted = await clerk.page.evaluate(() => window.sessionClient.deleteSession());
      expect(deleted).toMatchObject({ id: second, status: "removed" });
      await clerk.reload();
      expect(await clerkSessionIds(clerk)).toEqual([first]);
      expect(await clerk.sessionId()).not.toBe(second);
    });

    test("if clerk-js removes a session, clerk-session reports it as gone", async ({
      api,
      clerk,
    }) => {
      const first = await clerk.signIn(ada);
      const second = await clerk.signIn(grace);
      await addSessionClient(clerk, { publishableKey, proxyUrl: api.url });
      const sessionIds = () =>
        clerk.page.evaluate(async () =>
          (await window.sessionClient.getClient())?.sessions.map(({ id }) => id),
        );
      expect(await sessionIds()).toEqual([first, second]);
      await clerk.run((inPage, sessionId) => inPage.signOut(() => {}, { sessionId }), second);
      expect(await sessionIds()).toEqual([first]);
      expect(
        await clerk.page.evaluate((id) => window.sessionClient.deleteSession(id), second),
      ).toBeNull();
    });

    test("both packages identify as the same browser", async ({ api, clerk }) => {
      await clerk.signIn(ada);
      api.control.clearRequests();
      await clerk.reload();
      await addSessionClient(clerk, { publishableKey, proxyUrl: api.url });
      await clerk.page.evaluate(() => window.sessionClient.getClient());
      const [ofClerkJs, ofClerkSession] = api.control.requests
        .filter(({ path }) => path === "/v1/client")
        .map(credentials);
      expect(ofClerkJs).toHaveLength(1);
      expect(ofClerkSession).toEqual(ofClerkJs);
    });
  });
}

test.describe("on a page where clerk-js starts at the same time", () => {
  test.use({ publishableKey: keys.development });

  test("clerk-session uses the development browser that clerk-js got first", async ({
    api,
    clerk,
  }) => {
    await clerk.page.context().clearCookies();
    // After the reload, the script of clerk-js has run, but has not loaded its client.
    await clerk.page.reload();
    api.control.clearRequests();
    api.control.addFaults({ path: "/v1/dev_browser", hold: "after-change" });
    await addSessionClient(clerk, { publishableKey: keys.development, proxyUrl: api.url });
    const loading = clerk.page.evaluate(() => window.sessionClient.getClient());
    await api.control.request(({ state }) => state === "held");
    await clerk.load();
    api.control.release();
    await loading;
    const id = await clerk.signIn(ada);
    expect(
      await clerk.page.evaluate(async () =>
        (await window.sessionClient.getClient())?.sessions.map(({ id }) => id),
      ),
    ).toEqual([id]);
    const tokens = api.control.requests
      .filter(({ path }) => path !== "/v1/dev_browser")
      .map(({ query }) => query.__clerk_db_jwt);
    expect(new Set(tokens).size).toBe(1);
  });
});

/** Adds clerk-session to the page, beside clerk-js. */
async function addSessionClient({ page }: ClerkPage, options: SessionClientOptions): Promise<void> {
  await page.evaluate(
    async ([url, given]) => {
      const { default: init, SessionClient }: typeof import("clerk-session") = await import(url);
      await init();
      window.sessionClient = new SessionClient(given);
    },
    ["/pkg/index.js", options] as const,
  );
}

/** Returns the cookies and parameters of a request that identify the browser. */
function credentials({ cookies, query }: LoggedRequest): [name: string, value: string][] {
  const shown = Object.entries({ ...cookies, ...query });
  return shown.filter(([name]) => /^__client_\d|^__clerk_db_jwt$/.test(name));
}

/** Returns the ids of the sessions that clerk-js knows. */
function clerkSessionIds(clerk: ClerkPage): Promise<string[] | undefined> {
  return clerk.run(({ client }) => client?.sessions.map(({ id }) => id));
}
