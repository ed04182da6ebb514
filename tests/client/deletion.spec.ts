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

const removeFault = {
  path: "/v1/client/sessions/*/remove",
  answer: { error: "resource_not_found" },
} as const;

test("deleteSession deletes only the named session, in one request", async ({
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

test("deleteSession accepts a session as well as its id", async ({
  api,
  loadedClient,
  signedIn,
}) => {
  const session = loadedClient.client?.sessions.find(({ id }) => id === signedIn.first);
  if (!session) throw new Error("The client does not hold its first session.");
  await loadedClient.deleteSession(session);
  expect(lines(api)).toEqual([postRemove(signedIn.first)]);
});

test("Without an argument, deleteSession deletes the current session", async ({
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

for (const [label, call] of [
  ["no argument", []],
  ['"current"', ["current"]],
] as const) {
  test(`With ${label}, deleteSession requests the client first if it is not loaded`, async ({
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

test("If no session is signed in, both deletions reject with no_session and send nothing", async ({
  fake,
  createClient,
}) => {
  const client = createClient({ proxyUrl: fake.url, clientToken: anyToken });
  fake.answer(envelope(null));
  expect((await rejection(client.deleteSession())).code).toBe("no_session");
  expect((await rejection(client.deleteSession("current"))).code).toBe("no_session");
  expect((await rejection(client.deleteAllSessions())).code).toBe("no_session");
  expect(fake.lines).toEqual([getClient]);
});

for (const error of ["resource_not_found", "invalid_action_for_session"] as const) {
  test(`If a known session has ended, ${error} resolves to null after GET /client`, async ({
    api,
    loadedClient,
    signedIn,
  }) => {
    api.control.setSessionStatus(signedIn.first, "revoked");
    api.control.addFaults({ ...removeFault, answer: { error } });
    expect(await loadedClient.deleteSession(signedIn.first)).toBeNull();
    expect(lines(api)).toEqual([postRemove(signedIn.first), getClient]);
    expect(ids(loadedClient.client?.sessions)).toEqual([signedIn.current]);
  });

  test(`If a known session is still alive, ${error} rejects with not_deleted`, async ({
    api,
    loadedClient,
    signedIn,
  }) => {
    api.control.addFaults({ ...removeFault, answer: { error } });
    const known = loadedClient.client;
    const refused = await rejection(loadedClient.deleteSession(signedIn.first));
    expect(refused).toMatchObject({ code: "not_deleted", errors: [{ code: error }] });
    expect(refused.traceId).toMatch(/^[0-9a-f]{32}$/);
    expect(loadedClient.client).toBe(known);
    expect(lines(api)).toEqual([postRemove(signedIn.first), getClient]);
    expect(statusOf(api, signedIn.first)).toBe("active");
  });
}

test("404 for an unknown session rejects with not_deleted, with or without a client", async ({
  api,
  loadedClient,
  createClient,
  signedIn,
}) => {
  const otherDevice = api.control.createSession({ identifier: "ada@example.com" }).id;
  const unloaded = createClient();
  for (const one of [unloaded, loadedClient]) {
    const error = await rejection(one.deleteSession(otherDevice));
    expect([error.code, error.status]).toEqual(["not_deleted", 404]);
  }
  expect([unloaded.loaded, loadedClient.loaded]).toEqual([false, true]);
  expect(lines(api)).toEqual([postRemove(otherDevice), postRemove(otherDevice)]);
  expect(statusOf(api, otherDevice)).toBe("active");
  expect(statusOf(api, signedIn.first)).toBe("active");
});

for (const [label, client] of [
  ["another client's id", wireClient("client_2", [other])],
  ["no client", null],
] as const) {
  test(`If GET /client after a 404 returns ${label}, the call rejects with not_deleted`, async ({
    fake,
    clientOfFake,
  }) => {
    fake.answer(errorResponse(404, "resource_not_found"), envelope(client));
    const error = await rejection(clientOfFake.deleteSession("sess_1"));
    expect([error.code, error.status]).toEqual(["not_deleted", 404]);
    expect(fake.lines).toEqual([getClient, postRemove("sess_1"), getClient]);
  });
}

test("If GET /client after a 404 fails, the error is not_deleted and the state is kept", async ({
  fake,
  clientOfFake,
}) => {
  const known = clientOfFake.client;
  fake.answer(errorResponse(404, "resource_not_found"), errorResponse(500, "internal_clerk_error"));
  expect((await rejection(clientOfFake.deleteSession("sess_1"))).code).toBe("not_deleted");
  expect(clientOfFake.client).toBe(known);
});

test("If GET /client after a 404 has the session with an unknown status, it is alive", async ({
  fake,
  clientOfFake,
}) => {
  fake.answer(
    errorResponse(404, "resource_not_found"),
    envelope(wireClient("client_1", [wireSession("sess_1", "new thing")])),
  );
  expect((await rejection(clientOfFake.deleteSession("sess_1"))).code).toBe("not_deleted");
});

test("If GET /client after a 404 has the session as removed, the call resolves to null", async ({
  fake,
  clientOfFake,
}) => {
  fake.answer(
    errorResponse(404, "resource_not_found"),
    envelope(wireClient("client_1", [wireSession("sess_1", "removed"), other])),
  );
  expect(await clientOfFake.deleteSession("sess_1")).toBeNull();
});

test("A second deletion of a session asks the server and resolves to null", async ({
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
  test(`${status} ${code} rejects with api, is not retried and keeps the state`, async ({
    fake,
    clientOfFake,
  }) => {
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

test("If the connection drops after the deletion, the retry resolves to null", async ({
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

test.describe("The function deleteSession", () => {
  test("deletes a session in one request, without a SessionClient", async ({ api, signedIn }) => {
    const { clientToken, first } = signedIn;
    const deleted = await deleteSession(first, { frontendApi, proxyUrl: api.url, clientToken });
    expect(deleted).toMatchObject({ id: first, status: "removed" });
    expect(lines(api)).toEqual([postRemove(first)]);
    expect(api.control.requests[0]).toMatchObject({
      headers: { authorization: clientToken },
      cookies: {},
    });
  });

  test('requests the client first for "current"', async ({ api, signedIn }) => {
    const { clientToken, current } = signedIn;
    await deleteSession("current", { frontendApi, proxyUrl: api.url, clientToken });
    expect(lines(api)).toEqual([getClient, postRemove(current)]);
  });

  test("rejects with not_deleted if the session has already ended", async ({ api, signedIn }) => {
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

  test("accepts the options of a call", async ({ api, signedIn, timers }) => {
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
