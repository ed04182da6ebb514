import { ada, expect, keys, requestLines, sentRequests, test } from "./fixtures.js";

test.use({ publishableKey: keys.development });

test("clerk-js gets a development browser first, and sends it with each later request", async ({
  api,
  clerk,
}) => {
  expect(requestLines(sentRequests(api)).toSorted()).toEqual([
    "GET /v1/client",
    "PATCH /v1/environment",
    "POST /v1/dev_browser",
  ]);
  expect(sentRequests(api)[0]?.path).toBe("/v1/dev_browser");
  const id = await clerk.signIn(ada);
  for (const { query } of sentRequests(api).slice(1)) expect(query.__clerk_db_jwt).toMatch(/^dvb_/);
  const state = await clerk.run((clerk) => [clerk.status, clerk.session?.id]);
  expect(state).toEqual(["ready", id]);
  const names = (await clerk.page.context().cookies()).map(({ name }) => name);
  expect(names).toContain("__clerk_db_jwt");
  expect(names.filter((name) => /^__client_\d/.test(name))).toEqual([]);
});

test("clerk-js lists sessions, gets a token, reloads and signs out", async ({ api, clerk }) => {
  const id = await clerk.signIn(ada);
  const seen = await clerk.run(async (clerk) => ({
    sessions: (await clerk.user?.getSessions())?.length,
    token: (await clerk.session?.getToken({ skipCache: true }))?.split(".").length,
  }));
  expect(seen).toEqual({ sessions: 5, token: 3 });
  api.control.clearRequests();
  await clerk.reload();
  expect(await clerk.sessionId()).toBe(id);
  expect(requestLines(sentRequests(api))).not.toContain("POST /v1/dev_browser");
  await clerk.run((clerk) => clerk.signOut(() => {}));
  expect(api.control.sessions.find((session) => session.id === id)?.status).toBe("removed");
});

test("if the server forgot the development browser, the next load gets a new one", async ({
  api,
  clerk,
}) => {
  await clerk.signIn(ada);
  const token = sentRequests(api).at(-1)?.query.__clerk_db_jwt as string;
  api.control.forgetDevBrowser(token);
  api.control.clearRequests();
  await clerk.reload();
  const refused = sentRequests(api).filter(({ status }) => status === 401);
  expect(refused.map(({ query }) => query.__clerk_db_jwt)).toEqual(refused.map(() => token));
  expect(requestLines(sentRequests(api))).toContain("POST /v1/dev_browser");
  const state = await clerk.run((clerk) => [clerk.status, clerk.session]);
  expect(state).toEqual(["ready", null]);
});
