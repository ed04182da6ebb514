import type { Session, SessionClient } from "clerk-session";
import {
  after,
  before,
  heldBack,
  other,
  ours,
  type PlannedAnswer,
  refusal,
  wireClient,
  wireSession,
  wrapped,
} from "./fake_server.js";
import {
  changed,
  expect,
  getClient,
  ids,
  lines,
  rejection,
  remove,
  removePath,
  settledLines,
  test,
} from "./fixtures.js";

test("loaded tells signed out from not asked", async ({ fake, open }) => {
  const client = open({ proxyUrl: fake.url });
  expect([client.loaded, client.client, client.session]).toEqual([false, null, null]);
  let calls = 0;
  client.subscribe(() => {
    calls += 1;
  });
  fake.answer(wrapped(null));
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
    open,
  }) => {
    const client = open({ proxyUrl: fake.url });
    fake.answer(wrapped(wireClient("client_1", [wireSession("sess_1", status), other])));
    await client.getClient();
    expect(client.session?.id).toBe(is);
  });
}

test("session is null where the client names none, or one that it does not hold", async ({
  fake,
  open,
}) => {
  const client = open({ proxyUrl: fake.url });
  for (const last_active_session_id of [null, "sess_9"]) {
    fake.answer(wrapped(wireClient("client_1", [ours, other], { last_active_session_id })));
    await client.getClient();
    expect(client.session).toBeNull();
  }
});

test("an answer equal in content keeps the object and notifies nobody", async ({ fake, held }) => {
  const known = held.client;
  let calls = 0;
  held.subscribe(() => {
    calls += 1;
  });
  fake.answer(wrapped(before));
  expect(await held.getClient()).toBe(known);
  fake.answer(wrapped(ours, before));
  await held.getSession("sess_1");
  expect([held.client === known, calls]).toEqual([true, 0]);
});

test("a change makes a new object, and leaves the old one as it was", async ({
  knowing,
  signedIn,
}) => {
  const known = knowing.client;
  await knowing.deleteSession(signedIn.first);
  expect(knowing.client).not.toBe(known);
  expect(ids(known?.sessions)).toEqual([signedIn.first, signedIn.current]);
});

test("every answer's client half is taken", async ({ fake, held }) => {
  let calls = 0;
  held.subscribe(() => {
    calls += 1;
  });
  const session = wireSession("sess_3");
  for (const [index, call] of [
    () => held.getSession("sess_3"),
    () => held.touchSession("sess_3"),
    () => held.endSession("sess_3"),
    () => held.revokeSession("sess_3"),
    () => held.listSessions(),
  ].entries()) {
    const named = wireSession(`sess_${index + 10}`);
    const response = index === 4 ? [session] : index > 1 ? wireSession("sess_3", "ended") : session;
    fake.answer(wrapped(response, wireClient("client_1", [named])));
    await call();
    expect(ids(held.client?.sessions)).toEqual([`sess_${index + 10}`]);
    expect(calls).toBe(index + 1);
  }
});

test("listeners are called once, before the promise settles, and see the new state", async ({
  knowing,
  signedIn,
}) => {
  const seen: unknown[] = [];
  knowing.subscribe(() => seen.push(ids(knowing.client?.sessions)));
  await knowing.deleteSession(signedIn.first).then(() => seen.push("settled"));
  expect(seen).toEqual([[signedIn.current], "settled"]);
});

test("a failing call notifies nobody", async ({ api, knowing, signedIn }) => {
  let calls = 0;
  knowing.subscribe(() => {
    calls += 1;
  });
  api.control.addFaults({
    path: removePath(signedIn.first),
    answer: { error: "internal_clerk_error" },
  });
  await rejection(knowing.deleteSession(signedIn.first));
  await rejection(knowing.getSession("sess_x"));
  expect(calls).toBe(0);
});

test("a failing call before anything was heard leaves it unheard", async ({ api, client }) => {
  api.control.addFaults({ answer: { error: "internal_clerk_error" } });
  await rejection(client.getClient());
  expect([client.loaded, client.client]).toEqual([false, null]);
});

test("what a listener throws is reported and stops nobody", async ({ knowing, signedIn }) => {
  const reported: unknown[] = [];
  const thrown = new Error("from a listener");
  const { error } = console;
  console.error = (error: unknown) => reported.push(error);
  try {
    let calls = 0;
    knowing.subscribe(() => {
      throw thrown;
    });
    knowing.subscribe(() => {
      calls += 1;
    });
    expect(await knowing.deleteSession(signedIn.first)).toMatchObject({ status: "removed" });
    expect([calls, reported]).toEqual([1, [thrown]]);
  } finally {
    console.error = error;
  }
});

test("unsubscribing stops a listener, also from within one, and twice is once", async ({
  fake,
  held,
}) => {
  const calls: string[] = [];
  const stopFirst = held.subscribe(() => {
    calls.push("first");
    stopFirst();
  });
  const stopSecond = held.subscribe(() => calls.push("second"));
  fake.answer(wrapped(after));
  await held.getClient();
  stopFirst();
  fake.answer(wrapped(before));
  await held.getClient();
  stopSecond();
  stopSecond();
  fake.answer(wrapped(after));
  await held.getClient();
  expect(calls).toEqual(["first", "second", "second"]);
});

test("a listener that another one stops during a notification is not called any more", async ({
  fake,
  held,
}) => {
  const calls: string[] = [];
  held.subscribe(() => {
    calls.push("first");
    stopSecond();
  });
  const stopSecond = held.subscribe(() => calls.push("second"));
  held.subscribe(() => calls.push("third"));
  fake.answer(wrapped(after));
  await held.getClient();
  expect(calls).toEqual(["first", "third"]);
});

test("a listener that closes the client: no other is called any more, and the call rejects", async ({
  fake,
  held,
}) => {
  const calls: string[] = [];
  held.subscribe(() => {
    calls.push("first");
    held.close();
  });
  held.subscribe(() => calls.push("second"));
  fake.answer(wrapped(after));
  expect((await rejection(held.getClient())).code).toBe("closed");
  expect(calls).toEqual(["first"]);
});

test("the same function subscribed twice is two subscriptions", async ({ fake, held }) => {
  let calls = 0;
  const listener = () => {
    calls += 1;
  };
  const stop = held.subscribe(listener);
  held.subscribe(listener);
  fake.answer(wrapped(after));
  await held.getClient();
  stop();
  fake.answer(wrapped(before));
  await held.getClient();
  expect(calls).toBe(3);
});

test("a listener may call the SessionClient", async ({ api, knowing, signedIn }) => {
  const read = new Promise<Session>((resolve, reject) => {
    const stop = knowing.subscribe(() => {
      stop();
      knowing.getSession(signedIn.current).then(resolve, reject);
    });
  });
  await knowing.deleteSession(signedIn.first);
  expect((await read).id).toBe(signedIn.current);
  expect(lines(api)).toEqual([
    remove(signedIn.first),
    `GET /v1/client/sessions/${signedIn.current}`,
  ]);
});

test("a listener that is no function is refused", async ({ client }) => {
  expect(() => client.subscribe("tell me" as unknown as () => void)).toThrow(/listener/);
});

test("a late answer brings no deleted session back: GET /client is asked again", async ({
  api,
  knowing,
  signedIn,
}) => {
  api.control.addFaults({ path: "/v1/client/sessions/*", hold: "after-change" });
  const late = knowing.getSession(signedIn.current);
  await api.control.request(({ state }) => state === "held");
  await knowing.deleteSession(signedIn.first);
  const seen: string[][] = [];
  knowing.subscribe(() => seen.push(ids(knowing.client?.sessions)));
  api.control.release();
  expect((await late).id).toBe(signedIn.current);
  expect(ids(knowing.client?.sessions)).toEqual([signedIn.current]);
  expect(seen.flat()).not.toContain(signedIn.first);
});

test("a late answer that says otherwise is not believed, and GET /client is asked", async ({
  api,
  knowing,
  signedIn,
}) => {
  api.control.addFaults({
    method: "GET",
    path: `/v1/client/sessions/${signedIn.current}`,
    hold: "after-change",
    set: { "/client/last_authentication_strategy": "password" },
  });
  const late = knowing.getSession(signedIn.current);
  await api.control.request(({ state }) => state === "held");
  await knowing.deleteSession(signedIn.first);
  api.control.release();
  await late;
  expect(await settledLines(api, 3)).toEqual([
    `GET /v1/client/sessions/${signedIn.current}`,
    remove(signedIn.first),
    getClient,
  ]);
  expect(ids(knowing.client?.sessions)).toEqual([signedIn.current]);
});

test("a GET /client that was overtaken is asked again", async ({ api, knowing, signedIn }) => {
  api.control.addFaults({ path: "/v1/client", hold: "after-change" });
  const late = knowing.getClient();
  await api.control.request(({ state }) => state === "held");
  await knowing.deleteSession(signedIn.first);
  api.control.release();
  const client = await late;
  expect(ids(client?.sessions)).toEqual([signedIn.current]);
  expect(client).toBe(knowing.client);
  expect(lines(api)).toEqual([getClient, remove(signedIn.first), getClient]);
});

for (const [what, answer] of [
  ["204", { status: 204 }],
  ["null", wrapped(null)],
] as [string, PlannedAnswer][]) {
  test(`deleteAllSessions answered with ${what}: what decides is asked after it, and not what was on its way before`, async ({
    fake,
    held,
  }) => {
    const early = heldBack(wrapped(before));
    fake.answer(early, answer, wrapped(wireClient("client_1", [])));
    const read = held.getClient();
    await fake.arrived(2);
    expect(await held.deleteAllSessions()).toMatchObject({ id: "client_1", sessions: [] });
    early.letGo();
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
  held,
}) => {
  const late = heldBack(wrapped(wireSession("sess_1", "removed"), after));
  fake.answer(late, wrapped(meanwhile), refusal(500, "internal_clerk_error"));
  const deleted = held.deleteSession("sess_1");
  await fake.arrived(2);
  await held.getClient();
  late.letGo();
  expect(await deleted).toMatchObject({ id: "sess_1", status: "removed" });
  expect(held.client?.sessions.map(({ id, lastActiveAt }) => [id, lastActiveAt])).toEqual([
    ["sess_2", 9],
    ["sess_3", 1_700_000_000_000],
  ]);
  expect(await settledLines(fake, 4)).toEqual([getClient, remove("sess_1"), getClient, getClient]);
});

test("deleteAllSessions confirmed by a late answer: none of its sessions is shown any more, whatever the client says next", async ({
  fake,
  held,
}) => {
  const late = heldBack(wrapped(wireClient("client_1", [])));
  const touched = wireClient("client_1", [
    ours,
    wireSession("sess_2", "active", { last_active_at: 9 }),
  ]);
  fake.answer(late, wrapped(touched), refusal(500, "internal_clerk_error"));
  const deleted = held.deleteAllSessions();
  await fake.arrived(2);
  await held.getClient();
  late.letGo();
  expect(await deleted).toMatchObject({ id: "client_1", sessions: [] });
  expect([held.client?.sessions, held.session]).toEqual([[], null]);
  expect(await settledLines(fake, 3)).toEqual([getClient, "POST /v1/client/sessions", getClient]);
});

test("the client that an error carries may be late: it is not taken, and GET /client is asked", async ({
  fake,
  held,
}) => {
  const late = heldBack(refusal(403, "forbidden", { client: before }));
  const asked = wireClient("client_1", [other, wireSession("sess_3")]);
  fake.answer(late, wrapped(after), wrapped(asked));
  const touched = rejection(held.touchSession("sess_2"));
  await fake.arrived(2);
  await held.getClient();
  const seen: string[][] = [];
  held.subscribe(() => seen.push(ids(held.client?.sessions)));
  const told = changed(held);
  late.letGo();
  expect(await touched).toMatchObject({ code: "api", status: 403 });
  await told;
  expect((await settledLines(fake, 4)).slice(1)).toEqual([
    "POST /v1/client/sessions/sess_2/touch",
    getClient,
    getClient,
  ]);
  expect(seen).toEqual([["sess_2", "sess_3"]]);
});

test("the client that an error carries is taken", async ({ fake, held }) => {
  fake.answer(refusal(403, "forbidden", { client: after }));
  await rejection(held.touchSession("sess_1"));
  expect(ids(held.client?.sessions)).toEqual(["sess_2"]);
  expect(fake.lines).toHaveLength(2);
});

test("what a reader does to the objects it was given stays with them", async ({ fake, held }) => {
  const got = await held.getSession("sess_1").catch(() => null);
  expect(got).toBeNull();
  fake.answer(wrapped(ours, before));
  const session = await held.getSession("sess_1");
  session.id = "changed";
  expect(ids(held.client?.sessions)).toEqual(["sess_1", "sess_2"]);
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
    ["getSession", wrapped(ended)],
    ["touchSession", wrapped(ended)],
    ["getSession", refusal(404, "resource_not_found")],
    ["touchSession", refusal(404, "resource_not_found")],
    ["endSession", refusal(404, "resource_not_found")],
    ["startVerification", refusal(404, "resource_not_found")],
  ] as const) {
    test(`is noticed by ${name}(), answered ${answer.status ?? "that it has ended"}`, async ({
      fake,
      held,
    }) => {
      fake.answer(answer, wrapped(after));
      let told = 0;
      held.subscribe(() => {
        told += 1;
      });
      const noticed = changed(held);
      await calls[name](held).catch(() => {});
      await noticed;
      expect((await settledLines(fake, 3)).slice(2)).toEqual([getClient]);
      expect([ids(held.client?.sessions), told]).toEqual([["sess_2"], 1]);
    });
  }

  test("is noticed by listSessions()", async ({ fake, held }) => {
    fake.answer({ json: [ended, wireSession("sess_elsewhere", "revoked")] }, wrapped(after));
    const noticed = changed(held);
    expect(await held.listSessions()).toHaveLength(2);
    await noticed;
    expect(ids(held.client?.sessions)).toEqual(["sess_2"]);
    expect((await settledLines(fake, 3)).slice(2)).toEqual([getClient]);
  });

  test("of another device, is nothing to ask about", async ({ fake, held }) => {
    fake.answer(
      { json: [wireSession("sess_elsewhere", "revoked")] },
      refusal(404, "resource_not_found"),
    );
    await held.listSessions();
    await rejection(held.getSession("sess_elsewhere"));
    expect(await settledLines(fake, 3)).toHaveLength(3);
  });
});
