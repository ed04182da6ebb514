import {
  before,
  deferred,
  envelope,
  errorResponse,
  wireClient,
  wireSession,
} from "./fake_server.js";
import { expect, getClient, ids, lines, rejection, settledLines, test } from "./fixtures.js";
import { postToken, sessionToken, tokenResponse, tokensPath } from "./session_token.js";

const skipCache = true;
const [one, anew] = [sessionToken({ iat: 1 }), sessionToken({ iat: 2 })];
const other = wireSession("sess_2");
const ended = wireClient("client_1", [other], { last_active_session_id: null });
const gone = [
  errorResponse(401, "signed_out"),
  errorResponse(401, "authentication_invalid"),
  errorResponse(404, "resource_not_found"),
  // As where a proxy stands between.
  { status: 404, body: "<html>" },
];

for (const status of ["revoked", "ended", "removed", "expired"] as const) {
  test(`a session that is ${status} on the server is over here as soon as a token is asked for`, async ({
    api,
    loadedClient,
    signedIn,
  }) => {
    await loadedClient.getToken();
    let calls = 0;
    loadedClient.subscribe(() => {
      calls += 1;
    });
    api.control.setSessionStatus(signedIn.current, status);
    api.control.clearRequests();
    const current = loadedClient.getToken({ skipCache });
    const named = rejection(loadedClient.getToken({ session: signedIn.current, skipCache }));
    expect(await current).toBeNull();
    expect(await named).toMatchObject({
      code: "api",
      status: 401,
      errors: [{ code: "authentication_invalid" }],
    });
    expect(lines(api)).toEqual([postToken(signedIn.current), getClient]);
    expect([calls, ids(loadedClient.client?.sessions)]).toEqual([1, [signedIn.first]]);
    expect(loadedClient.session?.id).not.toBe(signedIn.current);
    // What was cached is gone with it: the server is asked, and says the same.
    const again = await rejection(loadedClient.getToken({ session: signedIn.current }));
    expect(again.status).toBe(401);
  });
}

for (const [index, refused] of gone.entries()) {
  const what = `${refused.status} ${"json" in refused ? ["signed_out", "authentication_invalid", "resource_not_found"][index] : "in HTML"}`;

  test(`${what}, and the client has ended: null for the current session, which is over; listeners hear before`, async ({
    fake,
    clientOfFake,
  }) => {
    const heard: string[] = [];
    clientOfFake.subscribe(() => heard.push(ids(clientOfFake.client?.sessions).join()));
    fake.answer(refused, envelope(ended));
    const token = clientOfFake.getToken().then((token) => heard.push(String(token)));
    await token;
    expect(heard).toEqual(["sess_2", "null"]);
    expect(fake.lines).toEqual([getClient, postToken("sess_1"), getClient]);
  });

  test(`${what}, and the client says that the session is alive: the call rejects, its tokens are dropped, no other's`, async ({
    fake,
    clientOfFake,
  }) => {
    const second = sessionToken({ sid: "sess_2" });
    const template = sessionToken({ iat: 5 });
    fake.answer(
      tokenResponse(one),
      tokenResponse(template),
      tokenResponse(second),
      refused,
      envelope(before),
      tokenResponse(anew),
    );
    await clientOfFake.getToken();
    await clientOfFake.getToken({ template: "any" });
    await clientOfFake.getToken({ session: "sess_2" });
    expect(await rejection(clientOfFake.getToken({ skipCache }))).toMatchObject({
      code: "api",
      status: refused.status,
    });
    expect(await clientOfFake.getToken({ session: "sess_2" })).toBe(second);
    expect(await clientOfFake.getToken()).toBe(anew);
    expect(await clientOfFake.getToken({ template: "any" })).toBe(anew);
    expect(fake.lines.slice(4)).toEqual([
      postToken("sess_1"),
      getClient,
      postToken("sess_1"),
      `${postToken("sess_1")}/any`,
    ]);
  });

  test(`${what}, and the client cannot be asked: nothing changes but that its tokens are dropped; the next call asks first`, async ({
    fake,
    clientOfFake,
  }) => {
    const known = clientOfFake.client;
    let calls = 0;
    clientOfFake.subscribe(() => {
      calls += 1;
    });
    fake.answer(
      tokenResponse(one),
      refused,
      { status: 500 },
      envelope(before),
      tokenResponse(anew),
    );
    await clientOfFake.getToken();
    expect(await rejection(clientOfFake.getToken({ skipCache }))).toMatchObject({
      code: "api",
      status: refused.status,
    });
    expect([clientOfFake.client === known, calls]).toEqual([true, 0]);
    expect(await settledLines(fake, 4)).toHaveLength(4);
    expect(await clientOfFake.getToken()).toBe(anew);
    expect(fake.lines.slice(2)).toEqual([
      postToken("sess_1"),
      getClient,
      getClient,
      postToken("sess_1"),
    ]);
  });

  test(`${what} before any client is known rejects, and asks nothing: there is nothing to doubt`, async ({
    fake,
    createClient,
  }) => {
    const client = createClient({ proxyUrl: fake.url });
    fake.answer(refused, envelope(ended));
    expect(await rejection(client.getToken({ session: "sess_9" }))).toMatchObject({
      code: "api",
      status: refused.status,
    });
    expect(await settledLines(fake, 1)).toEqual([postToken("sess_9")]);
  });

  test(`${what} of a session that is not held here rejects${refused.status === 401 ? ", and asks once" : ", and asks nothing"}`, async ({
    fake,
    clientOfFake,
  }) => {
    fake.answer(refused, envelope(before));
    expect(await rejection(clientOfFake.getToken({ session: "sess_9" }))).toMatchObject({
      code: "api",
      status: refused.status,
    });
    const asked = refused.status === 401 ? [getClient] : [];
    expect((await settledLines(fake, 2 + asked.length)).slice(2)).toEqual(asked);
  });
}

test("401 requires_captcha: nothing is asked, and nothing dropped", async ({
  fake,
  clientOfFake,
}) => {
  fake.answer(tokenResponse(one), errorResponse(401, "requires_captcha"));
  await clientOfFake.getToken();
  expect((await rejection(clientOfFake.getToken({ skipCache }))).status).toBe(401);
  expect(await clientOfFake.getToken()).toBe(one);
  expect(await settledLines(fake, 3)).toHaveLength(3);
});

for (const code of ["action_for_session_not_authorized", "deprovisioned", "anything_else"]) {
  test(`401 ${code}: the client is asked once, and no token of a session that it holds is dropped`, async ({
    fake,
    clientOfFake,
  }) => {
    fake.answer(tokenResponse(one), errorResponse(401, code), envelope(before));
    await clientOfFake.getToken();
    expect((await rejection(clientOfFake.getToken({ skipCache }))).status).toBe(401);
    expect(await clientOfFake.getToken()).toBe(one);
    expect(fake.lines.slice(2)).toEqual([postToken("sess_1"), getClient]);
  });
}

test("401 signed_out to a template's request is the session's end too", async ({
  fake,
  clientOfFake,
}) => {
  fake.answer(
    tokenResponse(one),
    errorResponse(401, "signed_out"),
    envelope(before),
    tokenResponse(anew),
  );
  await clientOfFake.getToken();
  expect((await rejection(clientOfFake.getToken({ template: "any" }))).status).toBe(401);
  expect(await clientOfFake.getToken()).toBe(anew);
});

test("404 to a template's request may mean the template: the client is asked once, no session token dropped", async ({
  api,
  loadedClient,
  signedIn,
}) => {
  const token = await loadedClient.getToken();
  api.control.clearRequests();
  expect((await rejection(loadedClient.getToken({ template: "none" }))).status).toBe(404);
  expect(await loadedClient.getToken()).toBe(token);
  expect(lines(api)).toEqual([`${postToken(signedIn.current)}/none`, getClient]);
});

test("404 to a template's request, and the client has ended: null, as with any token", async ({
  fake,
  clientOfFake,
}) => {
  fake.answer(errorResponse(404, "resource_not_found"), envelope(ended));
  expect(await clientOfFake.getToken({ template: "any" })).toBeNull();
  expect(clientOfFake.session).toBeNull();
});

for (const status of [400, 403, 422, 500]) {
  test(`${status} says nothing of the session: nothing is asked, and nothing dropped`, async ({
    fake,
    clientOfFake,
  }) => {
    fake.answer(tokenResponse(one), errorResponse(status, "any"));
    await clientOfFake.getToken();
    expect(await rejection(clientOfFake.getToken({ skipCache }))).toMatchObject({
      code: "api",
      status,
    });
    expect(await clientOfFake.getToken()).toBe(one);
    expect(await settledLines(fake, 3)).toHaveLength(3);
  });
}

test("the refusal's own client is taken", async ({ fake, clientOfFake }) => {
  fake.answer(errorResponse(403, "forbidden", { client: ended }));
  expect(await clientOfFake.getToken()).toBeNull();
  expect(ids(clientOfFake.client?.sessions)).toEqual(["sess_2"]);
  expect(fake.lines).toHaveLength(2);
});

test("a session that is over, while another of its tokens is on its way: that is discarded, and the client asked once", async ({
  fake,
  clientOfFake,
}) => {
  const [late, client] = [deferred(tokenResponse(one)), deferred(envelope(ended))];
  fake.answer(
    late,
    errorResponse(401, "signed_out"),
    client,
    { status: 500 },
    errorResponse(401, "signed_out"),
  );
  const token = clientOfFake.getToken();
  await fake.arrived(2);
  const template = clientOfFake.getToken({ template: "any" });
  await fake.arrived(4);
  // By the time that another request has been answered, whatever else is asked has arrived.
  await rejection(clientOfFake.getSession("sess_2"));
  late.release();
  client.release();
  expect(await Promise.all([token, template])).toEqual([null, null]);
  expect(fake.lines.slice(1)).toEqual([
    postToken("sess_1"),
    `${postToken("sess_1")}/any`,
    getClient,
    "GET /v1/client/sessions/sess_2",
  ]);
});

test("signed_out while another session's token is on its way leaves that alone", async ({
  fake,
  clientOfFake,
}) => {
  const second = sessionToken({ sid: "sess_2" });
  const late = deferred(tokenResponse(second));
  fake.answer(late, errorResponse(401, "signed_out"), envelope(ended));
  const token = clientOfFake.getToken({ session: "sess_2" });
  await fake.arrived(2);
  expect(await clientOfFake.getToken()).toBeNull();
  late.release();
  expect(await token).toBe(second);
  expect(fake.requests.map(({ path }) => path)).toEqual([
    "/v1/client",
    tokensPath("sess_2"),
    tokensPath("sess_1"),
    "/v1/client",
  ]);
});
