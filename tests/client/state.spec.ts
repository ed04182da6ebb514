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

test("loaded tells signed out from not asked", async ({ fake, createClient }) => {
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

test("getClient resolves to the very object that client is, and session is in it", async ({
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
  test(`session is the last active one, if its status is ${status}: ${is}`, async ({
    fake,
    createClient,
  }) => {
    const client = createClient({ proxyUrl: fake.url });
    fake.answer(envelope(wireClient("client_1", [wireSession("sess_1", status), other])));
    await client.getClient();
    expect(client.session?.id).toBe(is);
  });
}

test("session is null where the client names none, or one that it does not hold", async ({
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

test("an answer equal in content keeps the object and notifies nobody", async ({
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

test("a change makes a new object, and leaves the old one as it was", async ({
  loadedClient,
  signedIn,
}) => {
  const known = loadedClient.client;
  await loadedClient.deleteSession(signedIn.first);
  expect(loadedClient.client).not.toBe(known);
  expect(ids(known?.sessions)).toEqual([signedIn.first, signedIn.current]);
});

test("every answer's client half is taken", async ({ fake, clientOfFake }) => {
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

test("listeners are called once, before the promise settles, and see the new state", async ({
  loadedClient,
  signedIn,
}) => {
  const seen: unknown[] = [];
  loadedClient.subscribe(() => seen.push(ids(loadedClient.client?.sessions)));
  await loadedClient.deleteSession(signedIn.first).then(() => seen.push("settled"));
  expect(seen).toEqual([[signedIn.current], "settled"]);
});

test("a failing call notifies nobody", async ({ api, loadedClient, signedIn }) => {
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

test("a failing call before anything was heard leaves it unheard", async ({ api, client }) => {
  api.control.addFaults({ answer: { error: "internal_clerk_error" } });
  await rejection(client.getClient());
  expect([client.loaded, client.client]).toEqual([false, null]);
});

test("what a listener throws is reported and stops nobody", async ({ loadedClient, signedIn }) => {
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

test("unsubscribing stops a listener, also from within one, and twice is once", async ({
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

test("a listener that another one stops during a notification is not called any more", async ({
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

test("a listener that closes the client: no other is called any more, and the call rejects", async ({
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

test("the same function subscribed twice is two subscriptions", async ({ fake, clientOfFake }) => {
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

test("a listener may call the SessionClient", async ({ api, loadedClient, signedIn }) => {
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

test("a listener that is no function is refused", async ({ client }) => {
  expect(() => client.subscribe("tell me" as unknown as () => void)).toThrow(/listener/);
});

test("a late answer brings no deleted session back: GET /client is asked again", async ({
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

test("a late answer that says otherwise is not believed, and GET /client is asked", async ({
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

test("a GET /client that was overtaken is asked again", async ({ api, loadedClient, signedIn }) => {
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

for (const [what, answer] of [
  ["204", { status: 204 }],
  ["null", envelope(null)],
] as [string, PlannedResponse][]) {
  test(`deleteAllSessions answered with ${what}: what decides is asked after it, and not what was on its way before`, async ({
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

/** What another device has done in the meantime: a third session, and a change to the second. */
const meanwhile = wireClient("client_1", [
  ours,
  wireSession("sess_2", "active", { last_active_at: 9 }),
  wireSession("sess_3"),
]);

test("a deletion's own client half may be late: the session leaves what is known, and the client is asked", async ({
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

test("deleteAllSessions confirmed by a late answer: none of its sessions is shown any more, whatever the client says next", async ({
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

test("the client that an error carries may be late: it is not taken, and GET /client is asked", async ({
  fake,
  clientOfFake,
}) => {
  const late = deferred(errorResponse(403, "forbidden", { client: before }));
  const asked = wireClient("client_1", [other, wireSession("sess_3")]);
  fake.answer(late, envelope(after), envelope(asked));
  const touched = rejection(clientOfFake.touchSession("sess_2"));
  await fake.arrived(2);
  await clientOfFake.getClient();
  const seen: string[][] = [];
  clientOfFake.subscribe(() => seen.push(ids(clientOfFake.client?.sessions)));
  const told = nextChange(clientOfFake);
  late.release();
  expect(await touched).toMatchObject({ code: "api", status: 403 });
  await told;
  expect((await settledLines(fake, 4)).slice(1)).toEqual([
    "POST /v1/client/sessions/sess_2/touch",
    getClient,
    getClient,
  ]);
  expect(seen).toEqual([["sess_2", "sess_3"]]);
});

test("the client that an error carries is taken", async ({ fake, clientOfFake }) => {
  fake.answer(errorResponse(403, "forbidden", { client: after }));
  await rejection(clientOfFake.touchSession("sess_1"));
  expect(ids(clientOfFake.client?.sessions)).toEqual(["sess_2"]);
  expect(fake.lines).toHaveLength(2);
});

test("what a reader does to the objects it was given stays with them", async ({
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

test.describe("a session that is alive as far as is known here, and has ended on the server", () => {
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
    test(`is noticed by ${name}(), answered ${answer.status ?? "that it has ended"}`, async ({
      fake,
      clientOfFake,
    }) => {
      fake.answer(answer, envelope(after));
      let told = 0;
      clientOfFake.subscribe(() => {
        told += 1;
      });
      const noticed = nextChange(clientOfFake);
      await calls[name](clientOfFake).catch(() => {});
      await noticed;
      expect((await settledLines(fake, 3)).slice(2)).toEqual([getClient]);
      expect([ids(clientOfFake.client?.sessions), told]).toEqual([["sess_2"], 1]);
    });
  }

  test("is noticed by listSessions()", async ({ fake, clientOfFake }) => {
    fake.answer({ json: [ended, wireSession("sess_elsewhere", "revoked")] }, envelope(after));
    const noticed = nextChange(clientOfFake);
    expect(await clientOfFake.listSessions()).toHaveLength(2);
    await noticed;
    expect(ids(clientOfFake.client?.sessions)).toEqual(["sess_2"]);
    expect((await settledLines(fake, 3)).slice(2)).toEqual([getClient]);
  });

  test("of another device, is nothing to ask about", async ({ fake, clientOfFake }) => {
    fake.answer(
      { json: [wireSession("sess_elsewhere", "revoked")] },
      errorResponse(404, "resource_not_found"),
    );
    await clientOfFake.listSessions();
    await rejection(clientOfFake.getSession("sess_elsewhere"));
    expect(await settledLines(fake, 3)).toHaveLength(3);
  });
});
