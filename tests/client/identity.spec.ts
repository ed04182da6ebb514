import { SessionClient } from "clerk-session";
import { before, wireSession, wrapped } from "./fake_server.js";
import { anyToken, expect, frontendApi, getClient, lines, rejection, test } from "./fixtures.js";

test("a client token is the Authorization header, with _is_native and without cookies", async ({
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
  test(`an answer's Authorization header "${prefix}…" replaces the token`, async ({ fake }) => {
    const told: string[] = [];
    const client = new SessionClient({
      frontendApi,
      proxyUrl: fake.url,
      clientToken: anyToken,
      onClientToken: (token) => told.push(token),
    });
    fake.answer({ ...wrapped(before), headers: { Authorization: `${prefix}second` } });
    await client.getClient();
    await client.getClient();
    expect(fake.requests.map(({ headers }) => headers.authorization)).toEqual([anyToken, "second"]);
    expect(told).toEqual(["second"]);
    client.close();
  });
}

test("a token that a refusal brings is taken too", async ({ fake, open }) => {
  const told: string[] = [];
  const client = open({
    proxyUrl: fake.url,
    clientToken: anyToken,
    onClientToken: (token) => told.push(token),
  });
  fake.answer({ status: 403, headers: { Authorization: "second" } }, wrapped(before));
  await rejection(client.getClient());
  await client.getClient();
  expect([told, fake.requests[1]?.headers.authorization]).toEqual([["second"], "second"]);
});

test("the server rotates the token: the next request carries the new one", async ({
  api,
  open,
  signedIn,
}) => {
  const told: string[] = [];
  const client = open({ onClientToken: (token) => told.push(token) });
  const known = await client.getClient();
  api.control.rotateClientToken(known?.id ?? "");
  await client.getClient();
  await client.getClient();
  expect(told).toHaveLength(1);
  expect(api.control.requests.map(({ headers }) => headers.authorization)).toEqual([
    signedIn.clientToken,
    signedIn.clientToken,
    told[0],
  ]);
});

test("an onClientToken that throws is reported, and the call goes on", async ({ fake, open }) => {
  const reported: unknown[] = [];
  const { reportError } = globalThis as { reportError?: unknown };
  Object.assign(globalThis, { reportError: (error: unknown) => reported.push(error) });
  try {
    const thrown = new Error("from onClientToken");
    const client = open({
      proxyUrl: fake.url,
      onClientToken: () => {
        throw thrown;
      },
    });
    fake.answer({ ...wrapped(before), headers: { Authorization: "second" } });
    expect(await client.getClient()).toMatchObject({ id: "client_1" });
    expect(reported).toEqual([thrown]);
  } finally {
    Object.assign(globalThis, { reportError });
  }
});

test("without a client token there are no headers of our own: cookies identify", async ({ fake }) => {
  const client = new SessionClient({ frontendApi, proxyUrl: fake.url });
  fake.answer(wrapped(before));
  await client.getClient();
  fake.answer(wrapped(wireSession("sess_1", "removed")));
  await client.deleteSession("sess_1");
  for (const { headers, query } of fake.requests) {
    expect(headers.authorization).toBeUndefined();
    expect(query._is_native).toBeUndefined();
    expect(Object.keys(headers).filter((name) => name.startsWith("x-"))).toEqual([]);
  }
  client.close();
});

test("an origin and Authorization together are refused, with the remedy", async ({ fake, open }) => {
  fake.answer({
    status: 400,
    json: { errors: [{ code: "origin_authorization_headers_conflict", message: "no", long_message: "no" }] },
  });
  expect((await rejection(open({ proxyUrl: fake.url }).getClient())).message).toContain("clientToken");
});

test.describe("a development browser", () => {
  const host = "x.clerk.accounts.dev";

  test("that the caller gives is in every query, without a header", async ({ fake }) => {
    const client = new SessionClient({ frontendApi: host, proxyUrl: fake.url, devBrowser: "dvb+1" });
    fake.answer(wrapped(before));
    await client.getClient();
    expect(fake.requests).toMatchObject([{ path: "/v1/client", query: { __clerk_db_jwt: "dvb+1" } }]);
    expect(fake.requests[0]?.headers.authorization).toBeUndefined();
    client.close();
  });

  test("that nobody has is fetched once, for all who ask", async ({ api }) => {
    const told: string[] = [];
    const client = new SessionClient({
      frontendApi: host,
      proxyUrl: api.url,
      onDevBrowser: (token) => told.push(token),
    });
    await Promise.all([client.getClient(), rejection(client.getSession("sess_1"))]);
    expect(lines(api).filter((line) => line === "POST /v1/dev_browser")).toHaveLength(1);
    expect(told).toHaveLength(1);
    for (const { path, query } of api.control.requests) {
      if (path !== "/v1/dev_browser") expect(query.__clerk_db_jwt).toBe(told[0]);
    }
    client.close();
  });

  test("whose token the server replaces: the next request carries the new one", async ({ api }) => {
    const told: string[] = [];
    const client = new SessionClient({
      frontendApi: host,
      proxyUrl: api.url,
      onDevBrowser: (token) => told.push(token),
    });
    await client.getClient();
    api.control.rotateDevBrowser(told[0] ?? "");
    await client.getClient();
    await client.getClient();
    expect(told).toHaveLength(2);
    expect(api.control.requests.at(-1)?.query.__clerk_db_jwt).toBe(told[1]);
    client.close();
  });

  test("that the server has forgotten: this call rejects, the next fetches a new one", async ({ api }) => {
    const told: string[] = [];
    const client = new SessionClient({
      frontendApi: host,
      proxyUrl: api.url,
      onDevBrowser: (token) => told.push(token),
    });
    await client.getClient();
    api.control.forgetDevBrowser(told[0] ?? "");
    api.control.clearRequests();
    expect(await rejection(client.getClient())).toMatchObject({ code: "api", status: 401 });
    expect(lines(api)).toEqual([getClient]);
    expect(await client.getClient()).toBeNull();
    expect(lines(api)).toEqual([getClient, "POST /v1/dev_browser", getClient]);
    expect(told).toHaveLength(2);
    client.close();
  });

  test("that cannot be had: the call rejects and nothing else is sent", async ({ fake }) => {
    const client = new SessionClient({ frontendApi: host, proxyUrl: fake.url });
    fake.answer({ json: { token: "not where it belongs" } });
    expect((await rejection(client.deleteSession("sess_1"))).code).toBe("invalid_response");
    expect(fake.lines).toEqual(["POST /v1/dev_browser"]);
    client.close();
  });
});

test("a pk_test_ key with any other host uses cookies", async ({ fake }) => {
  const client = new SessionClient({
    publishableKey: "pk_test_Y2xlcmsuZXhhbXBsZS5jb20k",
    proxyUrl: fake.url,
  });
  fake.answer(wrapped(before));
  await client.getClient();
  expect(fake.lines).toEqual([getClient]);
  client.close();
});
