import type { Session, SessionClient } from "clerk-session";
import {
  after,
  before,
  deferred,
  envelope,
  errorResponse,
  other,
  ours,
  type PlannedResponse,
  wireClient,
  wireSession,
} from "./fake_server.js";
import {
  expect,
  getClient,
  ids,
  lines,
  nextChange,
  postRemove,
  rejection,
  removePath,
  settledLines,
  test,
} from "./fixtures.js";

test("loaded distinguishes signed out from not requested", async ({ fake, createClient }) => {
  const client = createClient({ proxyUrl: fake.url });
  expect([client.loaded, client.client, client.session]).toEqual([false, null, null]);
  let calls = 0;
  client.subscribe(() => {
    calls += 1;
  });
  fake.answer(envelope(null));
  expect(await client.getClient()).toBeNull();
  expect([client.loaded, client.client, client.session, calls]).toEqual([true, null, null, 1]);
  await client.getClient();
  expect(calls).toBe(1);
});

test("getClient resolves to the object that client returns, which contains session", async ({
  client,
  signedIn,
}) => {
  const got = await client.getClient();
  expect(got).toBe(client.client);
  expect(client.client).toBe(client.client);
  expect(client.session?.id).toBe(signedIn.current);
  expect(client.client?.sessions).toContain(client.session);
});

for (const [status, is] of [
  ["active", "sess_1"],
  ["pending", "sess_1"],
  ["removed", undefined],
  ["expired", undefined],
  ["new thing", undefined],
] as const) {
  test(`If the last active session has the status ${status}, session is ${is}`, async ({
    fake,
    createClient,
  }) => {
    const client = createClient({ proxyUrl: fake.url });
    fake.answer(envelope(wireClient("client_1", [wireSession("sess_1", status), other])));
    await client.getClient();
    expect(client.session?.id).toBe(is);
  });
}

test("If the client names no session or one that it does not contain, session is null", async ({
  fake,
  createClient,
}) => {
  const client = createClient({ proxyUrl: fake.url });
  for (const last_active_session_id of [null, "sess_9"]) {
    fake.answer(envelope(wireClient("client_1", [ours, other], { last_active_session_id })));
    await client.getClient();
    expect(client.session).toBeNull();
  }
});

test("A response with equal content keeps the object and calls no listener", async ({
  fake,
  clientOfFake,
}) => {
  const known = clientOfFake.client;
  let calls = 0;
  clientOfFake.subscribe(() => {
    calls += 1;
  });
  fake.answer(envelope(before));
  expect(await clientOfFake.getClient()).toBe(known);
  fake.answer(envelope(ours, before));
  await clientOfFake.getSession("sess_1");
  expect([clientOfFake.client === known, calls]).toEqual([true, 0]);
});

test("A change creates a new object and leaves the old one unchanged", async ({
  loadedClient,
  signedIn,
}) => {
  const known = loadedClient.client;
  await loadedClient.deleteSession(signedIn.first);
  expect(loadedClient.client).not.toBe(known);
  expect(ids(known?.sessions)).toEqual([signedIn.first, signedIn.current]);
});

test("The client member of every response is applied", async ({ fake, clientOfFake }) => {
  let calls = 0;
  clientOfFake.subscribe(() => {
    calls += 1;
  });
  const session = wireSession("sess_3");
  for (const [index, call] of [
    () => clientOfFake.getSession("sess_3"),
    () => clientOfFake.touchSession("sess_3"),
    () => clientOfFake.endSession("sess_3"),
    () => clientOfFake.revokeSession("sess_3"),
    () => clientOfFake.listSessions(),
  ].entries()) {
    const named = wireSession(`sess_${index + 10}`);
    const response = index === 4 ? [session] : index > 1 ? wireSession("sess_3", "ended") : session;
    fake.answer(envelope(response, wireClient("client_1", [named])));
    await call();
    expect(ids(clientOfFake.client?.sessions)).toEqual([`sess_${index + 10}`]);
    expect(calls).toBe(index + 1);
  }
});

test("Listeners are called once with the new state before the promise settles", async ({
  loadedClient,
  signedIn,
}) => {
  const seen: unknown[] = [];
  loadedClient.subscribe(() => seen.push(ids(loadedClient.client?.sessions)));
  await loadedClient.deleteSession(signedIn.first).then(() => seen.push("settled"));
  expect(seen).toEqual([[signedIn.current], "settled"]);
});

test("A failing call calls no listener", async ({ api, loadedClient, signedIn }) => {
  let calls = 0;
  loadedClient.subscribe(() => {
    calls += 1;
  });
  api.control.addFaults({
    path: removePath(signedIn.first),
    answer: { error: "internal_clerk_error" },
  });
  await rejection(loadedClient.deleteSession(signedIn.first));
  await rejection(loadedClient.getSession("sess_x"));
  expect(calls).toBe(0);
});

test("If the first call fails, loaded stays false", async ({ api, client }) => {
  api.control.addFaults({ answer: { error: "internal_clerk_error" } });
  await rejection(client.getClient());
  expect([client.loaded, client.client]).toEqual([false, null]);
});

test("If a listener throws, the error is reported and the other listeners are called", async ({
  loadedClient,
  signedIn,
}) => {
  const reported: unknown[] = [];
  const thrown = new Error("from a listener");
  const { error } = console;
  console.error = (error: unknown) => reported.push(error);
  try {
    let calls = 0;
    loadedClient.subscribe(() => {
      throw thrown;
    });
    loadedClient.subscribe(() => {
      calls += 1;
    });
    expect(await loadedClient.deleteSession(signedIn.first)).toMatchObject({ status: "removed" });
    expect([calls, reported]).toEqual([1, [thrown]]);
  } finally {
    console.error = error;
  }
});

test("Unsubscribing works inside the listener too, and a second time has no effect", async ({
  fake,
  clientOfFake,
}) => {
  const calls: string[] = [];
  const stopFirst = clientOfFake.subscribe(() => {
    calls.push("first");
    stopFirst();
  });
  const stopSecond = clientOfFake.subscribe(() => calls.push("second"));
  fake.answer(envelope(after));
  await clientOfFake.getClient();
  stopFirst();
  fake.answer(envelope(before));
  await clientOfFake.getClient();
  stopSecond();
  stopSecond();
  fake.answer(envelope(after));
  await clientOfFake.getClient();
  expect(calls).toEqual(["first", "second", "second"]);
});

test("A listener that another one unsubscribes during a notification is not called", async ({
  fake,
  clientOfFake,
}) => {
  const calls: string[] = [];
  clientOfFake.subscribe(() => {
    calls.push("first");
    stopSecond();
  });
  const stopSecond = clientOfFake.subscribe(() => calls.push("second"));
  clientOfFake.subscribe(() => calls.push("third"));
  fake.answer(envelope(after));
  await clientOfFake.getClient();
  expect(calls).toEqual(["first", "third"]);
});

test("If a listener closes the client, no other listener is called and the call rejects", async ({
  fake,
  clientOfFake,
}) => {
  const calls: string[] = [];
  clientOfFake.subscribe(() => {
    calls.push("first");
    clientOfFake.close();
  });
  clientOfFake.subscribe(() => calls.push("second"));
  fake.answer(envelope(after));
  expect((await rejection(clientOfFake.getClient())).code).toBe("closed");
  expect(calls).toEqual(["first"]);
});

test("The same function subscribed twice is two subscriptions", async ({ fake, clientOfFake }) => {
  let calls = 0;
  const listener = () => {
    calls += 1;
  };
  const stop = clientOfFake.subscribe(listener);
  clientOfFake.subscribe(listener);
  fake.answer(envelope(after));
  await clientOfFake.getClient();
  stop();
  fake.answer(envelope(before));
  await clientOfFake.getClient();
  expect(calls).toBe(3);
});

test("A listener may call the SessionClient", async ({ api, loadedClient, signedIn }) => {
  const read = new Promise<Session>((resolve, reject) => {
    const stop = loadedClient.subscribe(() => {
      stop();
      loadedClient.getSession(signedIn.current).then(resolve, reject);
    });
  });
  await loadedClient.deleteSession(signedIn.first);
  expect((await read).id).toBe(signedIn.current);
  expect(lines(api)).toEqual([
    postRemove(signedIn.first),
    `GET /v1/client/sessions/${signedIn.current}`,
  ]);
});

test("subscribe throws if the listener is not a function", async ({ client }) => {
  expect(() => client.subscribe("tell me" as unknown as () => void)).toThrow(/listener/);
});

test("A late response does not restore a deleted session", async ({
  api,
  loadedClient,
  signedIn,
}) => {
  api.control.addFaults({ path: "/v1/client/sessions/*", hold: "after-change" });
  const late = loadedClient.getSession(signedIn.current);
  await api.control.request(({ state }) => state === "held");
  await loadedClient.deleteSession(signedIn.first);
  const seen: string[][] = [];
  loadedClient.subscribe(() => seen.push(ids(loadedClient.client?.sessions)));
  api.control.release();
  expect((await late).id).toBe(signedIn.current);
  expect(ids(loadedClient.client?.sessions)).toEqual([signedIn.current]);
  expect(seen.flat()).not.toContain(signedIn.first);
});

test("A late response that contradicts the state is ignored, and GET /client is sent", async ({
  api,
  loadedClient,
  signedIn,
}) => {
  api.control.addFaults({
    method: "GET",
    path: `/v1/client/sessions/${signedIn.current}`,
    hold: "after-change",
    set: { "/client/last_authentication_strategy": "password" },
  });
  const late = loadedClient.getSession(signedIn.current);
  await api.control.request(({ state }) => state === "held");
  await loadedClient.deleteSession(signedIn.first);
  api.control.release();
  await late;
  expect(await settledLines(api, 3)).toEqual([
    `GET /v1/client/sessions/${signedIn.current}`,
    postRemove(signedIn.first),
    getClient,
  ]);
  expect(ids(loadedClient.client?.sessions)).toEqual([signedIn.current]);
});

test("A GET /client overtaken by a deletion is sent again", async ({
  api,
  loadedClient,
  signedIn,
}) => {
  api.control.addFaults({ path: "/v1/client", hold: "after-change" });
  const late = loadedClient.getClient();
  await api.control.request(({ state }) => state === "held");
  await loadedClient.deleteSession(signedIn.first);
  api.control.release();
  const client = await late;
  expect(ids(client?.sessions)).toEqual([signedIn.current]);
  expect(client).toBe(loadedClient.client);
  expect(lines(api)).toEqual([getClient, postRemove(signedIn.first), getClient]);
});

for (const [label, answer] of [
  ["204", { status: 204 }],
  ["null", envelope(null)],
] as [string, PlannedResponse][]) {
  test(`After ${label}, only a new GET /client confirms deleteAllSessions`, async ({
    fake,
    clientOfFake,
  }) => {
    const early = deferred(envelope(before));
    fake.answer(early, answer, envelope(wireClient("client_1", [])));
    const read = clientOfFake.getClient();
    await fake.arrived(2);
    expect(await clientOfFake.deleteAllSessions()).toMatchObject({ id: "client_1", sessions: [] });
    early.release();
    expect((await read)?.sessions).toEqual([]);
    expect(fake.lines).toEqual([
      getClient,
      getClient,
      "POST /v1/client/sessions",
      getClient,
      getClient,
    ]);
  });
}

/** The client after another device has added a third session and changed the second. */
const meanwhile = wireClient("client_1", [
  ours,
  wireSession("sess_2", "active", { last_active_at: 9 }),
  wireSession("sess_3"),
]);

test("If a deletion's client member is late, only the session is removed from the state", async ({
  fake,
  clientOfFake,
}) => {
  const late = deferred(envelope(wireSession("sess_1", "removed"), after));
  fake.answer(late, envelope(meanwhile), errorResponse(500, "internal_clerk_error"));
  const deleted = clientOfFake.deleteSession("sess_1");
  await fake.arrived(2);
  await clientOfFake.getClient();
  late.release();
  expect(await deleted).toMatchObject({ id: "sess_1", status: "removed" });
  expect(clientOfFake.client?.sessions.map(({ id, lastActiveAt }) => [id, lastActiveAt])).toEqual([
    ["sess_2", 9],
    ["sess_3", 1_700_000_000_000],
  ]);
  expect(await settledLines(fake, 4)).toEqual([
    getClient,
    postRemove("sess_1"),
    getClient,
    getClient,
  ]);
});

test("A late response that confirms deleteAllSessions removes all sessions", async ({
  fake,
  clientOfFake,
}) => {
  const late = deferred(envelope(wireClient("client_1", [])));
  const touched = wireClient("client_1", [
    ours,
    wireSession("sess_2", "active", { last_active_at: 9 }),
  ]);
  fake.answer(late, envelope(touched), errorResponse(500, "internal_clerk_error"));
  const deleted = clientOfFake.deleteAllSessions();
  await fake.arrived(2);
  await clientOfFake.getClient();
  late.release();
  expect(await deleted).toMatchObject({ id: "client_1", sessions: [] });
  expect([clientOfFake.client?.sessions, clientOfFake.session]).toEqual([[], null]);
  expect(await settledLines(fake, 3)).toEqual([getClient, "POST /v1/client/sessions", getClient]);
});

test("If an error's client is late, it is ignored and GET /client is sent", async ({
  fake,
  clientOfFake,
}) => {
  const late = deferred(errorResponse(403, "forbidden", { client: before }));
  const refreshed = wireClient("client_1", [other, wireSession("sess_3")]);
  fake.answer(late, envelope(after), envelope(refreshed));
  const touched = rejection(clientOfFake.touchSession("sess_2"));
  await fake.arrived(2);
  await clientOfFake.getClient();
  const seen: string[][] = [];
  clientOfFake.subscribe(() => seen.push(ids(clientOfFake.client?.sessions)));
  const notified = nextChange(clientOfFake);
  late.release();
  expect(await touched).toMatchObject({ code: "api", status: 403 });
  await notified;
  expect((await settledLines(fake, 4)).slice(1)).toEqual([
    "POST /v1/client/sessions/sess_2/touch",
    getClient,
    getClient,
  ]);
  expect(seen).toEqual([["sess_2", "sess_3"]]);
});

test("An error's client is applied", async ({ fake, clientOfFake }) => {
  fake.answer(errorResponse(403, "forbidden", { client: after }));
  await rejection(clientOfFake.touchSession("sess_1"));
  expect(ids(clientOfFake.client?.sessions)).toEqual(["sess_2"]);
  expect(fake.lines).toHaveLength(2);
});

test("Changes by the caller to a returned object do not affect the state", async ({
  fake,
  clientOfFake,
}) => {
  const got = await clientOfFake.getSession("sess_1").catch(() => null);
  expect(got).toBeNull();
  fake.answer(envelope(ours, before));
  const session = await clientOfFake.getSession("sess_1");
  session.id = "changed";
  expect(ids(clientOfFake.client?.sessions)).toEqual(["sess_1", "sess_2"]);
});

test.describe("The end of a session on the server", () => {
  const ended = wireSession("sess_1", "revoked");
  const calls = {
    getSession: ({ getSession }) => getSession("sess_1"),
    touchSession: ({ touchSession }) => touchSession("sess_1"),
    endSession: ({ endSession }) => endSession("sess_1"),
    startVerification: ({ startVerification }) => startVerification({ level: "first_factor" }),
  } satisfies Record<string, (client: SessionClient) => Promise<unknown>>;

  for (const [name, answer] of [
    ["getSession", envelope(ended)],
    ["touchSession", envelope(ended)],
    ["getSession", errorResponse(404, "resource_not_found")],
    ["touchSession", errorResponse(404, "resource_not_found")],
    ["endSession", errorResponse(404, "resource_not_found")],
    ["startVerification", errorResponse(404, "resource_not_found")],
  ] as const) {
    test(`is noticed by ${name}() from ${answer.status ?? "the session's status"}`, async ({
      fake,
      clientOfFake,
    }) => {
      fake.answer(answer, envelope(after));
      let notifications = 0;
      clientOfFake.subscribe(() => {
        notifications += 1;
      });
      const notified = nextChange(clientOfFake);
      await calls[name](clientOfFake).catch(() => {});
      await notified;
      expect((await settledLines(fake, 3)).slice(2)).toEqual([getClient]);
      expect([ids(clientOfFake.client?.sessions), notifications]).toEqual([["sess_2"], 1]);
    });
  }

  test("is noticed by listSessions() from the session's status", async ({ fake, clientOfFake }) => {
    fake.answer({ json: [ended, wireSession("sess_elsewhere", "revoked")] }, envelope(after));
    const notified = nextChange(clientOfFake);
    expect(await clientOfFake.listSessions()).toHaveLength(2);
    await notified;
    expect(ids(clientOfFake.client?.sessions)).toEqual(["sess_2"]);
    expect((await settledLines(fake, 3)).slice(2)).toEqual([getClient]);
  });

  test("on another device sends no GET /client", async ({ fake, clientOfFake }) => {
    fake.answer(
      { json: [wireSession("sess_elsewhere", "revoked")] },
      errorResponse(404, "resource_not_found"),
    );
    await clientOfFake.listSessions();
    await rejection(clientOfFake.getSession("sess_elsewhere"));
    expect(await settledLines(fake, 3)).toHaveLength(3);
  });
});
