import { lines, postRemove, statusOf } from "../fixtures.js";
import { ada, expect, grace, test } from "./page.js";

/** Returns a token with an invalid signature. Only its `sid` and its `iss` are read. */
function tokenOf(session: string, issuer?: string): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  return `${part({ alg: "RS256" })}.${part({ sid: session, iss: issuer })}.c2ln`;
}

test("The browser's cookie identifies the client, and no header does", async ({
  api,
  connect,
  load,
  page,
  signIn,
}) => {
  await load(page);
  await connect(page);
  const id = await signIn(page, ada);
  api.control.clearRequests();
  expect(await page.evaluate(async () => (await window.client.deleteSession())?.status)).toBe(
    "removed",
  );
  expect(lines(api)).toEqual(["GET /v1/client", postRemove(id)]);
  for (const { cookies, headers, query } of api.control.requests) {
    expect(Object.keys(cookies)).toContainEqual(expect.stringMatching(/^__client/));
    expect(headers.authorization).toBeUndefined();
    expect(query._is_native ?? query.__clerk_db_jwt).toBeUndefined();
  }
  expect(statusOf(api, id)).toBe("removed");
});

test("After a confirmed deletion, only the cookies with that session's tokens are deleted", async ({
  connect,
  context,
  load,
  page,
  signIn,
  site,
}) => {
  await load(page);
  await connect(page);
  const first = await signIn(page, ada);
  const second = await signIn(page, grace);
  await context.addCookies([
    { name: "__session", value: tokenOf(first), url: site },
    { name: "__session_abcd1234", value: tokenOf(first), url: site },
    { name: "__session_other", value: tokenOf(second), url: site },
    { name: "__session_broken", value: "no-token", url: site },
    { name: "__client_uat", value: "1", url: site },
    { name: "session", value: tokenOf(first), url: site },
  ]);
  await page.evaluate((id) => window.client.deleteSession(id), first);
  const names = (await context.cookies(site)).map(({ name }) => name);
  const left = ["__client_uat", "__session_broken", "__session_other", "session"];
  expect(names.filter((name) => !/^__client_\d+$/.test(name)).toSorted()).toEqual(left);
});

for (const method of [
  "deleteSession",
  "endSession",
  "revokeSession",
  "deleteAllSessions",
] as const) {
  const isGone = method === "deleteSession";
  const target = isGone ? "deleteSession of an ended session" : method;
  test(`After ${target}, the cookies with tokens of ended sessions are deleted`, async ({
    api,
    connect,
    context,
    load,
    page,
    signIn,
    site,
  }) => {
    await load(page);
    await connect(page);
    const id = await signIn(page, ada);
    const clientId = api.control.sessions.find((session) => session.id === id)?.clientId ?? "";
    const second = api.control.createSession({ identifier: ada.emailAddress, clientId }).id;
    await page.evaluate(() => window.client.getClient());
    if (isGone) api.control.setSessionStatus(id, "revoked");
    await context.addCookies([
      { name: "__session", value: tokenOf(id), url: site },
      { name: "__session_second", value: tokenOf(second), url: site },
      { name: "__session_stranger", value: tokenOf("sess_stranger"), url: site },
      {
        name: "__session_unheard",
        value: tokenOf("sess_unheard", "https://clerk.example.com"),
        url: site,
      },
      {
        name: "__session_foreign",
        value: tokenOf("sess_foreign", "https://clerk.other.com"),
        url: site,
      },
    ]);
    const ended = await page.evaluate(
      async ([method, id, as]) => {
        const { client } = window;
        if (method === "deleteAllSessions") return (await client.deleteAllSessions()).id;
        return (await client[method](id, method === "revokeSession" ? { as } : {}))?.id ?? null;
      },
      [method, id, second] as const,
    );
    const all = method === "deleteAllSessions";
    expect(ended).toBe(all ? clientId : isGone ? null : id);
    // deleteAllSessions deletes the tokens of unknown sessions too. On localhost, cookies of
    // another instance may exist and are kept.
    const left = all ? [] : ["__session_second", "__session_stranger", "__session_unheard"];
    const cookies = await context.cookies(site);
    const names = cookies.map(({ name }) => name).filter((name) => name.startsWith("__session"));
    expect(names.toSorted()).toEqual(["__session_foreign", ...left]);
  });
}

test("After an unconfirmed deletion, the page's cookies are kept", async ({
  api,
  connect,
  context,
  load,
  page,
  signIn,
  site,
}) => {
  await load(page);
  await connect(page);
  const id = await signIn(page, ada);
  await context.addCookies([{ name: "__session", value: tokenOf(id), url: site }]);
  api.control.addFaults({
    path: "/v1/client/sessions/*/remove",
    answer: { error: "internal_clerk_error" },
  });
  const code = await page.evaluate(
    (session) =>
      window.client.deleteSession(session).catch((error: { code: string }) => error.code),
    id,
  );
  expect(code).toBe("api");
  expect((await context.cookies(site)).map(({ name }) => name)).toContain("__session");
});

test("A worker of the page uses its cookie too", async ({ api, load, page, signIn, site }) => {
  await load(page);
  const id = await signIn(page, ada);
  api.control.clearRequests();
  const result = await page.evaluate(
    ([base, proxyUrl]) =>
      new Promise((resolve) => {
        const program = `
          import init, { SessionClient } from "${base}pkg/index.js";
          await init();
          const proxyUrl = "${proxyUrl}";
          const client = new SessionClient({ frontendApi: "clerk.example.com", proxyUrl });
          const deleted = await client.deleteSession().catch((error) => error);
          postMessage([typeof document, deleted.status, deleted.id ?? deleted.message]);
        `;
        const url = URL.createObjectURL(new Blob([program], { type: "text/javascript" }));
        const worker = new Worker(url, { type: "module" });
        worker.onmessage = ({ data }) => resolve(data);
        worker.onerror = ({ message }) => resolve(message);
      }),
    [site, api.url] as const,
  );
  expect(result).toEqual(["undefined", "removed", id]);
  expect(lines(api)).toEqual(["GET /v1/client", postRemove(id)]);
});

test("If the page may not read Retry-After, the call waits as long as without one", async ({
  api,
  connect,
  load,
  page,
  signIn,
}) => {
  await load(page);
  await connect(page);
  const id = await signIn(page, ada);
  api.control.addFaults({
    path: `/v1/client/sessions/${id}/remove`,
    answer: { error: "too_many_requests" },
    headers: { "retry-after": "31", "access-control-expose-headers": null },
  });
  const refused = page.waitForResponse((response) => response.status() === 429);
  const [status, waits] = await page.evaluate(async (session) => {
    const waits: number[] = [];
    const { setTimeout: set } = window;
    // Delays before retries end immediately. The timeouts of requests are longer and run.
    const hurried = (run: () => void, delay = 0) => {
      if (delay < 14_000) waits.push(delay);
      return set(run, delay < 14_000 ? 0 : delay);
    };
    window.setTimeout = hurried as typeof set;
    return [(await window.client.deleteSession(session))?.status, waits] as const;
  }, id);
  expect((await (await refused).allHeaders())["retry-after"]).toBe("31");
  expect(status).toBe("removed");
  expect(waits).toEqual([expect.any(Number)]);
  expect(waits[0]).toBeGreaterThanOrEqual(250);
  expect(waits[0]).toBeLessThanOrEqual(500);
  expect(api.control.requests.filter(({ path }) => path.endsWith("/remove"))).toMatchObject([
    { status: 429 },
    { status: 200, query: { _clerk_retry_attempt: "1" } },
  ]);
});
