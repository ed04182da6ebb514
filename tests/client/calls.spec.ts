import {
  after,
  before,
  envelope,
  errorResponse,
  other,
  ours,
  wireClient,
  wireSession,
} from "./fake_server.js";
import {
  ada,
  alan,
  expect,
  getClient,
  ids,
  lines,
  nextChange,
  rejection,
  settledLines,
  statusOf,
  test,
} from "./fixtures.js";

test.describe("deleteAllSessions", () => {
  const removeAll = "DELETE /v1/client/sessions";

  test("deletes every session of this client and no other; the client stays", async ({
    api,
    loadedClient,
    signedIn,
  }) => {
    const elsewhere = api.control.createSession({ identifier: ada.emailAddress }).id;
    const client = await loadedClient.deleteAllSessions();
    expect(client).toBe(loadedClient.client);
    expect([client.sessions, loadedClient.session, loadedClient.loaded]).toEqual([[], null, true]);
    expect(api.control.requests).toMatchObject([
      {
        method: "POST",
        path: "/v1/client/sessions",
        query: { _method: "DELETE" },
        body: "",
        status: 200,
      },
    ]);
    for (const id of [signedIn.first, signedIn.current]) expect(statusOf(api, id)).toBe("removed");
    expect(statusOf(api, elsewhere)).toBe("active");
  });

  test("asks for the client first if it is not known", async ({ api, client }) => {
    await client.deleteAllSessions();
    expect(lines(api)).toEqual([getClient, removeAll]);
  });

  for (const [what, answer] of [
    ["no content", { status: 204 }],
    ["null", envelope(null)],
    ["a client that is still signed in", envelope(before)],
    ["HTML", { body: "<html>" }],
  ] as const) {
    test(`${what} confirms nothing: the client is asked, and confirms`, async ({
      fake,
      clientOfFake,
    }) => {
      fake.answer(answer, envelope(wireClient("client_1", [])));
      expect(await clientOfFake.deleteAllSessions()).toMatchObject({
        id: "client_1",
        sessions: [],
      });
      expect(fake.requests.slice(1).map(({ path, query }) => [path, query._method])).toEqual([
        ["/v1/client/sessions", "DELETE"],
        ["/v1/client", undefined],
      ]);
    });

    test(`${what}, and the client still holds a session: not_deleted`, async ({
      fake,
      clientOfFake,
    }) => {
      fake.answer(answer, envelope(before));
      expect((await rejection(clientOfFake.deleteAllSessions())).code).toBe("not_deleted");
      expect(ids(clientOfFake.client?.sessions)).toEqual(["sess_1", "sess_2"]);
    });
  }

  for (const [what, client] of [
    ["another client", wireClient("client_2", [])],
    ["no client", null],
    [
      "a session of a status that nobody knows",
      wireClient("client_1", [wireSession("sess_1", "new thing")]),
    ],
  ] as const) {
    test(`${what} is no confirmation`, async ({ fake, clientOfFake }) => {
      fake.answer(envelope(client));
      expect((await rejection(clientOfFake.deleteAllSessions())).code).toBe("not_deleted");
    });
  }

  test("refused: api, and nothing has changed", async ({ fake, clientOfFake }) => {
    const known = clientOfFake.client;
    fake.answer(errorResponse(403, "forbidden"));
    expect(await rejection(clientOfFake.deleteAllSessions())).toMatchObject({
      code: "api",
      status: 403,
    });
    expect(clientOfFake.client).toBe(known);
  });
});

for (const [method, status, path] of [
  ["endSession", "ended", (id: string) => `/v1/client/sessions/${id}/end`],
  ["revokeSession", "revoked", (id: string) => `/v1/me/sessions/${id}/revoke`],
] as const) {
  test.describe(method, () => {
    test("is confirmed by the server's answer", async ({ api, loadedClient, signedIn }) => {
      const options = method === "revokeSession" ? { as: signedIn.first } : {};
      const id =
        method === "revokeSession"
          ? api.control.createSession({ identifier: ada.emailAddress }).id
          : signedIn.first;
      expect(await loadedClient[method](id, options)).toMatchObject({ id, status });
      expect(api.control.requests).toMatchObject([
        { method: "POST", path: path(id), body: "", status: 200 },
      ]);
      expect(statusOf(api, id)).toBe(status);
    });

    for (const [what, answered] of [
      ["still active", ours],
      ["another session", wireSession("sess_2", status)],
    ] as const) {
      test(`${what}: not_deleted`, async ({ fake, clientOfFake }) => {
        const known = clientOfFake.client;
        fake.answer(envelope(answered));
        expect((await rejection(clientOfFake[method]("sess_1"))).code).toBe("not_deleted");
        expect(clientOfFake.client).toBe(known);
      });
    }

    test("a client half that still holds it alive outweighs the answer", async ({
      fake,
      clientOfFake,
    }) => {
      fake.answer(envelope(wireSession("sess_1", status), before));
      expect((await rejection(clientOfFake[method]("sess_1"))).code).toBe("not_deleted");
    });

    test("400 for another reason: api, and the client is not asked", async ({
      fake,
      clientOfFake,
    }) => {
      fake.answer(errorResponse(400, "client_not_found"), envelope(after));
      expect(await rejection(clientOfFake[method]("sess_1"))).toMatchObject({
        code: "api",
        status: 400,
      });
      expect(await settledLines(fake, 2)).toHaveLength(2);
    });

    for (const [status, code] of [
      [404, "resource_not_found"],
      [400, "invalid_action_for_session"],
    ] as const) {
      test(`${status} ${code}: api, and the client is asked, which may show that the session has gone`, async ({
        fake,
        clientOfFake,
      }) => {
        fake.answer(errorResponse(status, code), envelope(after));
        const gone = nextChange(clientOfFake);
        expect(await rejection(clientOfFake[method]("sess_1"))).toMatchObject({
          code: "api",
          status,
        });
        await gone;
        expect(ids(clientOfFake.client?.sessions)).toEqual(["sess_2"]);
        expect((await settledLines(fake, 3)).slice(2)).toEqual([getClient]);
      });

      test(`${status} ${code} about a session that is not held here: the client is not asked`, async ({
        fake,
        clientOfFake,
      }) => {
        fake.answer(errorResponse(status, code), envelope(after));
        expect(await rejection(clientOfFake[method]("sess_9"))).toMatchObject({
          code: "api",
          status,
        });
        expect(await settledLines(fake, 2)).toHaveLength(2);
      });
    }

    test("with a null client half the session leaves the client, which is asked for what else has changed", async ({
      fake,
      clientOfFake,
    }) => {
      fake.answer(envelope(wireSession("sess_1", status)), envelope(after));
      await clientOfFake[method]("sess_1");
      expect([ids(clientOfFake.client?.sessions), clientOfFake.session]).toEqual([
        ["sess_2"],
        null,
      ]);
      await nextChange(clientOfFake);
      expect(clientOfFake.session?.id).toBe("sess_2");
      expect((await settledLines(fake, 3)).slice(2)).toEqual([getClient]);
    });
  });
}

test.describe("touchSession", () => {
  for (const [options, body] of [
    [{}, ""],
    [{ intent: "focus" }, "intent=focus"],
    [
      { organizationId: "org_1", intent: "select_org" },
      "active_organization_id=org_1&intent=select_org",
    ],
    [{ organizationId: null }, "active_organization_id="],
    [{ organizationId: "" }, "active_organization_id="],
    [{ organizationId: "a b&c" }, "active_organization_id=a%20b%26c"],
  ] as const) {
    test(`${JSON.stringify(options)} is sent as "${body}"`, async ({ fake, clientOfFake }) => {
      fake.answer(envelope(ours));
      expect(await clientOfFake.touchSession("sess_1", options)).toMatchObject({ id: "sess_1" });
      expect(fake.requests[1]).toMatchObject({
        method: "POST",
        path: "/v1/client/sessions/sess_1/touch",
        body,
      });
      expect(fake.requests[1]?.headers["content-type"]).toBe("application/x-www-form-urlencoded");
    });
  }

  test("switches the current session", async ({ loadedClient, signedIn }) => {
    await loadedClient.touchSession(signedIn.first, { intent: "select_session" });
    expect(loadedClient.session?.id).toBe(signedIn.first);
  });

  test("a null client half changes nothing by itself: the client is asked for, which tells who is current", async ({
    fake,
    clientOfFake,
  }) => {
    const known = clientOfFake.client;
    const touched = wireSession("sess_2", "active", { last_active_at: 5 });
    const switched = wireClient("client_1", [ours, touched], { last_active_session_id: "sess_2" });
    fake.answer(envelope(touched, null), envelope(switched));
    expect((await clientOfFake.touchSession("sess_2")).lastActiveAt).toBe(5);
    expect(clientOfFake.client).toBe(known);
    await nextChange(clientOfFake);
    expect([clientOfFake.session?.id, clientOfFake.session?.lastActiveAt]).toEqual(["sess_2", 5]);
    expect((await settledLines(fake, 3)).slice(2)).toEqual([getClient]);
  });
});

for (const [method, path] of [
  ["listSessions", "/v1/me/sessions"],
  ["listActiveSessions", "/v1/me/sessions/active"],
] as const) {
  test.describe(method, () => {
    test("asks on behalf of the current session", async ({ api, loadedClient, signedIn }) => {
      const sessions = await loadedClient[method]();
      expect(ids(sessions)).toContain(signedIn.current);
      expect(api.control.requests).toMatchObject([
        { method: "GET", path, query: { _clerk_session_id: signedIn.current }, body: "" },
      ]);
      expect(api.control.requests[0]?.headers["content-type"]).toBeUndefined();
    });

    test("asks on behalf of the session that `as` names", async ({
      api,
      loadedClient,
      signedIn,
    }) => {
      expect(ids(await loadedClient[method]({ as: signedIn.first }))).toContain(signedIn.first);
      expect(api.control.requests).toMatchObject([
        { path, query: { _clerk_session_id: signedIn.first } },
      ]);
    });

    test("asks for the client first where the current session is not known", async ({
      api,
      client,
    }) => {
      await client[method]();
      expect(lines(api)).toEqual([getClient, `GET ${path}`]);
    });

    test("reads a bare list and a wrapped one", async ({ fake, clientOfFake }) => {
      fake.answer({ json: [ours, other] });
      expect(ids(await clientOfFake[method]())).toEqual(["sess_1", "sess_2"]);
      fake.answer(envelope([other]));
      expect(ids(await clientOfFake[method]())).toEqual(["sess_2"]);
      fake.answer({ json: [] });
      expect(await clientOfFake[method]()).toEqual([]);
    });

    test("an error is an error and not an empty list", async ({ fake, clientOfFake }) => {
      fake.answer(errorResponse(500, "internal_clerk_error"));
      expect((await rejection(clientOfFake[method]())).code).toBe("api");
      fake.answer({ body: "<html>" });
      expect((await rejection(clientOfFake[method]())).code).toBe("invalid_response");
    });

    test("null is no list of sessions, and none is made up", async ({ fake, clientOfFake }) => {
      fake.answer(envelope(null));
      expect((await rejection(clientOfFake[method]())).code).toBe("invalid_response");
    });
  });
}

test("listActiveSessions has what each session was doing", async ({
  api,
  loadedClient,
  signedIn,
}) => {
  api.control.createSession({
    identifier: alan.emailAddress,
    userAgent: "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
  });
  const [session] = await loadedClient.listActiveSessions({ as: signedIn.first });
  expect(session?.latestActivity).toMatchObject({
    id: expect.any(String),
    ipAddress: expect.any(String),
  });
  expect(session?.createdAt === null || typeof session?.createdAt === "number").toBe(true);
});

test("getSession resolves to the session, from a GET", async ({ api, loadedClient, signedIn }) => {
  expect((await loadedClient.getSession(signedIn.first)).id).toBe(signedIn.first);
  expect(api.control.requests).toMatchObject([
    { method: "GET", path: `/v1/client/sessions/${signedIn.first}` },
  ]);
});

test("paths under /client carry no _clerk_session_id; revokeSession's does", async ({
  api,
  loadedClient,
  signedIn,
}) => {
  const device = api.control.createSession({ identifier: ada.emailAddress }).id;
  await loadedClient.getClient();
  await loadedClient.touchSession(signedIn.current);
  await loadedClient.revokeSession(device, { as: signedIn.first });
  expect(api.control.requests.map(({ query }) => query._clerk_session_id)).toEqual([
    undefined,
    undefined,
    signedIn.first,
  ]);
});

test("every result equals its structured clone and its JSON, and its keys stand in one order", async ({
  loadedClient,
  signedIn,
}) => {
  const results = [
    await loadedClient.getClient(),
    await loadedClient.getSession(signedIn.first),
    await loadedClient.listSessions({ as: signedIn.first }),
    await loadedClient.listActiveSessions({ as: signedIn.first }),
    await loadedClient.touchSession(signedIn.first),
    await loadedClient.deleteSession(signedIn.current),
    await loadedClient.deleteAllSessions(),
  ];
  for (const result of results) {
    expect(structuredClone(result)).toStrictEqual(result);
    expect(JSON.parse(JSON.stringify(result))).toStrictEqual(result);
  }
  const [client, one] = [
    results[0] as Awaited<ReturnType<typeof loadedClient.deleteAllSessions>>,
    results[1],
  ];
  for (const session of client.sessions)
    expect(Object.keys(session)).toEqual(Object.keys(one ?? {}));
});
