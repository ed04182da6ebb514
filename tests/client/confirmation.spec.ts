import type { SessionClient } from "clerk-session";
import type { Json, JsonObject } from "../../www/frontend-api/json.js";
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
  expect,
  getClient,
  ids,
  nextChange,
  postRemove,
  rejection,
  settledLines,
  test,
} from "./fixtures.js";

for (const status of ["removed", "ended", "revoked", "expired", "abandoned", "replaced"]) {
  test(`A session with the same id and status ${status} confirms and is returned`, async ({
    fake,
    clientOfFake,
  }) => {
    fake.answer(envelope(wireSession("sess_1", status), after));
    expect(await clientOfFake.deleteSession("sess_1")).toMatchObject({ id: "sess_1", status });
    expect(fake.lines).toEqual([getClient, postRemove("sess_1")]);
    expect(ids(clientOfFake.client?.sessions)).toEqual(["sess_2"]);
  });
}

for (const [label, response] of [
  ["The status active", ours],
  ["The status pending", wireSession("sess_1", "pending")],
  ["An unknown status", wireSession("sess_1", "deleted")],
  ["Another session's id", wireSession("sess_2", "removed")],
  ["An id in other case", wireSession("SESS_1", "removed")],
] as const) {
  test(`${label} does not confirm the deletion and changes nothing`, async ({
    fake,
    clientOfFake,
  }) => {
    const known = clientOfFake.client;
    fake.answer(envelope(response));
    const error = await rejection(clientOfFake.deleteSession("sess_1"));
    expect([error.code, error.status]).toEqual(["not_deleted", 200]);
    expect(clientOfFake.client).toBe(known);
    expect(fake.lines).toEqual([getClient, postRemove("sess_1")]);
  });
}

for (const status of ["active", "pending", "something new"]) {
  test(`A client member with the session ${status} overrides the response and is applied`, async ({
    fake,
    clientOfFake,
  }) => {
    const member = wireClient("client_1", [wireSession("sess_1", status), wireSession("sess_3")]);
    fake.answer(envelope(wireSession("sess_1", "removed"), member));
    expect((await rejection(clientOfFake.deleteSession("sess_1"))).code).toBe("not_deleted");
    expect(ids(clientOfFake.client?.sessions)).toEqual(["sess_1", "sess_3"]);
  });
}

test("A client member with the session as removed does not prevent the confirmation", async ({
  fake,
  clientOfFake,
}) => {
  const removed = wireSession("sess_1", "removed");
  fake.answer(
    envelope(
      removed,
      wireClient("client_1", [removed, other], { last_active_session_id: "sess_2" }),
    ),
  );
  expect(await clientOfFake.deleteSession("sess_1")).toMatchObject({ status: "removed" });
  expect(clientOfFake.session?.id).toBe("sess_2");
});

test("Without a client member, the session leaves the client and is no longer current", async ({
  fake,
  clientOfFake,
}) => {
  let calls = 0;
  clientOfFake.subscribe(() => {
    calls += 1;
  });
  fake.answer(envelope(wireSession("sess_1", "removed"), null));
  await clientOfFake.deleteSession("sess_1");
  expect(ids(clientOfFake.client?.sessions)).toEqual(["sess_2"]);
  expect([clientOfFake.session, clientOfFake.client?.lastActiveSessionId, calls]).toEqual([
    null,
    null,
    1,
  ]);
});

for (const [label, rest] of [
  ["has a field of the wrong type", { ...wireSession("sess_1", "removed"), expire_at: "soon" }],
  ["lacks a required field", { id: "sess_1", status: "removed", expire_at: 1 }],
] as [string, JsonObject][]) {
  test(`If a confirming session ${label}, the error says so and the session leaves`, async ({
    fake,
    clientOfFake,
  }) => {
    fake.answer(envelope(rest, null));
    const error = await rejection(clientOfFake.deleteSession("sess_1"));
    expect([error.code, error.status]).toEqual(["invalid_response", 200]);
    expect(error.message).toContain("the server confirmed");
    expect(error.path).toEqual(expect.stringMatching(/expire_at|last_active_at/));
    expect(ids(clientOfFake.client?.sessions)).toEqual(["sess_2"]);
    expect(fake.lines.slice(0, 2)).toEqual([getClient, postRemove("sess_1")]);
  });
}

for (const [label, more, read] of [
  ["user", { user: { id: 7 } }, { user: null }],
  ["list of tasks", { tasks: "none" }, { tasks: [] }],
  ["last_active_token", { last_active_token: { jwt: 7 } }, { lastActiveToken: null }],
] as [string, JsonObject, object][]) {
  test(`If a confirming session's ${label} is unreadable, the call resolves without it`, async ({
    fake,
    clientOfFake,
  }) => {
    fake.answer(envelope(wireSession("sess_1", "removed", more), after));
    expect(await clientOfFake.deleteSession("sess_1")).toMatchObject({
      id: "sess_1",
      status: "removed",
      ...read,
    });
    expect(ids(clientOfFake.client?.sessions)).toEqual(["sess_2"]);
  });
}

test("A response truncated after id and status confirms the deletion", async ({
  fake,
  clientOfFake,
}) => {
  fake.answer(
    { body: '{"response":{"id":"sess_1","status":"removed","user":{"id":"us' },
    envelope(after),
  );
  const error = await rejection(clientOfFake.deleteSession("sess_1"));
  expect([error.code, error.message.includes("the server confirmed")]).toEqual([
    "invalid_response",
    true,
  ]);
  expect(ids(clientOfFake.client?.sessions)).toEqual(["sess_2"]);
});

for (const body of [
  "",
  "null",
  "[]",
  "<html>",
  "{}",
  '{"response":null,"client":null}',
  '{"response":{"id":"sess_1","sta',
  '{"response":{"status":"removed"}}',
  '{"response":{"id":"sess_1","status":7}}',
]) {
  test(`An unreadable response does not confirm the deletion: ${body || "an empty body"}`, async ({
    fake,
    clientOfFake,
  }) => {
    const { sessions } = clientOfFake.client ?? {};
    fake.answer({ body }, envelope(before));
    const error = await rejection(clientOfFake.deleteSession("sess_1"));
    expect(["invalid_response", "not_deleted"]).toContain(error.code);
    expect(error.message).not.toContain("the server confirmed");
    expect([error.status, clientOfFake.client?.sessions]).toEqual([200, sessions]);
  });
}

test("If only the client member is unreadable, the deletion resolves, with GET /client", async ({
  fake,
  clientOfFake,
}) => {
  const unreadable = { id: "client_1", sessions: 7 };
  fake.answer(
    envelope(wireSession("sess_1", "removed"), unreadable),
    envelope(wireClient("client_1", [other, wireSession("sess_3")])),
  );
  expect(await clientOfFake.deleteSession("sess_1")).toMatchObject({
    id: "sess_1",
    status: "removed",
  });
  expect(ids(clientOfFake.client?.sessions)).toEqual(["sess_2"]);
  await nextChange(clientOfFake);
  expect(ids(clientOfFake.client?.sessions)).toEqual(["sess_2", "sess_3"]);
  expect(await settledLines(fake, 3)).toEqual([getClient, postRemove("sess_1"), getClient]);
});

for (const [method, response, call] of [
  ["touchSession", ours, (client) => client.touchSession("sess_1")],
  ["listSessions", [ours], (client) => client.listSessions()],
  ["deleteAllSessions", wireClient("client_1", []), (client) => client.deleteAllSessions()],
] as [string, Json, (client: SessionClient) => Promise<unknown>][]) {
  test(`If only the client member is unreadable, ${method} resolves and sends GET /client`, async ({
    fake,
    clientOfFake,
  }) => {
    const refreshed = wireClient("client_1", [wireSession("sess_3")]);
    fake.answer(envelope(response, { id: "client_1", sessions: 7 }), envelope(refreshed));
    const told: string[] = [];
    clientOfFake.subscribe(() => told.push(ids(clientOfFake.client?.sessions).join()));
    const result = await call(clientOfFake);
    expect(Array.isArray(result) ? result[0] : result).toMatchObject({
      id: method === "deleteAllSessions" ? "client_1" : "sess_1",
    });
    await expect.poll(() => told.at(-1)).toBe("sess_3");
    expect((await settledLines(fake, 3)).slice(2)).toEqual([getClient]);
  });
}

test("If GET /client after an unreadable client member is refused, the deletion resolves", async ({
  fake,
  clientOfFake,
}) => {
  fake.answer(
    envelope(wireSession("sess_1", "removed"), { id: 7 }),
    errorResponse(500, "internal_clerk_error"),
  );
  expect(await clientOfFake.deleteSession("sess_1")).toMatchObject({ status: "removed" });
  expect(ids(clientOfFake.client?.sessions)).toEqual(["sess_2"]);
});

test("A null client member in the response to a read changes nothing", async ({
  fake,
  clientOfFake,
}) => {
  const known = clientOfFake.client;
  fake.answer(envelope(ours, null));
  await clientOfFake.getSession("sess_1");
  expect(clientOfFake.client).toBe(known);
});

test("Only null as GET /client's response means that there is no client", async ({
  fake,
  clientOfFake,
}) => {
  fake.answer(envelope(null, null));
  expect(await clientOfFake.getClient()).toBeNull();
  expect([clientOfFake.loaded, clientOfFake.client, clientOfFake.session]).toEqual([
    true,
    null,
    null,
  ]);
});
