import { deleteSession } from "clerk-session";
import { envelope, errorResponse, other, ours, wireClient, wireSession } from "./fake_server.js";
import {
  anyToken,
  expect,
  frontendApi,
  getClient,
  ids,
  lines,
  postRemove,
  rejection,
  removePath,
  statusOf,
  test,
} from "./fixtures.js";

const gone = {
  path: "/v1/client/sessions/*/remove",
  answer: { error: "resource_not_found" },
} as const;

test("deletes the session that is named and no other, in one request", async ({
  api,
  loadedClient,
  signedIn,
}) => {
  const deleted = await loadedClient.deleteSession(signedIn.first);
  expect(deleted).toMatchObject({ id: signedIn.first, status: "removed" });
  expect([statusOf(api, signedIn.first), statusOf(api, signedIn.current)]).toEqual([
    "removed",
    "active",
  ]);
  expect(api.control.requests).toHaveLength(1);
  expect(api.control.requests[0]).toMatchObject({
    method: "POST",
    path: removePath(signedIn.first),
    query: {
      __clerk_api_version: "2026-05-12",
      _clerk_js_version: expect.stringMatching(/^clerk-session\/\d+\.\d+\.\d+/),
      _is_native: "1",
    },
    headers: { authorization: signedIn.clientToken },
    cookies: {},
    body: "",
    status: 200,
  });
  expect(Object.keys(api.control.requests[0]?.query ?? {})).toHaveLength(3);
  expect(ids(loadedClient.client?.sessions)).toEqual([signedIn.current]);
});

test("takes a session as well as its id", async ({ api, loadedClient, signedIn }) => {
  const session = loadedClient.client?.sessions.find(({ id }) => id === signedIn.first);
  if (!session) throw new Error("The client does not hold its first session.");
  await loadedClient.deleteSession(session);
  expect(lines(api)).toEqual([postRemove(signedIn.first)]);
});

test("with no argument at all, deletes the current session", async ({
  api,
  loadedClient,
  signedIn,
}) => {
  expect(await loadedClient.deleteSession()).toMatchObject({
    id: signedIn.current,
    status: "removed",
  });
  expect(lines(api)).toEqual([postRemove(signedIn.current)]);
  expect(statusOf(api, signedIn.first)).toBe("active");
});

for (const [what, call] of [
  ["no argument", []],
  ['"current"', ["current"]],
] as const) {
  test(`${what}: asks for the client first if it has not been heard`, async ({
    api,
    client,
    signedIn,
  }) => {
    const [target] = call;
    const deleted = await (target ? client.deleteSession(target) : client.deleteSession());
    expect(deleted?.id).toBe(signedIn.current);
    expect(lines(api)).toEqual([getClient, postRemove(signedIn.current)]);
  });
}

test("nobody signed in: no_session, and nothing else is sent", async ({ fake, createClient }) => {
  const client = createClient({ proxyUrl: fake.url, clientToken: anyToken });
  fake.answer(envelope(null));
  expect((await rejection(client.deleteSession())).code).toBe("no_session");
  expect((await rejection(client.deleteSession("current"))).code).toBe("no_session");
  expect((await rejection(client.deleteAllSessions())).code).toBe("no_session");
  expect(fake.lines).toEqual([getClient]);
});

for (const error of ["resource_not_found", "invalid_action_for_session"] as const) {
  test(`${error} for a held session that is gone: null, after asking`, async ({
    api,
    loadedClient,
    signedIn,
  }) => {
    api.control.setSessionStatus(signedIn.first, "revoked");
    api.control.addFaults({ ...gone, answer: { error } });
    expect(await loadedClient.deleteSession(signedIn.first)).toBeNull();
    expect(lines(api)).toEqual([postRemove(signedIn.first), getClient]);
    expect(ids(loadedClient.client?.sessions)).toEqual([signedIn.current]);
  });

  test(`${error} for a held session that is still alive: not_deleted`, async ({
    api,
    loadedClient,
    signedIn,
  }) => {
    api.control.addFaults({ ...gone, answer: { error } });
    const known = loadedClient.client;
    const refused = await rejection(loadedClient.deleteSession(signedIn.first));
    expect(refused).toMatchObject({ code: "not_deleted", errors: [{ code: error }] });
    expect(refused.traceId).toMatch(/^[0-9a-f]{32}$/);
    expect(loadedClient.client).toBe(known);
    expect(lines(api)).toEqual([postRemove(signedIn.first), getClient]);
    expect(statusOf(api, signedIn.first)).toBe("active");
  });
}

test("404 for a session that was never held: not_deleted, whether or not the client is known", async ({
  api,
  loadedClient,
  createClient,
  signedIn,
}) => {
  const elsewhere = api.control.createSession({ identifier: "ada@example.com" }).id;
  const unheard = createClient();
  for (const one of [unheard, loadedClient]) {
    const error = await rejection(one.deleteSession(elsewhere));
    expect([error.code, error.status]).toEqual(["not_deleted", 404]);
  }
  expect([unheard.loaded, loadedClient.loaded]).toEqual([false, true]);
  expect(lines(api)).toEqual([postRemove(elsewhere), postRemove(elsewhere)]);
  expect(statusOf(api, elsewhere)).toBe("active");
  expect(statusOf(api, signedIn.first)).toBe("active");
});

for (const [what, client] of [
  ["another client's id", wireClient("client_2", [other])],
  ["no client", null],
] as const) {
  test(`404, and GET /client answers ${what}: not_deleted`, async ({ fake, clientOfFake }) => {
    fake.answer(errorResponse(404, "resource_not_found"), envelope(client));
    const error = await rejection(clientOfFake.deleteSession("sess_1"));
    expect([error.code, error.status]).toEqual(["not_deleted", 404]);
    expect(fake.lines).toEqual([getClient, postRemove("sess_1"), getClient]);
  });
}

test("404, and GET /client cannot be asked: not_deleted, and nothing has changed", async ({
  fake,
  clientOfFake,
}) => {
  const known = clientOfFake.client;
  fake.answer(errorResponse(404, "resource_not_found"), errorResponse(500, "internal_clerk_error"));
  expect((await rejection(clientOfFake.deleteSession("sess_1"))).code).toBe("not_deleted");
  expect(clientOfFake.client).toBe(known);
});

test("404, and GET /client still has it under a status that nobody knows: alive", async ({
  fake,
  clientOfFake,
}) => {
  fake.answer(
    errorResponse(404, "resource_not_found"),
    envelope(wireClient("client_1", [wireSession("sess_1", "new thing")])),
  );
  expect((await rejection(clientOfFake.deleteSession("sess_1"))).code).toBe("not_deleted");
});

test("404, and GET /client has it as removed: null", async ({ fake, clientOfFake }) => {
  fake.answer(
    errorResponse(404, "resource_not_found"),
    envelope(wireClient("client_1", [wireSession("sess_1", "removed"), other])),
  );
  expect(await clientOfFake.deleteSession("sess_1")).toBeNull();
});

test("a session that this SessionClient deleted before: null, and the server is asked", async ({
  api,
  loadedClient,
  signedIn,
}) => {
  await loadedClient.deleteSession(signedIn.first);
  expect(await loadedClient.deleteSession(signedIn.first)).toBeNull();
  expect(lines(api)).toEqual([postRemove(signedIn.first), postRemove(signedIn.first), getClient]);
});

for (const [status, code] of [
  [400, "client_not_found"],
  [401, "signed_out"],
  [403, "forbidden"],
  [409, "conflict"],
  [410, "resource_not_found"],
  [422, "invalid_action_for_session"],
  [500, "internal_clerk_error"],
] as const) {
  test(`${status} ${code}: api, once, and nothing has changed`, async ({ fake, clientOfFake }) => {
    const known = clientOfFake.client;
    fake.answer(errorResponse(status, code), envelope(wireClient("client_1", [ours, other])));
    expect(await rejection(clientOfFake.deleteSession("sess_1"))).toMatchObject({
      code: "api",
      status,
    });
    expect(fake.lines.filter((line) => line === postRemove("sess_1"))).toHaveLength(1);
    expect(clientOfFake.client).toBe(known);
  });
}

test("the connection drops after the change: asked again, it resolves to null, truthfully", async ({
  api,
  loadedClient,
  signedIn,
  timers,
}) => {
  api.control.addFaults({ path: removePath(signedIn.first), drop: "after-change" });
  const deleted = loadedClient.deleteSession(signedIn.first);
  (await timers.next(0, 2000)).fire();
  expect(await deleted).toBeNull();
  expect(lines(api)).toEqual([postRemove(signedIn.first), postRemove(signedIn.first), getClient]);
  expect(statusOf(api, signedIn.first)).toBe("removed");
  expect(ids(loadedClient.client?.sessions)).toEqual([signedIn.current]);
});

test.describe("the function", () => {
  test("deletes without setting up a client first, in one request", async ({ api, signedIn }) => {
    const { clientToken, first } = signedIn;
    const deleted = await deleteSession(first, { frontendApi, proxyUrl: api.url, clientToken });
    expect(deleted).toMatchObject({ id: first, status: "removed" });
    expect(lines(api)).toEqual([postRemove(first)]);
    expect(api.control.requests[0]).toMatchObject({
      headers: { authorization: clientToken },
      cookies: {},
    });
  });

  test('"current" asks for the client first', async ({ api, signedIn }) => {
    const { clientToken, current } = signedIn;
    await deleteSession("current", { frontendApi, proxyUrl: api.url, clientToken });
    expect(lines(api)).toEqual([getClient, postRemove(current)]);
  });

  test("a session that is gone already rejects with not_deleted", async ({ api, signedIn }) => {
    const { clientToken, first } = signedIn;
    api.control.setSessionStatus(first, "removed");
    const options = { frontendApi, proxyUrl: api.url, clientToken };
    expect(await rejection(deleteSession(first, options))).toMatchObject({
      code: "not_deleted",
      status: 400,
    });
    expect(await rejection(deleteSession("sess_x", options))).toMatchObject({
      code: "not_deleted",
      status: 404,
    });
  });

  test("takes the options of a call as well", async ({ api, signedIn, timers }) => {
    const { clientToken, first } = signedIn;
    api.control.addFaults({ hold: "before-change" });
    const options = { frontendApi, proxyUrl: api.url, clientToken, timeoutMs: 1234 };
    const refused = rejection(deleteSession(first, options));
    await api.control.request(({ state }) => state === "held");
    (await timers.next(1234)).fire();
    expect((await refused).code).toBe("timeout");
    const aborted = new AbortController();
    aborted.abort("no more");
    await expect(deleteSession(first, { ...options, signal: aborted.signal })).rejects.toBe(
      "no more",
    );
    expect(lines(api)).toEqual([postRemove(first)]);
  });
});
