import { after, before, other, wireClient, wireSession, wrapped } from "./fake_server.js";
import {
  anyToken,
  changed,
  expect,
  getClient,
  lines,
  rejection,
  settledLines,
  test,
} from "./fixtures.js";
import {
  answered,
  askToken,
  claimsOf,
  jwt,
  ofOrganization,
  sessionToken,
  tokensPath,
} from "./session_token.js";

test("a token of the current session: one POST that says no more than it must", async ({
  api,
  knowing,
  signedIn,
}) => {
  const token = await knowing.getToken();
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

test('any session: by its id, as an object, or as "current"', async ({
  api,
  knowing,
  signedIn,
}) => {
  const first = knowing.client?.sessions.find(({ id }) => id === signedIn.first);
  if (!first) throw new Error("The client does not hold its first session.");
  const sids = [];
  for (const session of [signedIn.first, first, "current", signedIn.current])
    sids.push(claimsOf(await knowing.getToken({ session })).sid);
  const { first: ada, current } = signedIn;
  expect(sids).toEqual([ada, ada, current, current]);
  expect(lines(api)).toEqual([askToken(ada), askToken(current)]);
});

test("where the current session is not known, the client is asked for first", async ({
  api,
  client,
  signedIn,
}) => {
  expect(claimsOf(await client.getToken()).sid).toBe(signedIn.current);
  expect(lines(api)).toEqual([getClient, askToken(signedIn.current)]);
});

test("of a session that is named, the token is asked for at once, and nothing else", async ({
  api,
  client,
  signedIn,
}) => {
  const session = signedIn.first;
  const token = await client.getToken({ session });
  expect(claimsOf(token).sid).toBe(session);
  expect(await client.getToken({ session })).toBe(token);
  expect(lines(api)).toEqual([askToken(session)]);
});

for (const [options, body, organization] of [
  [{}, "", "org_own"],
  [{ organizationId: null }, "organization_id=", ""],
  [{ organizationId: "" }, "organization_id=", ""],
  [{ organizationId: "org_1" }, "organization_id=org_1", "org_1"],
  [{ organizationId: "org_own" }, "organization_id=org_own", "org_own"],
  [{ organizationId: "a b&c=d" }, "organization_id=a%20b%26c%3Dd", "a b&c=d"],
] as const) {
  test(`${JSON.stringify(options)} is sent as "${body}"`, async ({ fake, open }) => {
    const own = wireSession("sess_1", "active", { last_active_organization_id: "org_own" });
    const client = open({ proxyUrl: fake.url, clientToken: anyToken });
    const token = sessionToken({ claims: organization ? ofOrganization[2](organization) : {} });
    fake.answer(wrapped(wireClient("client_1", [own])), answered(token));
    expect(await client.getToken(options)).toBe(token);
    expect(fake.requests.slice(1)).toMatchObject([
      { method: "POST", path: tokensPath("sess_1"), body },
    ]);
  });
}

for (const version of [1, 2] as const) {
  test.describe(`version ${version}`, () => {
    test("any organization of the user's, and the personal account", async ({
      api,
      knowing,
      signedIn,
    }) => {
      api.control.setTokenRules({ version });
      const session = signedIn.first;
      const memberships = knowing.client?.sessions.find(({ id }) => id === session)?.user;
      const ids = (memberships?.organizationMemberships ?? []).map(
        ({ organization }) => organization?.id,
      );
      expect(ids).toHaveLength(2);
      for (const id of ids as string[]) {
        const claims = claimsOf(await knowing.getToken({ session, organizationId: id }));
        expect(version === 1 ? claims.org_id : claims.o).toEqual(
          version === 1 ? id : expect.objectContaining({ id }),
        );
      }
      const personal = claimsOf(await knowing.getToken({ session, organizationId: null }));
      expect([personal.org_id, personal.o]).toEqual([undefined, undefined]);
      expect(api.control.requests.map(({ body }) => body)).toEqual(
        [...ids, ""].map((id) => `organization_id=${id}`),
      );
      expect(
        (await rejection(knowing.getToken({ session, organizationId: "org_other" }))).status,
      ).toBe(403);
    });
  });
}

test.describe("a template's token", () => {
  test("has the template's claims, and is cached for as long as it lives", async ({
    api,
    clock,
    knowing,
    signedIn,
  }) => {
    const token = await knowing.getToken({ template: "reporting" });
    expect(claimsOf(token)).toMatchObject({ aud: "reporting" });
    // Ten minutes, less the second that both times are rounded down by, and ten of leeway.
    clock.pass(589_000);
    expect(await knowing.getToken({ template: "reporting" })).toBe(token);
    expect(lines(api)).toEqual([`${askToken(signedIn.current)}/reporting`]);
  });

  for (const [name, encoded] of [
    ["a/b", "a%2Fb"],
    ["../remove", "..%2Fremove"],
    ["%2e%2e", "%252e%252e"],
    ["?x=1#y", "%3Fx%3D1%23y"],
    ["...", "..."],
    ["ä 🦀", "%C3%A4%20%F0%9F%A6%80"],
  ] as const) {
    test(`the name ${name} is percent-encoded into the path`, async ({ fake, held }) => {
      const token = jwt({}, { iat: 1, exp: 61 });
      fake.answer(answered(token));
      expect(await held.getToken({ template: name })).toBe(token);
      expect(fake.lines[1]).toBe(`${askToken("sess_1")}/${encoded}`);
    });
  }

  test("asks for no organization, whatever the session's own is; its claims may name any", async ({
    fake,
    open,
  }) => {
    const own = wireSession("sess_1", "active", { last_active_organization_id: "org_own" });
    const client = open({ proxyUrl: fake.url });
    for (const claims of [{}, ofOrganization[1]("org_2"), { o: "the template's", org_id: 7 }]) {
      const token = jwt({}, { iat: 1, exp: 61, ...claims });
      fake.answer(wrapped(wireClient("client_1", [own])), answered(token));
      if (!client.loaded) await client.getClient();
      fake.answer(answered(token));
      expect(await client.getToken({ template: "any", skipCache: true })).toBe(token);
    }
    expect(fake.requests.slice(1).map(({ path, body }) => [path, body])).toEqual(
      [1, 2, 3].map(() => [`${tokensPath("sess_1")}/any`, ""]),
    );
  });

  test("that is not there: api, with what the server said", async ({ knowing }) => {
    expect(await rejection(knowing.getToken({ template: "none" }))).toMatchObject({
      code: "api",
      status: 404,
      errors: [{ code: "resource_not_found" }],
    });
  });
});

test.describe("null, and nothing is sent, where nobody is signed in:", () => {
  for (const [what, client] of [
    ["no client", null],
    ["a client without sessions", wireClient("client_1", [])],
    ["none is the current one", wireClient("client_1", [other], { last_active_session_id: null })],
    ["the current one has ended", wireClient("client_1", [wireSession("sess_1", "ended"), other])],
  ] as const) {
    test(what, async ({ fake, open }) => {
      const one = open({ proxyUrl: fake.url });
      fake.answer(wrapped(client));
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

test("the client cannot be asked for: the call rejects with that, and not as if nobody were signed in", async ({
  fake,
  open,
}) => {
  const client = open({ proxyUrl: fake.url });
  fake.answer({ status: 500 });
  expect(await rejection(client.getToken())).toMatchObject({ code: "api", status: 500 });
  expect([fake.lines, client.loaded]).toEqual([[getClient], false]);
});

test("the token that the client shows as last active is not given out: one is asked for", async ({
  fake,
  open,
}) => {
  const shown = sessionToken({ iat: 1_800_000_000 });
  const session = wireSession("sess_1", "active", {
    last_active_token: { object: "token", jwt: shown },
  });
  const token = sessionToken();
  const client = open({ proxyUrl: fake.url });
  fake.answer(wrapped(wireClient("client_1", [session])), answered(token));
  expect(await client.getToken()).toBe(token);
  expect(await client.getToken()).toBe(token);
  expect(client.session?.lastActiveToken?.jwt).toBe(shown);
  expect(fake.lines).toEqual([getClient, askToken("sess_1")]);
});

test("works detached, and afterwards nothing has changed but the cache", async ({ fake, held }) => {
  const { getToken } = held;
  const known = held.client;
  let calls = 0;
  held.subscribe(() => {
    calls += 1;
  });
  fake.answer(answered(sessionToken()));
  await getToken();
  expect([held.client === known, calls]).toEqual([true, 0]);
});

test("is cached by session, template and organization: each is asked for once", async ({
  fake,
  open,
}) => {
  const own = wireSession("sess_1", "active", { last_active_organization_id: "org_own" });
  const client = open({ proxyUrl: fake.url });
  const token = (organization: string, says = {}) =>
    sessionToken({ ...says, claims: organization ? ofOrganization[2](organization) : {} });
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
    wrapped(wireClient("client_1", [own, other])),
    ...answers.map(([, token]) => answered(token)),
  );
  for (const [options, token] of answers) expect(await client.getToken(options)).toBe(token);
  expect(fake.lines).toHaveLength(1 + answers.length);
  const [ofOwn, , personal, a, , ofSecond] = answers.map(([, token]) => token);
  for (const [options, token] of [
    ...answers,
    [{ session: "current" }, ofOwn],
    [{ session: "sess_1" }, ofOwn],
    // By its name it is the same organization.
    [{ organizationId: "org_own" }, ofOwn],
    [{ organizationId: "" }, personal],
    [{ session: "sess_1", template: "a", leewaySeconds: 0 }, a],
    [{ session: "sess_2", organizationId: "" }, ofSecond],
  ] as const)
    expect(await client.getToken(options)).toBe(token);
  expect(fake.lines).toHaveLength(1 + answers.length);
});

test("the session's own organization, first asked for by its name, is cached for whoever names none", async ({
  fake,
  held,
}) => {
  const token = sessionToken();
  fake.answer(answered(token));
  expect(await held.getToken({ organizationId: null })).toBe(token);
  expect(await held.getToken()).toBe(token);
  expect(fake.lines).toHaveLength(2);
});

test("the session's own organization has changed elsewhere: the answer says so, and the client is asked", async ({
  fake,
  held,
}) => {
  const token = sessionToken({ claims: ofOrganization[2]("org_1") });
  const session = wireSession("sess_1", "active", { last_active_organization_id: "org_1" });
  fake.answer(answered(token), wrapped(wireClient("client_1", [session, other])));
  expect(await held.getToken()).toBe(token);
  await changed(held);
  expect(held.session?.lastActiveOrganizationId).toBe("org_1");
  expect(await held.getToken()).toBe(token);
  expect(await held.getToken({ organizationId: "org_1" })).toBe(token);
  expect((await settledLines(fake, 3)).slice(1)).toEqual([askToken("sess_1"), getClient]);
});

test("the client says that another organization is active: what was cached for the one before is not given out", async ({
  fake,
  held,
}) => {
  const [personal, token] = [sessionToken(), sessionToken({ claims: ofOrganization[1]("org_1") })];
  const session = wireSession("sess_1", "active", { last_active_organization_id: "org_1" });
  fake.answer(
    answered(personal),
    wrapped(wireClient("client_1", [session, other])),
    answered(token),
  );
  await held.getToken();
  await held.getClient();
  expect(await held.getToken()).toBe(token);
  expect(await held.getToken({ organizationId: null })).toBe(personal);
  expect(fake.lines).toHaveLength(4);
});

test("a client that other answers bring leaves the tokens of its sessions where they are", async ({
  fake,
  held,
}) => {
  const [first, second] = [sessionToken(), sessionToken({ sid: "sess_2" })];
  fake.answer(answered(first), answered(second), wrapped(after), wrapped(before));
  await held.getToken();
  await held.getToken({ session: "sess_2" });
  await held.getClient();
  expect(await held.getToken({ session: "sess_2" })).toBe(second);
  expect(fake.lines).toHaveLength(4);
});
