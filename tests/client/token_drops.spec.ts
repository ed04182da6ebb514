import {
  before,
  heldBack,
  other,
  ours,
  refusal,
  wireClient,
  wireSession,
  wrapped,
} from "./fake_server.js";
import { expect, ids, lines, rejection, removePath, test } from "./fixtures.js";
import {
  answered,
  askToken,
  claimsOf,
  ofOrganization,
  sessionToken,
  tokensPath,
} from "./session_token.js";

const skipCache = true;
const [one, anew] = [sessionToken({ iat: 1 }), sessionToken({ iat: 2 })];
const second = sessionToken({ sid: "sess_2" });
const ended = wireClient("client_1", [other], { last_active_session_id: null });

test.describe("touchSession", () => {
  test("drops that session's tokens, whatever they are for, and no other's", async ({
    fake,
    held,
  }) => {
    const template = sessionToken({ iat: 5 });
    fake.answer(
      answered(one),
      answered(template),
      answered(second),
      wrapped(ours, before),
      answered(anew),
    );
    await held.getToken();
    await held.getToken({ template: "any" });
    await held.getToken({ session: "sess_2" });
    await held.touchSession("sess_1");
    expect(await held.getToken({ session: "sess_2" })).toBe(second);
    expect(await held.getToken()).toBe(anew);
    expect(await held.getToken({ template: "any" })).toBe(anew);
    expect(fake.lines.slice(5)).toEqual([askToken("sess_1"), `${askToken("sess_1")}/any`]);
  });

  test("that fails drops nothing", async ({ fake, held }) => {
    fake.answer(answered(one), refusal(403, "forbidden"));
    await held.getToken();
    await rejection(held.touchSession("sess_1"));
    expect(await held.getToken()).toBe(one);
  });

  test("whose answer cannot be read drops them all the same: the server has done it", async ({
    fake,
    held,
  }) => {
    fake.answer(answered(one), { body: "<html>" }, wrapped(before), answered(anew));
    await held.getToken();
    expect((await rejection(held.touchSession("sess_1"))).code).toBe("invalid_response");
    expect(await held.getToken()).toBe(anew);
  });

  test("drops them before anybody hears of the change", async ({ fake, held }) => {
    const touched = wireSession("sess_1", "active", { last_active_at: 9 });
    fake.answer(
      answered(one),
      wrapped(touched, wireClient("client_1", [touched, other])),
      answered(anew),
    );
    await held.getToken();
    const tokens: Promise<string | null>[] = [];
    held.subscribe(() => tokens.push(held.getToken()));
    await held.touchSession("sess_1");
    expect(await Promise.all(tokens)).toEqual([anew]);
    expect(fake.lines).toHaveLength(4);
  });

  test("while a token is on its way: its answer is discarded, and it is asked for anew", async ({
    fake,
    held,
  }) => {
    const late = heldBack(answered(one));
    fake.answer(late, wrapped(ours, before), answered(anew));
    const tokens = [held.getToken(), held.getToken({ session: "sess_1" })];
    await fake.arrived(2);
    await held.touchSession("sess_1");
    late.letGo();
    expect(await Promise.all(tokens)).toEqual([anew, anew]);
    expect(await held.getToken()).toBe(anew);
    expect(fake.lines.slice(1)).toEqual([
      askToken("sess_1"),
      "POST /v1/client/sessions/sess_1/touch",
      askToken("sess_1"),
    ]);
  });

  test("of another session, while a token is on its way: it comes as if nothing had happened", async ({
    fake,
    held,
  }) => {
    const late = heldBack(answered(one));
    fake.answer(late, wrapped(other, before));
    const token = held.getToken();
    await fake.arrived(2);
    await held.touchSession("sess_2");
    late.letGo();
    expect(await token).toBe(one);
    expect(fake.lines).toHaveLength(3);
  });

  test("to another organization, while its own is asked for: the token is for the one that is its own now", async ({
    api,
    knowing,
    signedIn,
  }) => {
    const session = signedIn.first;
    const organizationId = knowing.client?.sessions.find(({ id }) => id === session)?.user
      ?.organizationMemberships[0]?.organization?.id as string;
    api.control.addFaults({ path: tokensPath(session), hold: "after-change" });
    const token = knowing.getToken({ session });
    await api.control.request(({ state }) => state === "held");
    await knowing.touchSession(session, { organizationId });
    api.control.release();
    expect(claimsOf(await token).o).toMatchObject({ id: organizationId });
    expect(api.control.requests.map(({ path, body }) => [path, body])).toEqual([
      [tokensPath(session), ""],
      [`/v1/client/sessions/${session}/touch`, `active_organization_id=${organizationId}`],
      [tokensPath(session), ""],
    ]);
  });
});

for (const [what, end] of [
  ["deleteSession", "deleteSession"],
  ["endSession", "endSession"],
  ["revokeSession", "revokeSession"],
] as const) {
  test.describe(what, () => {
    const confirmed = wrapped(wireSession("sess_1", "ended"), ended);

    test("drops that session's tokens at once, and no other's", async ({ fake, held }) => {
      fake.answer(answered(one), answered(second), confirmed, refusal(404, "resource_not_found"));
      await held.getToken();
      await held.getToken({ session: "sess_2" });
      await held[end]("sess_1");
      expect(await held.getToken({ session: "sess_2" })).toBe(second);
      expect(await held.getToken()).toBeNull();
      expect(fake.lines).toHaveLength(4);
      expect((await rejection(held.getToken({ session: "sess_1" }))).status).toBe(404);
    });

    test("while a token is on its way: null for the current session, and a named one rejects", async ({
      fake,
      held,
    }) => {
      const late = heldBack(answered(one));
      fake.answer(late, confirmed);
      const current = [held.getToken(), held.getToken({ session: "current" })];
      const named = rejection(held.getToken({ session: "sess_1" }));
      await fake.arrived(2);
      await held[end]("sess_1");
      late.letGo();
      expect(await Promise.all(current)).toEqual([null, null]);
      expect((await named).code).toBe("no_session");
      expect(fake.lines).toHaveLength(3);
    });

    test("not confirmed: nothing is dropped, and what is on its way comes", async ({
      fake,
      held,
    }) => {
      const late = heldBack(answered(one));
      fake.answer(late, wrapped(ours), answered(anew));
      const token = held.getToken();
      await fake.arrived(2);
      expect((await rejection(held[end]("sess_1"))).code).toBe("not_deleted");
      late.letGo();
      expect(await token).toBe(one);
      expect(await held.getToken()).toBe(one);
    });
  });
}

test("deleted while a token is on its way: the request is aborted, and nobody is signed in by it", async ({
  api,
  knowing,
  signedIn,
}) => {
  api.control.addFaults({ path: tokensPath(signedIn.current), hold: "before-change" });
  const token = knowing.getToken();
  await api.control.request(({ state }) => state === "held");
  await knowing.deleteSession();
  expect(await token).toBeNull();
  await api.control.request(({ state }) => state === "aborted");
  expect(lines(api)).toEqual([askToken(signedIn.current), `POST ${removePath(signedIn.current)}`]);
});

test("deleteAllSessions drops every token, on its way or not", async ({ fake, held }) => {
  const late = heldBack(answered(one));
  fake.answer(
    answered(second),
    late,
    wrapped(wireClient("client_1", [])),
    refusal(404, "resource_not_found"),
  );
  await held.getToken({ session: "sess_2" });
  const token = held.getToken();
  await fake.arrived(3);
  await held.deleteAllSessions();
  late.letGo();
  expect([await token, await held.getToken()]).toEqual([null, null]);
  expect((await rejection(held.getToken({ session: "sess_2" }))).status).toBe(404);
});

for (const [what, client] of [
  ["without the session", ended],
  ["with the session expired", wireClient("client_1", [wireSession("sess_1", "expired"), other])],
  ["that is another", wireClient("client_2", [wireSession("sess_3")])],
  ["that is none", null],
] as const) {
  test(`a client ${what}: its tokens are dropped, on their way or not`, async ({ fake, held }) => {
    const late = heldBack(answered(anew));
    fake.answer(answered(one), late, wrapped(client), refusal(401, "signed_out"), wrapped(client));
    await held.getToken();
    const current = held.getToken({ skipCache });
    const named = rejection(held.getToken({ session: "sess_1", skipCache }));
    await fake.arrived(3);
    await held.getClient();
    late.letGo();
    expect(await current).toBeNull();
    expect((await named).code).toBe("no_session");
    expect(fake.lines).toHaveLength(4);
    expect((await rejection(held.getToken({ session: "sess_1" }))).status).toBe(401);
  });
}

test("a call stays with the session that was the current one when it began", async ({
  fake,
  held,
}) => {
  const late = heldBack(answered(one));
  const switched = wireClient("client_1", [ours, other], { last_active_session_id: "sess_2" });
  fake.answer(late, wrapped(switched), answered(second));
  const token = held.getToken();
  await fake.arrived(2);
  await held.getClient();
  expect(held.session?.id).toBe("sess_2");
  const next = await held.getToken();
  late.letGo();
  expect([await token, next]).toEqual([one, second]);
});

test("a call whose session ends is not answered with the next one's token", async ({
  fake,
  held,
}) => {
  const late = heldBack(answered(one));
  fake.answer(late, wrapped(wireClient("client_1", [other])), answered(second));
  const token = held.getToken();
  await fake.arrived(2);
  await held.getClient();
  late.letGo();
  expect(await token).toBeNull();
  expect(await held.getToken()).toBe(second);
});

test("what is asked anew is for the same session, though another is current by then", async ({
  fake,
  held,
}) => {
  const late = heldBack(answered(one));
  const switched = wireClient("client_1", [ours, other], { last_active_session_id: "sess_2" });
  fake.answer(late, wrapped(ours, switched), answered(anew));
  const token = held.getToken();
  await fake.arrived(2);
  await held.touchSession("sess_1");
  late.letGo();
  expect(await token).toBe(anew);
  expect(fake.lines.at(-1)).toBe(askToken("sess_1"));
});

test("a session that was gone comes back: no token of before is given out", async ({
  fake,
  held,
}) => {
  fake.answer(answered(one), wrapped(ended), wrapped(before), answered(anew));
  await held.getToken();
  await held.getClient();
  await held.getClient();
  expect(ids(held.client?.sessions)).toEqual(["sess_1", "sess_2"]);
  expect(await held.getToken()).toBe(anew);
});

test("a token for another organization is dropped with the rest", async ({ fake, held }) => {
  const token = sessionToken({ claims: ofOrganization[2]("org_1") });
  fake.answer(answered(token), wrapped(ours, before), answered(token));
  await held.getToken({ organizationId: "org_1" });
  await held.touchSession("sess_1");
  await held.getToken({ organizationId: "org_1" });
  expect(fake.lines).toHaveLength(4);
});
