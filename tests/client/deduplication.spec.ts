import type { ServerResponse } from "node:http";
import {
  after,
  before,
  heldBack,
  other,
  ours,
  refusal,
  wireClient,
  wireSession,
  wrapped,
} from "./fake_server.js";
import {
  expect,
  getClient,
  ids,
  lines,
  rejection,
  remove,
  removePath,
  settledLines,
  statusOf,
  test,
} from "./fixtures.js";

test("two calls for one session at once share one request and its result", async ({
  api,
  knowing,
  signedIn,
}) => {
  const [one, other] = await Promise.all([
    knowing.deleteSession(signedIn.first),
    knowing.deleteSession(signedIn.first),
  ]);
  expect(one).toMatchObject({ id: signedIn.first, status: "removed" });
  expect(other).toEqual(one);
  expect(lines(api)).toEqual([remove(signedIn.first)]);
});

test("calls for two sessions at once are two requests", async ({ api, knowing, signedIn }) => {
  await Promise.all([
    knowing.deleteSession(signedIn.first),
    knowing.deleteSession(signedIn.current),
  ]);
  expect(knowing.client?.sessions).toEqual([]);
  // The answer that comes second was sent before the first one changed anything. It says what is known by then, or else the client is
  // asked for, once.
  const asked = await settledLines(api, 2);
  expect(asked.slice(0, 2).toSorted()).toEqual(
    [remove(signedIn.first), remove(signedIn.current)].toSorted(),
  );
  expect([[], [getClient]]).toContainEqual(asked.slice(2));
});

test('"current" shares the request with the same session by its id', async ({
  api,
  knowing,
  signedIn,
}) => {
  await Promise.all([knowing.deleteSession(), knowing.deleteSession(signedIn.current)]);
  expect(lines(api)).toEqual([remove(signedIn.current)]);
});

test("a failure is shared as well", async ({ fake, held }) => {
  fake.answer(wrapped(wireSession("sess_1")));
  const errors = await Promise.all([
    rejection(held.deleteSession("sess_1")),
    rejection(held.deleteSession("sess_1")),
  ]);
  expect(errors.map(({ code }) => code)).toEqual(["not_deleted", "not_deleted"]);
  expect(fake.lines).toEqual([getClient, remove("sess_1")]);
});

test("ending and deleting the same session are not the same request", async ({
  api,
  knowing,
  signedIn,
}) => {
  await Promise.allSettled([
    knowing.deleteSession(signedIn.first),
    knowing.endSession(signedIn.first),
  ]);
  expect(lines(api)).toContain(remove(signedIn.first));
  expect(lines(api)).toContain(`POST /v1/client/sessions/${signedIn.first}/end`);
});

test("one of two aborts: only it rejects, and the request goes on", async ({
  api,
  knowing,
  signedIn,
}) => {
  api.control.addFaults({ path: removePath(signedIn.first), hold: "before-change" });
  const caller = new AbortController();
  const leaves = knowing.deleteSession(signedIn.first, { signal: caller.signal });
  const stays = knowing.deleteSession(signedIn.first);
  await api.control.request(({ state }) => state === "held");
  caller.abort();
  await expect(leaves).rejects.toMatchObject({ name: "AbortError" });
  api.control.release();
  expect(await stays).toMatchObject({ id: signedIn.first, status: "removed" });
  expect(api.control.requests).toMatchObject([
    { path: removePath(signedIn.first), state: "answered" },
  ]);
});

test("one of two times out: only it rejects, and the request goes on", async ({
  api,
  knowing,
  signedIn,
  timers,
}) => {
  api.control.addFaults({ path: removePath(signedIn.first), hold: "before-change" });
  const leaves = rejection(knowing.deleteSession(signedIn.first, { timeoutMs: 1234 }));
  const stays = knowing.deleteSession(signedIn.first);
  await api.control.request(({ state }) => state === "held");
  (await timers.next(1234)).goOff();
  expect((await leaves).code).toBe("timeout");
  api.control.release();
  expect(await stays).toMatchObject({ status: "removed" });
  expect(lines(api)).toEqual([remove(signedIn.first)]);
});

test("when the last has gone, the request is aborted", async ({ api, knowing, signedIn }) => {
  api.control.addFaults({ path: removePath(signedIn.first), hold: "before-change" });
  const callers = [new AbortController(), new AbortController()];
  const calls = callers.map(({ signal }) => knowing.deleteSession(signedIn.first, { signal }));
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

test("after everybody has gone, the next call sends a request of its own", async ({
  api,
  knowing,
  signedIn,
}) => {
  api.control.addFaults({ path: removePath(signedIn.first), hold: "before-change" });
  const caller = new AbortController();
  const leaves = knowing.deleteSession(signedIn.first, { signal: caller.signal });
  await api.control.request(({ state }) => state === "held");
  caller.abort("gone");
  await expect(leaves).rejects.toBe("gone");
  const next = knowing.deleteSession(signedIn.first);
  expect(await next).toMatchObject({ id: signedIn.first, status: "removed" });
  expect(statusOf(api, signedIn.first)).toBe("removed");
});

test("a caller who joins late shares the request that is on its way", async ({
  api,
  knowing,
  signedIn,
}) => {
  api.control.addFaults({ path: removePath(signedIn.first), hold: "after-change" });
  const early = knowing.deleteSession(signedIn.first);
  await api.control.request(({ state }) => state === "held");
  const late = knowing.deleteSession(signedIn.first);
  api.control.release();
  const [one, other] = await Promise.all([early, late]);
  expect(one).toEqual(other);
  expect(lines(api)).toEqual([remove(signedIn.first)]);
});

test("once settled, a call is not shared any more: the next one asks", async ({
  api,
  knowing,
  signedIn,
}) => {
  await knowing.deleteSession(signedIn.first);
  await knowing.deleteSession(signedIn.first);
  expect(lines(api)).toEqual([remove(signedIn.first), remove(signedIn.first), getClient]);
});

test("two questions for the client at once are one", async ({ api, client }) => {
  const [one, other] = await Promise.all([client.getClient(), client.getClient()]);
  expect(one).toBe(other);
  expect(lines(api)).toEqual([getClient]);
});

test("a hundred calls for one session are one request", async ({ fake, held }) => {
  fake.answer(wrapped(wireSession("sess_1", "removed"), wireClient("client_1", [])));
  const deleted = await Promise.all(
    Array.from({ length: 100 }, () => held.deleteSession("sess_1")),
  );
  expect(new Set(deleted.map((session) => session?.status))).toEqual(new Set(["removed"]));
  expect(fake.lines).toEqual([getClient, remove("sess_1")]);
});

test("a question for the client while one is on the wire is a request of its own, and its answer counts", async ({
  fake,
  held,
}) => {
  const early = heldBack(wrapped(before));
  fake.answer(early, wrapped(after));
  const first = held.getClient();
  await fake.arrived(2);
  const second = await held.getClient();
  expect([ids(second?.sessions), held.client]).toEqual([["sess_2"], second]);
  early.letGo();
  expect(await first).toBe(second);
  // The first answer is older than what is known by then.
  expect(fake.lines).toEqual([getClient, getClient, getClient, getClient]);
});

test("touching is never shared: what comes last is what counts", async ({ fake, held }) => {
  const touched = (response: ServerResponse) => {
    const path = response.req.url ?? "";
    response.end(
      JSON.stringify({ response: path.includes("sess_1") ? ours : other, client: null }),
    );
  };
  fake.answer({ byHand: touched });
  const paths = ["sess_1", "sess_2", "sess_1"].map((id) => `/v1/client/sessions/${id}/touch`);
  const { fetch } = globalThis;
  const sent: string[] = [];
  globalThis.fetch = (url, init) => {
    sent.push(new URL(String(url)).pathname);
    return fetch(url, init);
  };
  try {
    const touches = [
      held.touchSession("sess_1"),
      held.touchSession("sess_2"),
      held.touchSession("sess_1"),
    ];
    expect(sent).toEqual(paths);
    await Promise.all(touches);
  } finally {
    globalThis.fetch = fetch;
  }
  // None says who is current now, for which the client is asked once.
  expect((await settledLines(fake, 5)).slice(1).toSorted()).toEqual(
    [getClient, ...paths.map((path) => `POST ${path}`)].toSorted(),
  );
});

test("a deletion asked for when the first one's answer is there is a request of its own", async ({
  fake,
  held,
}) => {
  const asked = heldBack(wrapped(after));
  fake.answer(
    wrapped(wireSession("sess_1", "removed"), { id: 7 }),
    asked,
    refusal(404, "resource_not_found"),
    wrapped(after),
  );
  // The client is asked for by itself.
  expect(await held.deleteSession("sess_1")).toMatchObject({ id: "sess_1", status: "removed" });
  await fake.arrived(3);
  const second = held.deleteSession("sess_1");
  await fake.arrived(4);
  // What decides is asked after the refusal, and only when the other question has been answered.
  expect(fake.lines).toHaveLength(4);
  asked.letGo();
  expect(await second).toBeNull();
  expect(fake.lines).toEqual([getClient, remove("sess_1"), getClient, remove("sess_1"), getClient]);
});
