import init, { SessionClient } from "clerk-session";
import { ada, expect, grace, keys, test } from "./fixtures.js";

test.use({ publishableKey: keys.development });
test.beforeAll(() => init());

test("a session that clerk-session deletes is gone for clerk-js after its next reload", async ({
  api,
  clerk,
}) => {
  const first = await clerk.signIn(ada);
  const second = await clerk.signIn(grace);
  const client = new SessionClient({
    publishableKey: keys.development,
    proxyUrl: api.url,
    devBrowser: await devBrowser(clerk),
  });
  expect(await client.deleteSession(second)).toMatchObject({ id: second, status: "removed" });
  await clerk.reload();
  expect(await clerk.run(({ client }) => client?.sessions.map(({ id }) => id))).toEqual([first]);
  expect(await clerk.sessionId()).not.toBe(second);
  client.close();
});

test("a session that clerk-js removes is gone for clerk-session", async ({ api, clerk }) => {
  const first = await clerk.signIn(ada);
  const second = await clerk.signIn(grace);
  const client = new SessionClient({
    publishableKey: keys.development,
    proxyUrl: api.url,
    devBrowser: await devBrowser(clerk),
  });
  expect((await client.getClient())?.sessions.map(({ id }) => id)).toEqual([first, second]);
  await clerk.run((inPage, sessionId) => inPage.signOut(() => {}, { sessionId }), second);
  expect((await client.getClient())?.sessions.map(({ id }) => id)).toEqual([first]);
  expect(await client.deleteSession(second)).toBeNull();
  client.close();
});

/** What clerk-js shares with whoever else is on the page. */
async function devBrowser({ page }: { page: import("@playwright/test").Page }): Promise<string> {
  const cookies = await page.context().cookies();
  const cookie = cookies.find(({ name }) => name.startsWith("__clerk_db_jwt"));
  if (!cookie) throw new Error("clerk-js has left no development browser.");
  return cookie.value;
}
