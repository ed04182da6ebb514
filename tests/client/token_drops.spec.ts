import {
  before,
  deferred,
  envelope,
  errorResponse,
  other,
  ours,
  wireClient,
  wireSession,
} from "./fake_server.js";
import { expect, ids, lines, rejection, removePath, test } from "./fixtures.js";
import {
  claimsOf,
  organizationClaims,
  postToken,
  sessionToken,
  tokenResponse,
  tokensPath,
} from "./session_token.js";

const skipCache = true;
const [one, anew] = [sessionToken({ iat: 1 }), sessionToken({ iat: 2 })];
const second = sessionToken({ sid: "sess_2" });
const ended = wireClient("client_1", [other], { last_active_session_id: null });

test.describe("touchSession", () => {
  test("drops all tokens of that session, and none of another session", async ({
    fake,
    clientOfFake,
  }) => {
    const template = sessionToken({ iat: 5 });
    fake.answer(
      tokenResponse(one),
      tokenResponse(template),
      tokenResponse(second),
      envelope(ours, before),
      tokenResponse(anew),
    );
    await clientOfFake.getToken();
    await clientOfFake.getToken({ template: "any" });
    await clientOfFake.getToken({ session: "sess_2" });
    await clientOfFake.touchSession("sess_1");
    expect(await clientOfFake.getToken({ session: "sess_2" })).toBe(second);
    expect(await clientOfFake.getToken()).toBe(anew);
    expect(await clientOfFake.getToken({ template: "any" })).toBe(anew);
    expect(fake.lines.slice(5)).toEqual([postToken("sess_1"), `${postToken("sess_1")}/any`]);
  });

  test("drops nothing if it fails", async ({ fake, clientOfFake }) => {
    fake.answer(tokenResponse(one), errorResponse(403, "forbidden"));
    await clientOfFake.getToken();
    await rejection(clientOfFake.touchSession("sess_1"));
    expect(await clientOfFake.getToken()).toBe(one);
  });

  test("drops them even if the response is unreadable: the server has touched the session", async ({
    fake,
    clientOfFake,
  }) => {
    fake.answer(tokenResponse(one), { body: "<html>" }, envelope(before), tokenResponse(anew));
    await clientOfFake.getToken();
    expect((await rejection(clientOfFake.touchSession("sess_1"))).code).toBe("invalid_response");
    expect(await clientOfFake.getToken()).toBe(anew);
  });

  test("drops them before it calls the listeners", async ({ fake, clientOfFake }) => {
    const touched = wireSession("sess_1", "active", { last_active_at: 9 });
    fake.answer(
      tokenResponse(one),
      envelope(touched, wireClient("client_1", [touched, other])),
      tokenResponse(anew),
    );
    await clientOfFake.getToken();
    const tokens: Promise<string | null>[] = [];
    clientOfFake.subscribe(() => tokens.push(clientOfFake.getToken()));
    await clientOfFake.touchSession("sess_1");
    expect(await Promise.all(tokens)).toEqual([anew]);
    expect(fake.lines).toHaveLength(4);
  });

  test("discards the response of a token request in flight, which is then sent again", async ({
    fake,
    clientOfFake,
  }) => {
    const late = deferred(tokenResponse(one));
    fake.answer(late, envelope(ours, before), tokenResponse(anew));
    const tokens = [clientOfFake.getToken(), clientOfFake.getToken({ session: "sess_1" })];
    await fake.arrived(2);
    await clientOfFake.touchSession("sess_1");
    late.release();
    expect(await Promise.all(tokens)).toEqual([anew, anew]);
    expect(await clientOfFake.getToken()).toBe(anew);
    expect(fake.lines.slice(1)).toEqual([
      postToken("sess_1"),
      "POST /v1/client/sessions/sess_1/touch",
      postToken("sess_1"),
    ]);
  });

  test("of another session does not affect a token request in flight", async ({
    fake,
    clientOfFake,
  }) => {
    const late = deferred(tokenResponse(one));
    fake.answer(late, envelope(other, before));
    const token = clientOfFake.getToken();
    await fake.arrived(2);
    await clientOfFake.touchSession("sess_2");
    late.release();
    expect(await token).toBe(one);
    expect(fake.lines).toHaveLength(3);
  });

  test("to another organization makes a token request in flight return its token", async ({
    api,
    loadedClient,
    signedIn,
  }) => {
    const session = signedIn.first;
    const organizationId = loadedClient.client?.sessions.find(({ id }) => id === session)?.user
      ?.organizationMemberships[0]?.organization?.id as string;
    api.control.addFaults({ path: tokensPath(session), hold: "after-change" });
    const token = loadedClient.getToken({ session });
    await api.control.request(({ state }) => state === "held");
    await loadedClient.touchSession(session, { organizationId });
    api.control.release();
    expect(claimsOf(await token).o).toMatchObject({ id: organizationId });
    expect(api.control.requests.map(({ path, body }) => [path, body])).toEqual([
      [tokensPath(session), ""],
      [`/v1/client/sessions/${session}/touch`, `active_organization_id=${organizationId}`],
      [tokensPath(session), ""],
    ]);
  });
});

for (const [label, end] of [
  ["deleteSession", "deleteSession"],
  ["endSession", "endSession"],
  ["revokeSession", "revokeSession"],
] as const) {
  test.describe(label, () => {
    const confirmed = envelope(wireSession("sess_1", "ended"), ended);

    test("drops that session's tokens immediately, and no other's", async ({
      fake,
      clientOfFake,
    }) => {
      fake.answer(
        tokenResponse(one),
        tokenResponse(second),
        confirmed,
        errorResponse(404, "resource_not_found"),
      );
      await clientOfFake.getToken();
      await clientOfFake.getToken({ session: "sess_2" });
      await clientOfFake[end]("sess_1");
      expect(await clientOfFake.getToken({ session: "sess_2" })).toBe(second);
      expect(await clientOfFake.getToken()).toBeNull();
      expect(fake.lines).toHaveLength(4);
      expect((await rejection(clientOfFake.getToken({ session: "sess_1" }))).status).toBe(404);
    });

    test("makes getToken calls in flight resolve to null, or reject if they name the id", async ({
      fake,
      clientOfFake,
    }) => {
      const late = deferred(tokenResponse(one));
      fake.answer(late, confirmed);
      const current = [clientOfFake.getToken(), clientOfFake.getToken({ session: "current" })];
      const named = rejection(clientOfFake.getToken({ session: "sess_1" }));
      await fake.arrived(2);
      await clientOfFake[end]("sess_1");
      late.release();
      expect(await Promise.all(current)).toEqual([null, null]);
      expect((await named).code).toBe("no_session");
      expect(fake.lines).toHaveLength(3);
    });

    test("drops nothing if it is not confirmed, and a token request in flight resolves", async ({
      fake,
      clientOfFake,
    }) => {
      const late = deferred(tokenResponse(one));
      fake.answer(late, envelope(ours), tokenResponse(anew));
      const token = clientOfFake.getToken();
      await fake.arrived(2);
      expect((await rejection(clientOfFake[end]("sess_1"))).code).toBe("not_deleted");
      late.release();
      expect(await token).toBe(one);
      expect(await clientOfFake.getToken()).toBe(one);
    });
  });
}

test("If the session is deleted during a token request, the request is aborted", async ({
  api,
  loadedClient,
  signedIn,
}) => {
  api.control.addFaults({ path: tokensPath(signedIn.current), hold: "before-change" });
  const token = loadedClient.getToken();
  await api.control.request(({ state }) => state === "held");
  await loadedClient.deleteSession();
  expect(await token).toBeNull();
  await api.control.request(({ state }) => state === "aborted");
  expect(lines(api)).toEqual([postToken(signedIn.current), `POST ${removePath(signedIn.current)}`]);
});

test("deleteAllSessions drops every token, those of requests in flight included", async ({
  fake,
  clientOfFake,
}) => {
  const late = deferred(tokenResponse(one));
  fake.answer(
    tokenResponse(second),
    late,
    envelope(wireClient("client_1", [])),
    errorResponse(404, "resource_not_found"),
  );
  await clientOfFake.getToken({ session: "sess_2" });
  const token = clientOfFake.getToken();
  await fake.arrived(3);
  await clientOfFake.deleteAllSessions();
  late.release();
  expect([await token, await clientOfFake.getToken()]).toEqual([null, null]);
  expect((await rejection(clientOfFake.getToken({ session: "sess_2" }))).status).toBe(404);
});

for (const [label, client] of [
  ["without the session", ended],
  ["with the session expired", wireClient("client_1", [wireSession("sess_1", "expired"), other])],
  ["with another id", wireClient("client_2", [wireSession("sess_3")])],
  ["that is null", null],
] as const) {
  test(`A client ${label} drops the session's tokens, also those in flight`, async ({
    fake,
    clientOfFake,
  }) => {
    const late = deferred(tokenResponse(anew));
    fake.answer(
      tokenResponse(one),
      late,
      envelope(client),
      errorResponse(401, "signed_out"),
      envelope(client),
    );
    await clientOfFake.getToken();
    const current = clientOfFake.getToken({ skipCache });
    const named = rejection(clientOfFake.getToken({ session: "sess_1", skipCache }));
    await fake.arrived(3);
    await clientOfFake.getClient();
    late.release();
    expect(await current).toBeNull();
    expect((await named).code).toBe("no_session");
    expect(fake.lines).toHaveLength(4);
    expect((await rejection(clientOfFake.getToken({ session: "sess_1" }))).status).toBe(401);
  });
}

test("A call is for the session that was current when it began", async ({ fake, clientOfFake }) => {
  const late = deferred(tokenResponse(one));
  const switched = wireClient("client_1", [ours, other], { last_active_session_id: "sess_2" });
  fake.answer(late, envelope(switched), tokenResponse(second));
  const token = clientOfFake.getToken();
  await fake.arrived(2);
  await clientOfFake.getClient();
  expect(clientOfFake.session?.id).toBe("sess_2");
  const next = await clientOfFake.getToken();
  late.release();
  expect([await token, next]).toEqual([one, second]);
});

test("If a call's session ends, the call does not return the next session's token", async ({
  fake,
  clientOfFake,
}) => {
  const late = deferred(tokenResponse(one));
  fake.answer(late, envelope(wireClient("client_1", [other])), tokenResponse(second));
  const token = clientOfFake.getToken();
  await fake.arrived(2);
  await clientOfFake.getClient();
  late.release();
  expect(await token).toBeNull();
  expect(await clientOfFake.getToken()).toBe(second);
});

test("A repeated token request is for the same session, even if another is current", async ({
  fake,
  clientOfFake,
}) => {
  const late = deferred(tokenResponse(one));
  const switched = wireClient("client_1", [ours, other], { last_active_session_id: "sess_2" });
  fake.answer(late, envelope(ours, switched), tokenResponse(anew));
  const token = clientOfFake.getToken();
  await fake.arrived(2);
  await clientOfFake.touchSession("sess_1");
  late.release();
  expect(await token).toBe(anew);
  expect(fake.lines.at(-1)).toBe(postToken("sess_1"));
});

test("If an ended session returns, no token from before its end is returned", async ({
  fake,
  clientOfFake,
}) => {
  fake.answer(tokenResponse(one), envelope(ended), envelope(before), tokenResponse(anew));
  await clientOfFake.getToken();
  await clientOfFake.getClient();
  await clientOfFake.getClient();
  expect(ids(clientOfFake.client?.sessions)).toEqual(["sess_1", "sess_2"]);
  expect(await clientOfFake.getToken()).toBe(anew);
});

test("touchSession drops the session's token for another organization too", async ({
  fake,
  clientOfFake,
}) => {
  const token = sessionToken({ claims: organizationClaims[2]("org_1") });
  fake.answer(tokenResponse(token), envelope(ours, before), tokenResponse(token));
  await clientOfFake.getToken({ organizationId: "org_1" });
  await clientOfFake.touchSession("sess_1");
  await clientOfFake.getToken({ organizationId: "org_1" });
  expect(fake.lines).toHaveLength(4);
});
