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
const goneResponses = [
  errorResponse(401, "signed_out"),
  errorResponse(401, "authentication_invalid"),
  errorResponse(404, "resource_not_found"),
  // As a proxy between browser and server may answer.
  { status: 404, body: "<html>" },
];

for (const status of ["revoked", "ended", "removed", "expired"] as const) {
  test(`If a session is ${status} on the server, a token request ends it here`, async ({
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
    // The cached token was dropped, so the server is asked again and refuses again.
    const again = await rejection(loadedClient.getToken({ session: signedIn.current }));
    expect(again.status).toBe(401);
  });
}

for (const [index, refused] of goneResponses.entries()) {
  const codes = ["signed_out", "authentication_invalid", "resource_not_found"];
  const label = `${refused.status} ${codes[index] ?? "in HTML"}`;

  test(`${label} of an ended session calls the listeners, then resolves to null`, async ({
    fake,
    clientOfFake,
  }) => {
    const events: string[] = [];
    clientOfFake.subscribe(() => events.push(ids(clientOfFake.client?.sessions).join()));
    fake.answer(refused, envelope(ended));
    const token = clientOfFake.getToken().then((token) => events.push(String(token)));
    await token;
    expect(events).toEqual(["sess_2", "null"]);
    expect(fake.lines).toEqual([getClient, postToken("sess_1"), getClient]);
  });

  test(`${label} of a session that is alive rejects and drops only that session's tokens`, async ({
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

  test(`${label}, then a failed GET /client: tokens are dropped, GET /client is repeated`, async ({
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

  test(`${label} before any client is loaded rejects without GET /client`, async ({
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

  const refresh = refused.status === 401 ? "one GET /client" : "no GET /client";
  test(`${label} of an unknown session rejects and sends ${refresh}`, async ({
    fake,
    clientOfFake,
  }) => {
    fake.answer(refused, envelope(before));
    expect(await rejection(clientOfFake.getToken({ session: "sess_9" }))).toMatchObject({
      code: "api",
      status: refused.status,
    });
    const followUps = refused.status === 401 ? [getClient] : [];
    expect((await settledLines(fake, 2 + followUps.length)).slice(2)).toEqual(followUps);
  });
}

test("401 requires_captcha sends no GET /client and drops nothing", async ({
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
  test(`401 ${code} sends one GET /client and drops no token of a living session`, async ({
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

test("401 signed_out to a template's request drops the session's tokens too", async ({
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

test("404 to a template's request sends one GET /client and drops no session token", async ({
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

test("404 to a template's request of an ended session resolves to null", async ({
  fake,
  clientOfFake,
}) => {
  fake.answer(errorResponse(404, "resource_not_found"), envelope(ended));
  expect(await clientOfFake.getToken({ template: "any" })).toBeNull();
  expect(clientOfFake.session).toBeNull();
});

for (const status of [400, 403, 422, 500]) {
  test(`${status} does not concern the session: GET /client is not sent, tokens are kept`, async ({
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

test("The client in an error response is applied", async ({ fake, clientOfFake }) => {
  fake.answer(errorResponse(403, "forbidden", { client: ended }));
  expect(await clientOfFake.getToken()).toBeNull();
  expect(ids(clientOfFake.client?.sessions)).toEqual(["sess_2"]);
  expect(fake.lines).toHaveLength(2);
});

test("If a session ends during a token request, the token is discarded", async ({
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
  // When another request has been answered, all earlier requests have arrived.
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

test("signed_out does not affect another session's token request in flight", async ({
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
