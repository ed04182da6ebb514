import type { ServerResponse } from "node:http";
import {
  after,
  before,
  deferred,
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
  lines,
  postRemove,
  rejection,
  removePath,
  settledLines,
  statusOf,
  test,
} from "./fixtures.js";

test("Two simultaneous calls for one session share one request and its result", async ({
  api,
  loadedClient,
  signedIn,
}) => {
  const [one, other] = await Promise.all([
    loadedClient.deleteSession(signedIn.first),
    loadedClient.deleteSession(signedIn.first),
  ]);
  expect(one).toMatchObject({ id: signedIn.first, status: "removed" });
  expect(other).toEqual(one);
  expect(lines(api)).toEqual([postRemove(signedIn.first)]);
});

test("Simultaneous calls for two sessions are two requests", async ({
  api,
  loadedClient,
  signedIn,
}) => {
  await Promise.all([
    loadedClient.deleteSession(signedIn.first),
    loadedClient.deleteSession(signedIn.current),
  ]);
  expect(loadedClient.client?.sessions).toEqual([]);
  // The server sent the second response before it applied the first deletion. If that response
  // differs from the current state, the client is requested once.
  const requests = await settledLines(api, 2);
  expect(requests.slice(0, 2).toSorted()).toEqual(
    [postRemove(signedIn.first), postRemove(signedIn.current)].toSorted(),
  );
  expect([[], [getClient]]).toContainEqual(requests.slice(2));
});

test('A call for "current" shares the request with a call for the same session\'s id', async ({
  api,
  loadedClient,
  signedIn,
}) => {
  await Promise.all([loadedClient.deleteSession(), loadedClient.deleteSession(signedIn.current)]);
  expect(lines(api)).toEqual([postRemove(signedIn.current)]);
});

test("A failure is shared too", async ({ fake, clientOfFake }) => {
  fake.answer(envelope(wireSession("sess_1")));
  const errors = await Promise.all([
    rejection(clientOfFake.deleteSession("sess_1")),
    rejection(clientOfFake.deleteSession("sess_1")),
  ]);
  expect(errors.map(({ code }) => code)).toEqual(["not_deleted", "not_deleted"]);
  expect(fake.lines).toEqual([getClient, postRemove("sess_1")]);
});

test("Ending and deleting the same session are two requests", async ({
  api,
  loadedClient,
  signedIn,
}) => {
  await Promise.allSettled([
    loadedClient.deleteSession(signedIn.first),
    loadedClient.endSession(signedIn.first),
  ]);
  expect(lines(api)).toContain(postRemove(signedIn.first));
  expect(lines(api)).toContain(`POST /v1/client/sessions/${signedIn.first}/end`);
});

test("If one of two callers aborts, only its call rejects and the request continues", async ({
  api,
  loadedClient,
  signedIn,
}) => {
  api.control.addFaults({ path: removePath(signedIn.first), hold: "before-change" });
  const caller = new AbortController();
  const leaves = loadedClient.deleteSession(signedIn.first, { signal: caller.signal });
  const stays = loadedClient.deleteSession(signedIn.first);
  await api.control.request(({ state }) => state === "held");
  caller.abort();
  await expect(leaves).rejects.toMatchObject({ name: "AbortError" });
  api.control.release();
  expect(await stays).toMatchObject({ id: signedIn.first, status: "removed" });
  expect(api.control.requests).toMatchObject([
    { path: removePath(signedIn.first), state: "answered" },
  ]);
});

test("If one of two callers times out, only its call rejects and the request continues", async ({
  api,
  loadedClient,
  signedIn,
  timers,
}) => {
  api.control.addFaults({ path: removePath(signedIn.first), hold: "before-change" });
  const leaves = rejection(loadedClient.deleteSession(signedIn.first, { timeoutMs: 1234 }));
  const stays = loadedClient.deleteSession(signedIn.first);
  await api.control.request(({ state }) => state === "held");
  (await timers.next(1234)).fire();
  expect((await leaves).code).toBe("timeout");
  api.control.release();
  expect(await stays).toMatchObject({ status: "removed" });
  expect(lines(api)).toEqual([postRemove(signedIn.first)]);
});

test("When all callers have aborted, the request is aborted", async ({
  api,
  loadedClient,
  signedIn,
}) => {
  api.control.addFaults({ path: removePath(signedIn.first), hold: "before-change" });
  const callers = [new AbortController(), new AbortController()];
  const calls = callers.map(({ signal }) => loadedClient.deleteSession(signedIn.first, { signal }));
  const settled = Promise.allSettled(calls);
  await api.control.request(({ state }) => state === "held");
  callers[0]?.abort("one");
  callers[1]?.abort("two");
  expect(await settled).toEqual([
    { status: "rejected", reason: "one" },
    { status: "rejected", reason: "two" },
  ]);
  await api.control.request(({ state }) => state === "aborted");
});

test("After all callers have aborted, the next call sends a new request", async ({
  api,
  loadedClient,
  signedIn,
}) => {
  api.control.addFaults({ path: removePath(signedIn.first), hold: "before-change" });
  const caller = new AbortController();
  const leaves = loadedClient.deleteSession(signedIn.first, { signal: caller.signal });
  await api.control.request(({ state }) => state === "held");
  caller.abort("gone");
  await expect(leaves).rejects.toBe("gone");
  const next = loadedClient.deleteSession(signedIn.first);
  expect(await next).toMatchObject({ id: signedIn.first, status: "removed" });
  expect(statusOf(api, signedIn.first)).toBe("removed");
});

test("A later call shares the request in flight", async ({ api, loadedClient, signedIn }) => {
  api.control.addFaults({ path: removePath(signedIn.first), hold: "after-change" });
  const early = loadedClient.deleteSession(signedIn.first);
  await api.control.request(({ state }) => state === "held");
  const late = loadedClient.deleteSession(signedIn.first);
  api.control.release();
  const [one, other] = await Promise.all([early, late]);
  expect(one).toEqual(other);
  expect(lines(api)).toEqual([postRemove(signedIn.first)]);
});

test("After a call has settled, the next call sends a new request", async ({
  api,
  loadedClient,
  signedIn,
}) => {
  await loadedClient.deleteSession(signedIn.first);
  await loadedClient.deleteSession(signedIn.first);
  expect(lines(api)).toEqual([postRemove(signedIn.first), postRemove(signedIn.first), getClient]);
});

test("Two simultaneous getClient calls share one request", async ({ api, client }) => {
  const [one, other] = await Promise.all([client.getClient(), client.getClient()]);
  expect(one).toBe(other);
  expect(lines(api)).toEqual([getClient]);
});

test("A hundred simultaneous calls for one session share one request", async ({
  fake,
  clientOfFake,
}) => {
  fake.answer(envelope(wireSession("sess_1", "removed"), wireClient("client_1", [])));
  const deleted = await Promise.all(
    Array.from({ length: 100 }, () => clientOfFake.deleteSession("sess_1")),
  );
  expect(new Set(deleted.map((session) => session?.status))).toEqual(new Set(["removed"]));
  expect(fake.lines).toEqual([getClient, postRemove("sess_1")]);
});

test("getClient during a GET /client sends a new request, whose response is applied", async ({
  fake,
  clientOfFake,
}) => {
  const early = deferred(envelope(before));
  fake.answer(early, envelope(after));
  const first = clientOfFake.getClient();
  await fake.arrived(2);
  const second = await clientOfFake.getClient();
  expect([ids(second?.sessions), clientOfFake.client]).toEqual([["sess_2"], second]);
  early.release();
  expect(await first).toBe(second);
  // The first response is older than the current state.
  expect(fake.lines).toEqual([getClient, getClient, getClient, getClient]);
});

test("touchSession calls are never shared, because the last one decides", async ({
  fake,
  clientOfFake,
}) => {
  const touched = (response: ServerResponse) => {
    const path = response.req.url ?? "";
    response.end(
      JSON.stringify({ response: path.includes("sess_1") ? ours : other, client: null }),
    );
  };
  fake.answer({ handle: touched });
  const paths = ["sess_1", "sess_2", "sess_1"].map((id) => `/v1/client/sessions/${id}/touch`);
  const { fetch } = globalThis;
  const sent: string[] = [];
  globalThis.fetch = (url, init) => {
    sent.push(new URL(String(url)).pathname);
    return fetch(url, init);
  };
  try {
    const touches = [
      clientOfFake.touchSession("sess_1"),
      clientOfFake.touchSession("sess_2"),
      clientOfFake.touchSession("sess_1"),
    ];
    expect(sent).toEqual(paths);
    await Promise.all(touches);
  } finally {
    globalThis.fetch = fetch;
  }
  // No response says which session is current, so the client is requested once.
  expect((await settledLines(fake, 5)).slice(1).toSorted()).toEqual(
    [getClient, ...paths.map((path) => `POST ${path}`)].toSorted(),
  );
});

test("A deletion after the first deletion's response is a new request", async ({
  fake,
  clientOfFake,
}) => {
  const clientResponse = deferred(envelope(after));
  fake.answer(
    envelope(wireSession("sess_1", "removed"), { id: 7 }),
    clientResponse,
    errorResponse(404, "resource_not_found"),
    envelope(after),
  );
  // The SessionClient requests the client by itself.
  expect(await clientOfFake.deleteSession("sess_1")).toMatchObject({
    id: "sess_1",
    status: "removed",
  });
  await fake.arrived(3);
  const second = clientOfFake.deleteSession("sess_1");
  await fake.arrived(4);
  // The GET /client that decides is sent after the refusal and after the other GET /client.
  expect(fake.lines).toHaveLength(4);
  clientResponse.release();
  expect(await second).toBeNull();
  expect(fake.lines).toEqual([
    getClient,
    postRemove("sess_1"),
    getClient,
    postRemove("sess_1"),
    getClient,
  ]);
});
