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

  test("deletes every session of this client and no other, and keeps the client", async ({
    api,
    loadedClient,
    signedIn,
  }) => {
    const otherDevice = api.control.createSession({ identifier: ada.emailAddress }).id;
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
    expect(statusOf(api, otherDevice)).toBe("active");
  });

  test("requests the client first if it is not loaded", async ({ api, client }) => {
    await client.deleteAllSessions();
    expect(lines(api)).toEqual([getClient, removeAll]);
  });

  for (const [label, answer] of [
    ["no body", { status: 204 }],
    ["null", envelope(null)],
    ["a client that is still signed in", envelope(before)],
    ["HTML", { body: "<html>" }],
  ] as const) {
    test(`answered with ${label} is confirmed by GET /client`, async ({ fake, clientOfFake }) => {
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

    test(`answered with ${label} rejects with not_deleted if a session is still alive`, async ({
      fake,
      clientOfFake,
    }) => {
      fake.answer(answer, envelope(before));
      expect((await rejection(clientOfFake.deleteAllSessions())).code).toBe("not_deleted");
      expect(ids(clientOfFake.client?.sessions)).toEqual(["sess_1", "sess_2"]);
    });
  }

  for (const [label, client] of [
    ["another client", wireClient("client_2", [])],
    ["no client", null],
    [
      "a session of an unknown status",
      wireClient("client_1", [wireSession("sess_1", "new thing")]),
    ],
  ] as const) {
    test(`answered with ${label} is not confirmed`, async ({ fake, clientOfFake }) => {
      fake.answer(envelope(client));
      expect((await rejection(clientOfFake.deleteAllSessions())).code).toBe("not_deleted");
    });
  }

  test("rejects with api and keeps the state if it is refused", async ({ fake, clientOfFake }) => {
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
    test("is confirmed by the server's response", async ({ api, loadedClient, signedIn }) => {
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

    for (const [label, session] of [
      ["the session still active", ours],
      ["another session", wireSession("sess_2", status)],
    ] as const) {
      test(`answered with ${label} rejects with not_deleted`, async ({ fake, clientOfFake }) => {
        const known = clientOfFake.client;
        fake.answer(envelope(session));
        expect((await rejection(clientOfFake[method]("sess_1"))).code).toBe("not_deleted");
        expect(clientOfFake.client).toBe(known);
      });
    }

    test("rejects with not_deleted if the client member has the session alive", async ({
      fake,
      clientOfFake,
    }) => {
      fake.answer(envelope(wireSession("sess_1", status), before));
      expect((await rejection(clientOfFake[method]("sess_1"))).code).toBe("not_deleted");
    });

    test("rejects with api after another 400, without GET /client", async ({
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
      test(`rejects with api after ${status} ${code} and sends GET /client`, async ({
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

      test(`sends no GET /client after ${status} ${code} for an unknown session`, async ({
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

    test("with a null client member removes the session and sends GET /client", async ({
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

  test("with a null client member changes the state only by the GET /client that follows", async ({
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
    test("sends the current session's id", async ({ api, loadedClient, signedIn }) => {
      const sessions = await loadedClient[method]();
      expect(ids(sessions)).toContain(signedIn.current);
      expect(api.control.requests).toMatchObject([
        { method: "GET", path, query: { _clerk_session_id: signedIn.current }, body: "" },
      ]);
      expect(api.control.requests[0]?.headers["content-type"]).toBeUndefined();
    });

    test("sends the id of the session that `as` names", async ({ api, loadedClient, signedIn }) => {
      expect(ids(await loadedClient[method]({ as: signedIn.first }))).toContain(signedIn.first);
      expect(api.control.requests).toMatchObject([
        { path, query: { _clerk_session_id: signedIn.first } },
      ]);
    });

    test("requests the client first if the current session is unknown", async ({ api, client }) => {
      await client[method]();
      expect(lines(api)).toEqual([getClient, `GET ${path}`]);
    });

    test("reads a list with and without an envelope", async ({ fake, clientOfFake }) => {
      fake.answer({ json: [ours, other] });
      expect(ids(await clientOfFake[method]())).toEqual(["sess_1", "sess_2"]);
      fake.answer(envelope([other]));
      expect(ids(await clientOfFake[method]())).toEqual(["sess_2"]);
      fake.answer({ json: [] });
      expect(await clientOfFake[method]()).toEqual([]);
    });

    test("rejects on an error instead of resolving to an empty list", async ({
      fake,
      clientOfFake,
    }) => {
      fake.answer(errorResponse(500, "internal_clerk_error"));
      expect((await rejection(clientOfFake[method]())).code).toBe("api");
      fake.answer({ body: "<html>" });
      expect((await rejection(clientOfFake[method]())).code).toBe("invalid_response");
    });

    test("rejects with invalid_response if the response is null", async ({
      fake,
      clientOfFake,
    }) => {
      fake.answer(envelope(null));
      expect((await rejection(clientOfFake[method]())).code).toBe("invalid_response");
    });
  });
}

test("listActiveSessions returns the latest activity of each session", async ({
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

test("getSession sends a GET and resolves to the session", async ({
  api,
  loadedClient,
  signedIn,
}) => {
  expect((await loadedClient.getSession(signedIn.first)).id).toBe(signedIn.first);
  expect(api.control.requests).toMatchObject([
    { method: "GET", path: `/v1/client/sessions/${signedIn.first}` },
  ]);
});

test("Requests under /client have no _clerk_session_id, and revokeSession has one", async ({
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

test("Every result equals its structured clone and its JSON, with one key order", async ({
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
