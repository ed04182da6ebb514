import { parseClient, SessionClient } from "clerk-session";
import {
  after,
  before,
  deferred,
  envelope,
  errorResponse,
  wireClient,
  wireSession,
} from "./fake_server.js";
import {
  anyToken,
  expect,
  frontendApi,
  getClient,
  lines,
  postRemove,
  rejection,
  test,
} from "./fixtures.js";

test("A client token is sent as Authorization header, with _is_native and without cookies", async ({
  api,
  client,
  signedIn,
}) => {
  await client.getClient();
  const [request] = api.control.requests;
  expect(request).toMatchObject({
    headers: { authorization: signedIn.clientToken },
    query: { _is_native: "1" },
    cookies: {},
  });
  expect(request?.query.__clerk_db_jwt).toBeUndefined();
  expect(request?.url).not.toContain(signedIn.clientToken);
});

for (const prefix of ["", "Bearer "]) {
  test(`A response's Authorization header "${prefix}…" replaces the token`, async ({ fake }) => {
    const reported: string[] = [];
    const client = new SessionClient({
      frontendApi,
      proxyUrl: fake.url,
      clientToken: anyToken,
      onClientToken: (token) => reported.push(token),
    });
    fake.answer({ ...envelope(before), headers: { Authorization: `${prefix}second` } });
    await client.getClient();
    await client.getClient();
    expect(fake.requests.map(({ headers }) => headers.authorization)).toEqual([anyToken, "second"]);
    expect(reported).toEqual(["second"]);
    client.close();
  });
}

test("The token of an error response is stored too", async ({ fake, createClient }) => {
  const reported: string[] = [];
  const client = createClient({
    proxyUrl: fake.url,
    clientToken: anyToken,
    onClientToken: (token) => reported.push(token),
  });
  fake.answer({ status: 403, headers: { Authorization: "second" } }, envelope(before));
  await rejection(client.getClient());
  await client.getClient();
  expect([reported, fake.requests[1]?.headers.authorization]).toEqual([["second"], "second"]);
});

test("After the server has rotated the token, the next request carries the new one", async ({
  api,
  createClient,
  signedIn,
}) => {
  const reported: string[] = [];
  const client = createClient({ onClientToken: (token) => reported.push(token) });
  const known = await client.getClient();
  api.control.rotateClientToken(known?.id ?? "");
  await client.getClient();
  await client.getClient();
  expect(reported).toHaveLength(1);
  expect(api.control.requests.map(({ headers }) => headers.authorization)).toEqual([
    signedIn.clientToken,
    signedIn.clientToken,
    reported[0],
  ]);
});

test("A request contains no text left in the module's memory by earlier calls", async ({
  fake,
}) => {
  fake.answer(envelope(before));
  const lengths = Array.from({ length: 600 }, (_, at) => 10 * at);
  for (const length of lengths) {
    parseClient(JSON.stringify(wireClient("x".repeat(length), [wireSession("sess_1")])));
    const client = new SessionClient({ frontendApi, proxyUrl: fake.url, clientToken: anyToken });
    await client.getClient();
    client.close();
  }
  const requests = fake.requests.map(({ url, headers }) => `${headers.authorization} ${url}`);
  expect(requests).toHaveLength(lengths.length);
  expect(new Set(requests).size).toBe(1);
  expect(requests[0]).toMatch(new RegExp(`^${anyToken} /v1/client\\?`));
});

for (const [callback, header, identity] of [
  ["onClientToken", "Authorization", { frontendApi, clientToken: "token_1" }],
  ["onDevBrowser", "Clerk-Db-Jwt", { frontendApi: "x.clerk.accounts.dev", devBrowser: "token_1" }],
] as const) {
  test(`If ${callback} throws, the error is reported and the call continues`, async ({ fake }) => {
    const reported: unknown[] = [];
    const { error } = console;
    console.error = (error: unknown) => reported.push(error);
    try {
      const thrown = new Error(`from ${callback}`);
      const tell = () => {
        throw thrown;
      };
      const client = new SessionClient({ ...identity, proxyUrl: fake.url, [callback]: tell });
      fake.answer({ ...envelope(before), headers: { [header]: "token_2" } });
      expect(await client.getClient()).toMatchObject({ id: "client_1" });
      expect(reported).toEqual([thrown]);
      client.close();
    } finally {
      console.error = error;
    }
  });

  test(`A late response's ${header} header does not replace a newer token`, async ({ fake }) => {
    const reported: string[] = [];
    const client = new SessionClient({
      ...identity,
      proxyUrl: fake.url,
      [callback]: (token: string) => reported.push(token),
    });
    const late = deferred({
      ...envelope(wireSession("sess_1")),
      headers: { [header]: "token_late" },
    });
    fake.answer(late, { ...envelope(before), headers: { [header]: "token_2" } }, envelope(before));
    const slow = client.getSession("sess_1");
    await fake.arrived(1);
    await client.getClient();
    late.release();
    expect((await slow).id).toBe("sess_1");
    await client.getClient();
    const sent = fake.requests.map(
      ({ headers, query }) => headers.authorization ?? query.__clerk_db_jwt,
    );
    expect(sent).toEqual(["token_1", "token_1", "token_2"]);
    expect(reported).toEqual(["token_2"]);
    client.close();
  });
}

test("After close() in onClientToken, the call rejects, keeps the state and sends nothing", async ({
  fake,
  createClient,
}) => {
  for (const answer of [
    envelope(wireSession("sess_1", "removed"), { id: 7 }),
    errorResponse(401, "signed_out"),
  ]) {
    const client = createClient({ proxyUrl: fake.url, onClientToken: () => client.close() });
    fake.answer(envelope(before));
    const known = await client.getClient();
    const { length } = fake.requests;
    fake.answer({ ...answer, headers: { Authorization: "second" } }, envelope(after));
    expect((await rejection(client.deleteSession("sess_1"))).code).toBe("closed");
    // Any further request of the closed client would have arrived before this one.
    await createClient({ proxyUrl: fake.url, clientToken: "another" }).getClient();
    expect(fake.lines.slice(length)).toEqual([postRemove("sess_1"), getClient]);
    expect(fake.requests.at(-1)?.headers.authorization).toBe("another");
    expect(client.client).toBe(known);
  }
});

test("Without a client token, cookies identify the client and no header is added", async ({
  fake,
}) => {
  const client = new SessionClient({ frontendApi, proxyUrl: fake.url });
  fake.answer(envelope(before));
  await client.getClient();
  fake.answer(envelope(wireSession("sess_1", "removed")));
  await client.deleteSession("sess_1");
  for (const { headers, query } of fake.requests) {
    expect(headers.authorization).toBeUndefined();
    expect(query._is_native).toBeUndefined();
    expect(Object.keys(headers).filter((name) => name.startsWith("x-"))).toEqual([]);
  }
  client.close();
});

test("The error for Origin together with Authorization names the remedy", async ({
  fake,
  createClient,
}) => {
  fake.answer({
    status: 400,
    json: {
      errors: [
        { code: "origin_authorization_headers_conflict", message: "no", long_message: "no" },
      ],
    },
  });
  expect((await rejection(createClient({ proxyUrl: fake.url }).getClient())).message).toContain(
    "clientToken",
  );
});

test.describe("A development browser", () => {
  const host = "x.clerk.accounts.dev";

  /** Returns a client without a token, and the tokens that it reports. */
  function developing(proxyUrl: string) {
    const reported: string[] = [];
    const onDevBrowser = (token: string) => reported.push(token);
    return { client: new SessionClient({ frontendApi: host, proxyUrl, onDevBrowser }), reported };
  }

  test("from the caller is sent in every query and in no header", async ({ fake }) => {
    const client = new SessionClient({
      frontendApi: host,
      proxyUrl: fake.url,
      devBrowser: "dvb+1",
    });
    fake.answer(envelope(before));
    await client.getClient();
    expect(fake.requests).toMatchObject([
      { path: "/v1/client", query: { __clerk_db_jwt: "dvb+1" } },
    ]);
    expect(fake.requests[0]?.headers.authorization).toBeUndefined();
    client.close();
  });

  test("is created once for all simultaneous calls", async ({ api }) => {
    const { client, reported } = developing(api.url);
    await Promise.all([client.getClient(), rejection(client.getSession("sess_1"))]);
    expect(lines(api).filter((line) => line === "POST /v1/dev_browser")).toHaveLength(1);
    expect(reported).toHaveLength(1);
    for (const { path, query } of api.control.requests) {
      if (path !== "/v1/dev_browser") expect(query.__clerk_db_jwt).toBe(reported[0]);
    }
    client.close();
  });

  test("is replaced by the server's new token in the next request", async ({ api }) => {
    const { client, reported } = developing(api.url);
    await client.getClient();
    api.control.rotateDevBrowser(reported[0] ?? "");
    await client.getClient();
    await client.getClient();
    expect(reported).toHaveLength(2);
    expect(api.control.requests.at(-1)?.query.__clerk_db_jwt).toBe(reported[1]);
    client.close();
  });

  test("that the server has deleted is created again, and the call is sent again", async ({
    api,
  }) => {
    const { client, reported } = developing(api.url);
    await client.getClient();
    api.control.forgetDevBrowser(reported[0] ?? "");
    api.control.clearRequests();
    expect(await client.getClient()).toBeNull();
    expect(lines(api)).toEqual([getClient, "POST /v1/dev_browser", getClient]);
    expect(reported).toHaveLength(2);
    expect(api.control.requests.map(({ query }) => query.__clerk_db_jwt)).toEqual([
      reported[0],
      undefined,
      reported[1],
    ]);
    client.close();
  });

  for (const code of ["dev_browser_unauthenticated", "signed_out"]) {
    test(`whose creation is refused with 401 ${code} makes the call reject`, async ({ fake }) => {
      const client = new SessionClient({ frontendApi: host, proxyUrl: fake.url });
      fake.answer(errorResponse(401, code));
      const error = await rejection(client.getClient());
      expect([error.code, error.status, error.errors[0]?.code]).toEqual(["api", 401, code]);
      expect(fake.lines).toEqual(["POST /v1/dev_browser"]);
      client.close();
    });
  }

  for (const [body, path] of [
    ["", ""],
    ["<html>", ""],
    ['{"id":"dvb', "id"],
    ['{"token":"in the wrong member"}', "id"],
    ['{"id":7}', "id"],
    ['{"id":""}', "id"],
    ['{"id":"dvb; Domain=evil"}', "id"],
    ['{"response":{"id":"a,b"},"client":7}', "id"],
  ] as const) {
    test(`whose creation is answered with ${body || "no body"} makes the call reject`, async ({
      fake,
    }) => {
      const reported: string[] = [];
      const client = new SessionClient({
        frontendApi: host,
        proxyUrl: fake.url,
        onDevBrowser: (token) => reported.push(token),
      });
      fake.answer({ body });
      const error = await rejection(client.deleteSession("sess_1"));
      expect([error.code, error.status, error.path]).toEqual(["invalid_response", 200, path]);
      expect(fake.lines).toEqual(["POST /v1/dev_browser"]);
      expect(reported).toEqual([]);
      client.close();
    });
  }

  test("that was created after one refusal also serves a second refused call", async ({ fake }) => {
    const client = new SessionClient({
      frontendApi: host,
      proxyUrl: fake.url,
      devBrowser: "dvb_1",
    });
    const late = deferred(errorResponse(401, "dev_browser_unauthenticated"));
    fake.answer(
      late,
      errorResponse(401, "dev_browser_unauthenticated"),
      { json: { id: "dvb_2" } },
      envelope(wireSession("sess_2")),
      envelope(wireSession("sess_1")),
    );
    const slow = client.getSession("sess_1");
    await fake.arrived(1);
    expect((await client.getSession("sess_2")).id).toBe("sess_2");
    late.release();
    expect((await slow).id).toBe("sess_1");
    expect(fake.requests.map(({ path, query }) => [path, query.__clerk_db_jwt])).toEqual([
      ["/v1/client/sessions/sess_1", "dvb_1"],
      ["/v1/client/sessions/sess_2", "dvb_1"],
      ["/v1/dev_browser", undefined],
      ["/v1/client/sessions/sess_2", "dvb_2"],
      ["/v1/client/sessions/sess_1", "dvb_2"],
    ]);
    client.close();
  });
});

test("A pk_test_ key with another host than accounts.dev uses cookies", async ({ fake }) => {
  const client = new SessionClient({
    publishableKey: "pk_test_Y2xlcmsuZXhhbXBsZS5jb20k",
    proxyUrl: fake.url,
  });
  fake.answer(envelope(before));
  await client.getClient();
  expect(fake.lines).toEqual([getClient]);
  client.close();
});
