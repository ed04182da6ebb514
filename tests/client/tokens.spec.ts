import { after, before, envelope, other, wireClient, wireSession } from "./fake_server.js";
import {
  anyToken,
  expect,
  getClient,
  lines,
  nextChange,
  rejection,
  settledLines,
  test,
} from "./fixtures.js";
import {
  claimsOf,
  jwt,
  organizationClaims,
  postToken,
  sessionToken,
  tokenResponse,
  tokensPath,
} from "./session_token.js";

test("The current session's token is requested by one POST with no optional parameter", async ({
  api,
  loadedClient,
  signedIn,
}) => {
  const token = await loadedClient.getToken();
  expect(claimsOf(token).sid).toBe(signedIn.current);
  expect(api.control.requests).toMatchObject([
    { method: "POST", path: tokensPath(signedIn.current), body: "", status: 200 },
  ]);
  const [request] = api.control.requests;
  expect(Object.keys(request?.query ?? {}).toSorted()).toEqual([
    "__clerk_api_version",
    "_clerk_js_version",
    "_is_native",
  ]);
  expect(request?.headers["content-type"]).toBe("application/x-www-form-urlencoded");
});

test('getToken accepts a session\'s id, a session object and "current"', async ({
  api,
  loadedClient,
  signedIn,
}) => {
  const first = loadedClient.client?.sessions.find(({ id }) => id === signedIn.first);
  if (!first) throw new Error("The client does not hold its first session.");
  const sids = [];
  for (const session of [signedIn.first, first, "current", signedIn.current])
    sids.push(claimsOf(await loadedClient.getToken({ session })).sid);
  const { first: ada, current } = signedIn;
  expect(sids).toEqual([ada, ada, current, current]);
  expect(lines(api)).toEqual([postToken(ada), postToken(current)]);
});

test("If the current session is unknown, the client is requested first", async ({
  api,
  client,
  signedIn,
}) => {
  expect(claimsOf(await client.getToken()).sid).toBe(signedIn.current);
  expect(lines(api)).toEqual([getClient, postToken(signedIn.current)]);
});

test("For a named session, only the token is requested", async ({ api, client, signedIn }) => {
  const session = signedIn.first;
  const token = await client.getToken({ session });
  expect(claimsOf(token).sid).toBe(session);
  expect(await client.getToken({ session })).toBe(token);
  expect(lines(api)).toEqual([postToken(session)]);
});

for (const [options, body, organization] of [
  [{}, "", "org_own"],
  [{ organizationId: null }, "organization_id=", ""],
  [{ organizationId: "" }, "organization_id=", ""],
  [{ organizationId: "org_1" }, "organization_id=org_1", "org_1"],
  [{ organizationId: "org_own" }, "organization_id=org_own", "org_own"],
  [{ organizationId: "a b&c=d" }, "organization_id=a%20b%26c%3Dd", "a b&c=d"],
] as const) {
  test(`${JSON.stringify(options)} is sent as "${body}"`, async ({ fake, createClient }) => {
    const own = wireSession("sess_1", "active", { last_active_organization_id: "org_own" });
    const client = createClient({ proxyUrl: fake.url, clientToken: anyToken });
    const token = sessionToken({ claims: organization ? organizationClaims[2](organization) : {} });
    fake.answer(envelope(wireClient("client_1", [own])), tokenResponse(token));
    expect(await client.getToken(options)).toBe(token);
    expect(fake.requests.slice(1)).toMatchObject([
      { method: "POST", path: tokensPath("sess_1"), body },
    ]);
  });
}

for (const version of [1, 2] as const) {
  test.describe(`Tokens of version ${version}`, () => {
    test("name each organization of the user, or the personal account", async ({
      api,
      loadedClient,
      signedIn,
    }) => {
      api.control.setTokenRules({ version });
      const session = signedIn.first;
      const memberships = loadedClient.client?.sessions.find(({ id }) => id === session)?.user;
      const ids = (memberships?.organizationMemberships ?? []).map(
        ({ organization }) => organization?.id,
      );
      expect(ids).toHaveLength(2);
      for (const id of ids as string[]) {
        const claims = claimsOf(await loadedClient.getToken({ session, organizationId: id }));
        expect(version === 1 ? claims.org_id : claims.o).toEqual(
          version === 1 ? id : expect.objectContaining({ id }),
        );
      }
      const personal = claimsOf(await loadedClient.getToken({ session, organizationId: null }));
      expect([personal.org_id, personal.o]).toEqual([undefined, undefined]);
      expect(api.control.requests.map(({ body }) => body)).toEqual(
        [...ids, ""].map((id) => `organization_id=${id}`),
      );
      expect(
        (await rejection(loadedClient.getToken({ session, organizationId: "org_other" }))).status,
      ).toBe(403);
    });
  });
}

test.describe("A template's token", () => {
  test("has the template's claims and is cached during its lifetime", async ({
    api,
    clock,
    loadedClient,
    signedIn,
  }) => {
    const token = await loadedClient.getToken({ template: "reporting" });
    expect(claimsOf(token)).toMatchObject({ aud: "reporting" });
    // Ten minutes, less 1 s because both times are rounded down, less 10 s of leeway.
    clock.advance(589_000);
    expect(await loadedClient.getToken({ template: "reporting" })).toBe(token);
    expect(lines(api)).toEqual([`${postToken(signedIn.current)}/reporting`]);
  });

  for (const [name, encoded] of [
    ["a/b", "a%2Fb"],
    ["../remove", "..%2Fremove"],
    ["%2e%2e", "%252e%252e"],
    ["?x=1#y", "%3Fx%3D1%23y"],
    ["...", "..."],
    ["ä 🦀", "%C3%A4%20%F0%9F%A6%80"],
  ] as const) {
    test(`has the name ${name} percent-encoded in its path`, async ({ fake, clientOfFake }) => {
      const token = jwt({}, { iat: 1, exp: 61 });
      fake.answer(tokenResponse(token));
      expect(await clientOfFake.getToken({ template: name })).toBe(token);
      expect(fake.lines[1]).toBe(`${postToken("sess_1")}/${encoded}`);
    });
  }

  test("is requested without an organization, and its claims may name any", async ({
    fake,
    createClient,
  }) => {
    const own = wireSession("sess_1", "active", { last_active_organization_id: "org_own" });
    const client = createClient({ proxyUrl: fake.url });
    for (const claims of [{}, organizationClaims[1]("org_2"), { o: "the template's", org_id: 7 }]) {
      const token = jwt({}, { iat: 1, exp: 61, ...claims });
      fake.answer(envelope(wireClient("client_1", [own])), tokenResponse(token));
      if (!client.loaded) await client.getClient();
      fake.answer(tokenResponse(token));
      expect(await client.getToken({ template: "any", skipCache: true })).toBe(token);
    }
    expect(fake.requests.slice(1).map(({ path, body }) => [path, body])).toEqual(
      [1, 2, 3].map(() => [`${tokensPath("sess_1")}/any`, ""]),
    );
  });

  test("of an unknown template rejects with the server's api error", async ({ loadedClient }) => {
    expect(await rejection(loadedClient.getToken({ template: "none" }))).toMatchObject({
      code: "api",
      status: 404,
      errors: [{ code: "resource_not_found" }],
    });
  });
});

test.describe("getToken resolves to null and sends nothing", () => {
  for (const [label, client] of [
    ["if there is no client", null],
    ["if the client has no sessions", wireClient("client_1", [])],
    [
      "if no session is the current one",
      wireClient("client_1", [other], { last_active_session_id: null }),
    ],
    [
      "if the current session has ended",
      wireClient("client_1", [wireSession("sess_1", "ended"), other]),
    ],
  ] as const) {
    test(label, async ({ fake, createClient }) => {
      const one = createClient({ proxyUrl: fake.url });
      fake.answer(envelope(client));
      for (const options of [
        undefined,
        {},
        { session: "current" },
        { template: "any" },
        { skipCache: true },
      ])
        expect(await one.getToken(options)).toBeNull();
      expect(fake.lines).toEqual([getClient]);
    });
  }
});

test("If GET /client fails, getToken rejects with that error instead of returning null", async ({
  fake,
  createClient,
}) => {
  const client = createClient({ proxyUrl: fake.url });
  fake.answer({ status: 500 });
  expect(await rejection(client.getToken())).toMatchObject({ code: "api", status: 500 });
  expect([fake.lines, client.loaded]).toEqual([[getClient], false]);
});

test("The session's lastActiveToken is not returned: a token is requested", async ({
  fake,
  createClient,
}) => {
  const shown = sessionToken({ iat: 1_800_000_000 });
  const session = wireSession("sess_1", "active", {
    last_active_token: { object: "token", jwt: shown },
  });
  const token = sessionToken();
  const client = createClient({ proxyUrl: fake.url });
  fake.answer(envelope(wireClient("client_1", [session])), tokenResponse(token));
  expect(await client.getToken()).toBe(token);
  expect(await client.getToken()).toBe(token);
  expect(client.session?.lastActiveToken?.jwt).toBe(shown);
  expect(fake.lines).toEqual([getClient, postToken("sess_1")]);
});

test("getToken works detached, and changes only the cache", async ({ fake, clientOfFake }) => {
  const { getToken } = clientOfFake;
  const known = clientOfFake.client;
  let calls = 0;
  clientOfFake.subscribe(() => {
    calls += 1;
  });
  fake.answer(tokenResponse(sessionToken()));
  await getToken();
  expect([clientOfFake.client === known, calls]).toEqual([true, 0]);
});

test("Tokens are cached by session, template and organization", async ({ fake, createClient }) => {
  const own = wireSession("sess_1", "active", { last_active_organization_id: "org_own" });
  const client = createClient({ proxyUrl: fake.url });
  const token = (organization: string, fields = {}) =>
    sessionToken({ ...fields, claims: organization ? organizationClaims[2](organization) : {} });
  const answers = [
    [{}, token("org_own")],
    [{ organizationId: "org_1" }, token("org_1")],
    [{ organizationId: null }, token("")],
    [{ template: "a" }, token("", { iat: 5 })],
    [{ template: "b" }, token("", { iat: 6 })],
    [{ session: "sess_2" }, token("", { sid: "sess_2" })],
    [{ session: "sess_2", template: "a" }, token("", { sid: "sess_2", iat: 7 })],
  ] as const;
  fake.answer(
    envelope(wireClient("client_1", [own, other])),
    ...answers.map(([, token]) => tokenResponse(token)),
  );
  for (const [options, token] of answers) expect(await client.getToken(options)).toBe(token);
  expect(fake.lines).toHaveLength(1 + answers.length);
  const [ofOwn, , personal, a, , ofSecond] = answers.map(([, token]) => token);
  for (const [options, token] of [
    ...answers,
    [{ session: "current" }, ofOwn],
    [{ session: "sess_1" }, ofOwn],
    // The session's own organization, given by its id.
    [{ organizationId: "org_own" }, ofOwn],
    [{ organizationId: "" }, personal],
    [{ session: "sess_1", template: "a", leewaySeconds: 0 }, a],
    [{ session: "sess_2", organizationId: "" }, ofSecond],
  ] as const)
    expect(await client.getToken(options)).toBe(token);
  expect(fake.lines).toHaveLength(1 + answers.length);
});

test("A token for the session's own organization by id is cached for calls without one", async ({
  fake,
  clientOfFake,
}) => {
  const token = sessionToken();
  fake.answer(tokenResponse(token));
  expect(await clientOfFake.getToken({ organizationId: null })).toBe(token);
  expect(await clientOfFake.getToken()).toBe(token);
  expect(fake.lines).toHaveLength(2);
});

test("If a token names another organization than the session, GET /client is sent", async ({
  fake,
  clientOfFake,
}) => {
  const token = sessionToken({ claims: organizationClaims[2]("org_1") });
  const session = wireSession("sess_1", "active", { last_active_organization_id: "org_1" });
  fake.answer(tokenResponse(token), envelope(wireClient("client_1", [session, other])));
  expect(await clientOfFake.getToken()).toBe(token);
  await nextChange(clientOfFake);
  expect(clientOfFake.session?.lastActiveOrganizationId).toBe("org_1");
  expect(await clientOfFake.getToken()).toBe(token);
  expect(await clientOfFake.getToken({ organizationId: "org_1" })).toBe(token);
  expect((await settledLines(fake, 3)).slice(1)).toEqual([postToken("sess_1"), getClient]);
});

test("After the active organization has changed, the previous one's token is not returned", async ({
  fake,
  clientOfFake,
}) => {
  const [personal, token] = [
    sessionToken(),
    sessionToken({ claims: organizationClaims[1]("org_1") }),
  ];
  const session = wireSession("sess_1", "active", { last_active_organization_id: "org_1" });
  fake.answer(
    tokenResponse(personal),
    envelope(wireClient("client_1", [session, other])),
    tokenResponse(token),
  );
  await clientOfFake.getToken();
  await clientOfFake.getClient();
  expect(await clientOfFake.getToken()).toBe(token);
  expect(await clientOfFake.getToken({ organizationId: null })).toBe(personal);
  expect(fake.lines).toHaveLength(4);
});

test("A client of another response leaves the tokens of its sessions in the cache", async ({
  fake,
  clientOfFake,
}) => {
  const [first, second] = [sessionToken(), sessionToken({ sid: "sess_2" })];
  fake.answer(tokenResponse(first), tokenResponse(second), envelope(after), envelope(before));
  await clientOfFake.getToken();
  await clientOfFake.getToken({ session: "sess_2" });
  await clientOfFake.getClient();
  expect(await clientOfFake.getToken({ session: "sess_2" })).toBe(second);
  expect(fake.lines).toHaveLength(4);
});
