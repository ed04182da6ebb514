import type { SessionClient, SessionClientOptions } from "clerk-session";
import type { LoggedRequest } from "../../../../www/frontend-api/request-log.js";
import { ada, type ClerkPage, expect, grace, keys, test } from "./fixtures.js";

/** What a page that uses both has on its window. */
declare global {
  interface Window {
    ours: SessionClient;
  }
}

for (const [instance, publishableKey] of Object.entries(keys)) {
  test.describe(`on the page of clerk-js, ${instance}`, () => {
    test.use({ publishableKey });

    test("a session that clerk-session deletes is gone for clerk-js after its next reload", async ({
      api,
      clerk,
    }) => {
      const first = await clerk.signIn(ada);
      const second = await clerk.signIn(grace);
      await join(clerk, { publishableKey, proxyUrl: api.url });
      const deleted = await clerk.page.evaluate(() => window.ours.deleteSession());
      expect(deleted).toMatchObject({ id: second, status: "removed" });
      await clerk.reload();
      expect(await sessionIds(clerk)).toEqual([first]);
      expect(await clerk.sessionId()).not.toBe(second);
    });

    test("a session that clerk-js removes is gone for clerk-session", async ({ api, clerk }) => {
      const first = await clerk.signIn(ada);
      const second = await clerk.signIn(grace);
      await join(clerk, { publishableKey, proxyUrl: api.url });
      const held = () =>
        clerk.page.evaluate(async () =>
          (await window.ours.getClient())?.sessions.map(({ id }) => id),
        );
      expect(await held()).toEqual([first, second]);
      await clerk.run((inPage, sessionId) => inPage.signOut(() => {}, { sessionId }), second);
      expect(await held()).toEqual([first]);
      expect(await clerk.page.evaluate((id) => window.ours.deleteSession(id), second)).toBeNull();
    });

    test("for the server both are the same browser", async ({ api, clerk }) => {
      await clerk.signIn(ada);
      api.control.clearRequests();
      await clerk.reload();
      await join(clerk, { publishableKey, proxyUrl: api.url });
      await clerk.page.evaluate(() => window.ours.getClient());
      const [theirs, ours] = api.control.requests
        .filter(({ path }) => path === "/v1/client")
        .map(credential);
      expect(theirs).toHaveLength(1);
      expect(ours).toEqual(theirs);
    });
  });
}

test.describe("on the page of clerk-js that starts at the same time", () => {
  test.use({ publishableKey: keys.development });

  test("clerk-session uses the development browser that clerk-js got first", async ({
    api,
    clerk,
  }) => {
    await clerk.page.context().clearCookies();
    // The script of clerk-js is there again, and has not begun.
    await clerk.page.reload();
    api.control.clearRequests();
    api.control.addFaults({ path: "/v1/dev_browser", hold: "after-change" });
    await join(clerk, { publishableKey: keys.development, proxyUrl: api.url });
    const asked = clerk.page.evaluate(() => window.ours.getClient());
    await api.control.request(({ state }) => state === "held");
    await clerk.load();
    api.control.release();
    await asked;
    const id = await clerk.signIn(ada);
    expect(
      await clerk.page.evaluate(async () =>
        (await window.ours.getClient())?.sessions.map(({ id }) => id),
      ),
    ).toEqual([id]);
    const carried = api.control.requests
      .filter(({ path }) => path !== "/v1/dev_browser")
      .map(({ query }) => query.__clerk_db_jwt);
    expect(new Set(carried).size).toBe(1);
  });
});

/** Puts clerk-session on the page, beside clerk-js. */
async function join({ page }: ClerkPage, options: SessionClientOptions): Promise<void> {
  await page.evaluate(
    async ([url, given]) => {
      const { default: init, SessionClient }: typeof import("clerk-session") = await import(url);
      await init();
      window.ours = new SessionClient(given);
    },
    ["/pkg/index.js", options] as const,
  );
}

/** What tells the server which browser asks. */
function credential({ cookies, query }: LoggedRequest): [name: string, value: string][] {
  const shown = Object.entries({ ...cookies, ...query });
  return shown.filter(([name]) => /^__client_\d|^__clerk_db_jwt$/.test(name));
}

function sessionIds(clerk: ClerkPage): Promise<string[] | undefined> {
  return clerk.run(({ client }) => client?.sessions.map(({ id }) => id));
}
