import { before, heldBack, refusal, wireClient, wireSession, wrapped } from "./fake_server.js";
import { expect, getClient, ids, lines, rejection, settledLines, test } from "./fixtures.js";
import { answered, askToken, sessionToken, tokensPath } from "./session_token.js";

const skipCache = true;
const [one, anew] = [sessionToken({ iat: 1 }), sessionToken({ iat: 2 })];
const other = wireSession("sess_2");
const ended = wireClient("client_1", [other], { last_active_session_id: null });
const gone = [
  refusal(401, "signed_out"),
  refusal(401, "authentication_invalid"),
  refusal(404, "resource_not_found"),
  // As where a proxy stands between.
  { status: 404, body: "<html>" },
];

for (const status of ["revoked", "ended", "removed", "expired"] as const) {
  test(`a session that is ${status} on the server is over here as soon as a token is asked for`, async ({
    api,
    knowing,
    signedIn,
  }) => {
    await knowing.getToken();
    let calls = 0;
    knowing.subscribe(() => {
      calls += 1;
    });
    api.control.setSessionStatus(signedIn.current, status);
    api.control.clearRequests();
    const current = knowing.getToken({ skipCache });
    const named = rejection(knowing.getToken({ session: signedIn.current, skipCache }));
    expect(await current).toBeNull();
    expect(await named).toMatchObject({
      code: "api",
      status: 401,
      errors: [{ code: "authentication_invalid" }],
    });
    expect(lines(api)).toEqual([askToken(signedIn.current), getClient]);
    expect([calls, ids(knowing.client?.sessions)]).toEqual([1, [signedIn.first]]);
    expect(knowing.session?.id).not.toBe(signedIn.current);
    // What was cached is gone with it: the server is asked, and says the same.
    const again = await rejection(knowing.getToken({ session: signedIn.current }));
    expect(again.status).toBe(401);
  });
}

for (const [index, refused] of gone.entries()) {
  const what = `${refused.status} ${"json" in refused ? ["signed_out", "authentication_invalid", "resource_not_found"][index] : "in HTML"}`;

  test(`${what}, and the client has ended: null for the current session, which is over; listeners hear before`, async ({
    fake,
    held,
  }) => {
    const heard: string[] = [];
    held.subscribe(() => heard.push(ids(held.client?.sessions).join()));
    fake.answer(refused, wrapped(ended));
    const token = held.getToken().then((token) => heard.push(String(token)));
    await token;
    expect(heard).toEqual(["sess_2", "null"]);
    expect(fake.lines).toEqual([getClient, askToken("sess_1"), getClient]);
  });

  test(`${what}, and the client says that the session is alive: the call rejects, its tokens are dropped, no other's`, async ({
    fake,
    held,
  }) => {
    const second = sessionToken({ sid: "sess_2" });
    const template = sessionToken({ iat: 5 });
    fake.answer(
      answered(one),
      answered(template),
      answered(second),
      refused,
      wrapped(before),
      answered(anew),
    );
    await held.getToken();
    await held.getToken({ template: "any" });
    await held.getToken({ session: "sess_2" });
    expect(await rejection(held.getToken({ skipCache }))).toMatchObject({
      code: "api",
      status: refused.status,
    });
    expect(await held.getToken({ session: "sess_2" })).toBe(second);
    expect(await held.getToken()).toBe(anew);
    expect(await held.getToken({ template: "any" })).toBe(anew);
    expect(fake.lines.slice(4)).toEqual([
      askToken("sess_1"),
      getClient,
      askToken("sess_1"),
      `${askToken("sess_1")}/any`,
    ]);
  });

  test(`${what}, and the client cannot be asked: nothing changes but that its tokens are dropped; the next call asks first`, async ({
    fake,
    held,
  }) => {
    const known = held.client;
    let calls = 0;
    held.subscribe(() => {
      calls += 1;
    });
    fake.answer(answered(one), refused, { status: 500 }, wrapped(before), answered(anew));
    await held.getToken();
    expect(await rejection(held.getToken({ skipCache }))).toMatchObject({
      code: "api",
      status: refused.status,
    });
    expect([held.client === known, calls]).toEqual([true, 0]);
    expect(await settledLines(fake, 4)).toHaveLength(4);
    expect(await held.getToken()).toBe(anew);
    expect(fake.lines.slice(2)).toEqual([
      askToken("sess_1"),
      getClient,
      getClient,
      askToken("sess_1"),
    ]);
  });

  test(`${what} before any client is known rejects, and asks nothing: there is nothing to doubt`, async ({
    fake,
    open,
  }) => {
    const client = open({ proxyUrl: fake.url });
    fake.answer(refused, wrapped(ended));
    expect(await rejection(client.getToken({ session: "sess_9" }))).toMatchObject({
      code: "api",
      status: refused.status,
    });
    expect(await settledLines(fake, 1)).toEqual([askToken("sess_9")]);
  });

  test(`${what} of a session that is not held here rejects${refused.status === 401 ? ", and asks once" : ", and asks nothing"}`, async ({
    fake,
    held,
  }) => {
    fake.answer(refused, wrapped(before));
    expect(await rejection(held.getToken({ session: "sess_9" }))).toMatchObject({
      code: "api",
      status: refused.status,
    });
    const asked = refused.status === 401 ? [getClient] : [];
    expect((await settledLines(fake, 2 + asked.length)).slice(2)).toEqual(asked);
  });
}

test("401 requires_captcha: nothing is asked, and nothing dropped", async ({ fake, held }) => {
  fake.answer(answered(one), refusal(401, "requires_captcha"));
  await held.getToken();
  expect((await rejection(held.getToken({ skipCache }))).status).toBe(401);
  expect(await held.getToken()).toBe(one);
  expect(await settledLines(fake, 3)).toHaveLength(3);
});

for (const code of ["action_for_session_not_authorized", "deprovisioned", "anything_else"]) {
  test(`401 ${code}: the client is asked once, and no token of a session that it holds is dropped`, async ({
    fake,
    held,
  }) => {
    fake.answer(answered(one), refusal(401, code), wrapped(before));
    await held.getToken();
    expect((await rejection(held.getToken({ skipCache }))).status).toBe(401);
    expect(await held.getToken()).toBe(one);
    expect(fake.lines.slice(2)).toEqual([askToken("sess_1"), getClient]);
  });
}

test("401 signed_out to a template's request is the session's end too", async ({ fake, held }) => {
  fake.answer(answered(one), refusal(401, "signed_out"), wrapped(before), answered(anew));
  await held.getToken();
  expect((await rejection(held.getToken({ template: "any" }))).status).toBe(401);
  expect(await held.getToken()).toBe(anew);
});

test("404 to a template's request may mean the template: the client is asked once, no session token dropped", async ({
  api,
  knowing,
  signedIn,
}) => {
  const token = await knowing.getToken();
  api.control.clearRequests();
  expect((await rejection(knowing.getToken({ template: "none" }))).status).toBe(404);
  expect(await knowing.getToken()).toBe(token);
  expect(lines(api)).toEqual([`${askToken(signedIn.current)}/none`, getClient]);
});

test("404 to a template's request, and the client has ended: null, as with any token", async ({
  fake,
  held,
}) => {
  fake.answer(refusal(404, "resource_not_found"), wrapped(ended));
  expect(await held.getToken({ template: "any" })).toBeNull();
  expect(held.session).toBeNull();
});

for (const status of [400, 403, 422, 500]) {
  test(`${status} says nothing of the session: nothing is asked, and nothing dropped`, async ({
    fake,
    held,
  }) => {
    fake.answer(answered(one), refusal(status, "any"));
    await held.getToken();
    expect(await rejection(held.getToken({ skipCache }))).toMatchObject({ code: "api", status });
    expect(await held.getToken()).toBe(one);
    expect(await settledLines(fake, 3)).toHaveLength(3);
  });
}

test("the refusal's own client is taken", async ({ fake, held }) => {
  fake.answer(refusal(403, "forbidden", { client: ended }));
  expect(await held.getToken()).toBeNull();
  expect(ids(held.client?.sessions)).toEqual(["sess_2"]);
  expect(fake.lines).toHaveLength(2);
});

test("a session that is over, while another of its tokens is on its way: that is discarded, and the client asked once", async ({
  fake,
  held,
}) => {
  const [late, client] = [heldBack(answered(one)), heldBack(wrapped(ended))];
  fake.answer(
    late,
    refusal(401, "signed_out"),
    client,
    { status: 500 },
    refusal(401, "signed_out"),
  );
  const token = held.getToken();
  await fake.arrived(2);
  const template = held.getToken({ template: "any" });
  await fake.arrived(4);
  // By the time that another request has been answered, whatever else is asked has arrived.
  await rejection(held.getSession("sess_2"));
  late.letGo();
  client.letGo();
  expect(await Promise.all([token, template])).toEqual([null, null]);
  expect(fake.lines.slice(1)).toEqual([
    askToken("sess_1"),
    `${askToken("sess_1")}/any`,
    getClient,
    "GET /v1/client/sessions/sess_2",
  ]);
});

test("signed_out while another session's token is on its way leaves that alone", async ({
  fake,
  held,
}) => {
  const second = sessionToken({ sid: "sess_2" });
  const late = heldBack(answered(second));
  fake.answer(late, refusal(401, "signed_out"), wrapped(ended));
  const token = held.getToken({ session: "sess_2" });
  await fake.arrived(2);
  expect(await held.getToken()).toBeNull();
  late.letGo();
  expect(await token).toBe(second);
  expect(fake.requests.map(({ path }) => path)).toEqual([
    "/v1/client",
    tokensPath("sess_2"),
    tokensPath("sess_1"),
    "/v1/client",
  ]);
});
