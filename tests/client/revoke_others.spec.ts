import type { SessionStatus } from "clerk-session";
import { deferred, envelope, errorResponse, wireSession } from "./fake_server.js";
import {
  ada,
  expect,
  getClient,
  ids,
  lines,
  rejection,
  settledLines,
  statusOf,
  test,
} from "./fixtures.js";

const list = "GET /v1/me/sessions";
const revokePaths = "/v1/me/sessions/*/revoke";
const revoke = (id: string) => `POST /v1/me/sessions/${id}/revoke`;
const none = { revoked: [], failed: [] };

/** Returns the sessions that a list shows alive, without the acting one. */
const othersIn = (sessions: { id: string; status: SessionStatus }[], acting: string) =>
  sessions
    .filter(({ id, status }) => id !== acting && /active|pending|unknown/.test(status))
    .map(({ id }) => id);

test.describe("revokeOtherSessions", () => {
  test("revokes the user's other sessions on all devices, in the order of the list", async ({
    api,
    loadedClient,
    signedIn,
  }) => {
    const as = signedIn.first;
    const others = othersIn(await loadedClient.listSessions({ as }), as);
    expect(others.length).toBeGreaterThan(3);
    api.control.clearRequests();
    const { revoked, failed } = await loadedClient.revokeOtherSessions({ as });
    expect([ids(revoked), failed]).toEqual([others, []]);
    expect(new Set(revoked.map(({ status }) => status))).toEqual(new Set(["revoked"]));
    for (const id of others) expect(statusOf(api, id)).toBe("revoked");
    for (const id of [as, signedIn.current]) expect(statusOf(api, id)).toBe("active");
    expect(lines(api)[0]).toBe(list);
    expect(lines(api).slice(1).toSorted()).toEqual(others.map(revoke).toSorted());
    for (const { query } of api.control.requests) expect(query._clerk_session_id).toBe(as);
  });

  test("has three revocations in flight at most", async ({ api, loadedClient, signedIn }) => {
    const as = signedIn.first;
    for (let count = 0; count < 4; count++)
      api.control.createSession({ identifier: ada.emailAddress });
    let most = 0;
    void api.control.request(() => {
      const inFlight = api.control.requests.filter(
        ({ state, operation }) => operation === "POST" && /received|held/.test(state),
      );
      most = Math.max(most, inFlight.length);
      return false;
    });
    api.control.addFaults({ path: revokePaths, hold: "before-change", times: 3 });
    const call = loadedClient.revokeOtherSessions({ as });
    expect(await settledLines(api, 4)).toHaveLength(4);
    api.control.release();
    expect((await call).revoked.length).toBeGreaterThan(6);
    expect(most).toBe(3);
  });

  test("stays bound to the session that it began with", async ({ api, loadedClient, signedIn }) => {
    api.control.addFaults({ path: "/v1/me/sessions", hold: "before-change" });
    const call = loadedClient.revokeOtherSessions();
    await api.control.request(({ state }) => state === "held");
    await loadedClient.touchSession(signedIn.first);
    expect(loadedClient.session?.id).toBe(signedIn.first);
    api.control.release();
    expect((await call).revoked.length).toBeGreaterThan(0);
    const ofUser = api.control.requests.filter(({ path }) => path.startsWith("/v1/me"));
    for (const { query } of ofUser) expect(query._clerk_session_id).toBe(signedIn.current);
    expect(statusOf(api, signedIn.current)).toBe("active");
  });

  test("requests the client first if it is not loaded", async ({ api, client }) => {
    await client.revokeOtherSessions();
    expect(lines(api).slice(0, 2)).toEqual([getClient, list]);
  });

  test("rejects with no_session if nobody is signed in, and sends no list", async ({
    api,
    loadedClient,
  }) => {
    await loadedClient.deleteAllSessions();
    api.control.clearRequests();
    expect((await rejection(loadedClient.revokeOtherSessions())).code).toBe("no_session");
    expect(lines(api)).toEqual([]);
  });

  test("takes unknown and pending sessions, and leaves ended ones", async ({
    fake,
    clientOfFake,
  }) => {
    const statuses = ["active", "pending", "new thing", "ended", "expired", "revoked", "removed"];
    const sessions = statuses.map((status, index) => wireSession(`sess_${index + 3}`, status));
    const ended = (id: string) => envelope(wireSession(id, "revoked"));
    fake.answer(
      { json: [wireSession("sess_1"), ...sessions] },
      ended("sess_3"),
      ended("sess_4"),
      ended("sess_5"),
    );
    const call = clientOfFake.revokeOtherSessions();
    await fake.arrived(5);
    expect(fake.lines.slice(2).toSorted()).toEqual(["sess_3", "sess_4", "sess_5"].map(revoke));
    await call;
  });

  test("sends only the list if there is no other session", async ({ fake, clientOfFake }) => {
    fake.answer({ json: [wireSession("sess_1")] });
    expect(await clientOfFake.revokeOtherSessions()).toEqual(none);
    expect(fake.lines.slice(1)).toEqual([list]);
  });

  test("resolves with the failed ones, after a second list that shows them alive", async ({
    api,
    loadedClient,
    signedIn,
  }) => {
    const as = signedIn.first;
    const others = othersIn(await loadedClient.listSessions({ as }), as);
    const refused = others[1] ?? "";
    api.control.clearRequests();
    api.control.addFaults({
      path: `/v1/me/sessions/${refused}/revoke`,
      answer: { status: 422, json: { errors: [{ code: "x", message: "no" }] } },
    });
    const { revoked, failed } = await loadedClient.revokeOtherSessions({ as });
    expect(ids(revoked)).toEqual(others.filter((id) => id !== refused));
    expect(failed).toMatchObject([
      { session: { id: refused }, error: { code: "api", status: 422 } },
    ]);
    expect(lines(api).slice(1, -1).toSorted()).toEqual(others.map(revoke).toSorted());
    expect([lines(api)[0], lines(api).at(-1)]).toEqual([list, list]);
    expect(statusOf(api, refused)).toBe("active");
  });

  test("a session that ended meanwhile counts as revoked, as the second list shows it", async ({
    api,
    loadedClient,
    signedIn,
  }) => {
    const as = signedIn.first;
    const [ended = ""] = othersIn(await loadedClient.listSessions({ as }), as);
    api.control.addFaults({ path: `/v1/me/sessions/${ended}/revoke`, hold: "before-change" });
    const call = loadedClient.revokeOtherSessions({ as });
    await api.control.request(({ state }) => state === "held");
    api.control.setSessionStatus(ended, "expired");
    api.control.release();
    const { revoked, failed } = await call;
    expect(revoked[0]).toMatchObject({ id: ended, status: "expired" });
    expect(failed).toEqual([]);
  });

  test("a session that the second list lacks counts as revoked", async ({ fake, clientOfFake }) => {
    const [acting, other] = [wireSession("sess_1"), wireSession("sess_9")];
    fake.answer({ json: [acting, other] }, errorResponse(404, "resource_not_found"), {
      json: [acting],
    });
    const { revoked, failed } = await clientOfFake.revokeOtherSessions();
    expect([ids(revoked), failed]).toEqual([["sess_9"], []]);
  });

  test("without a second list, a failed one stays failed", async ({ fake, clientOfFake }) => {
    fake.answer(
      { json: [wireSession("sess_1"), wireSession("sess_9")] },
      errorResponse(404, "resource_not_found"),
      errorResponse(403, "forbidden"),
    );
    const { revoked, failed } = await clientOfFake.revokeOtherSessions();
    expect(revoked).toEqual([]);
    expect(failed).toMatchObject([{ session: { id: "sess_9" }, error: { status: 404 } }]);
  });

  test("a revocation that times out is a failure, and rejects nothing", async ({
    fake,
    clientOfFake,
  }) => {
    const sessions = { json: [wireSession("sess_1"), wireSession("sess_9")] };
    const late = deferred(envelope(wireSession("sess_9", "revoked")));
    fake.answer(sessions, late, sessions);
    const { failed } = await clientOfFake.revokeOtherSessions({ timeoutMs: 300 });
    expect(failed).toMatchObject([{ session: { id: "sess_9" }, error: { code: "timeout" } }]);
    late.release();
  });

  test("if the acting session ends meanwhile, the others are failures", async ({
    api,
    loadedClient,
    signedIn,
  }) => {
    const as = signedIn.first;
    const others = othersIn(await loadedClient.listSessions({ as }), as);
    api.control.addFaults({ path: revokePaths, hold: "before-change", times: 3 });
    const call = loadedClient.revokeOtherSessions({ as });
    for (const id of others.slice(0, 3))
      await api.control.request(({ path, state }) => path.includes(id) && state === "held");
    api.control.setSessionStatus(as, "removed");
    api.control.release();
    const { revoked, failed } = await call;
    expect(revoked).toEqual([]);
    expect(failed.map(({ session }) => session.id)).toEqual(others);
    for (const id of others) expect(statusOf(api, id)).toBe("active");
  });

  test("rejects if the list fails, and revokes nothing", async ({ api, loadedClient }) => {
    api.control.addFaults({ path: "/v1/me/sessions", answer: { status: 403, json: {} } });
    const error = await rejection(loadedClient.revokeOtherSessions());
    expect([error.code, error.status]).toEqual(["api", 403]);
    expect(lines(api)).toEqual([list]);
  });

  test("rejects with timeout if the list takes too long", async ({ api, loadedClient }) => {
    api.control.addFaults({ path: "/v1/me/sessions", hold: "before-change" });
    const error = await rejection(loadedClient.revokeOtherSessions({ timeoutMs: 100 }));
    expect(error.code).toBe("timeout");
    expect(lines(api)).toEqual([list]);
    api.control.release();
  });

  for (const [label, end, expected] of [
    ["an abort", (abort: () => void) => abort(), "enough"],
    ["close()", (_: () => void, close: () => void) => close(), { code: "closed" }],
  ] as const) {
    test(`after ${label} in the middle it rejects, and what was sent is done`, async ({
      api,
      loadedClient,
      signedIn,
    }) => {
      const as = signedIn.first;
      const others = othersIn(await loadedClient.listSessions({ as }), as);
      api.control.clearRequests();
      api.control.addFaults({ path: revokePaths, hold: "before-change", times: 3 });
      const controller = new AbortController();
      const call = loadedClient.revokeOtherSessions({ as, signal: controller.signal });
      const reason = call.catch((error: unknown) => error);
      const sent = others.slice(0, 3);
      for (const id of sent)
        await api.control.request(({ path, state }) => path.includes(id) && state === "held");
      end(
        () => controller.abort("enough"),
        () => loadedClient.close(),
      );
      const rejected = await reason;
      if (typeof expected === "string") expect(rejected).toBe(expected);
      else expect(rejected).toMatchObject(expected);
      api.control.release();
      for (const id of sent) await expect.poll(() => statusOf(api, id)).toBe("revoked");
      for (const id of others.slice(3)) expect(statusOf(api, id)).toBe("active");
      const posts = lines(api).filter((line) => line !== getClient && line !== list);
      expect(posts.toSorted()).toEqual(sent.map(revoke).toSorted());
    });
  }

  test("sends nothing if the signal has aborted", async ({ api, client }) => {
    const options = { signal: AbortSignal.abort("before") };
    expect(await client.revokeOtherSessions(options).catch((error) => error)).toBe("before");
    expect(lines(api)).toEqual([]);
  });

  for (const options of [{ as: undefined }, { as: "" }, { timeoutMs: 0 }, "x", null]) {
    test(`refuses the options ${JSON.stringify(options)}`, async ({ api, client }) => {
      const error = await rejection(client.revokeOtherSessions(options as never));
      expect(error.code).toBe("invalid_argument");
      expect(lines(api)).toEqual([]);
    });
  }
});
