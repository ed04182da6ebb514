import { inspect } from "node:util";
import type { SessionClient } from "clerk-session";
import {
  before,
  deferred,
  envelope,
  errorResponse,
  ours,
  wireClient,
  wireSession,
} from "./fake_server.js";
import { ada, expect, lines, rejection, test } from "./fixtures.js";
import { claimsOf, postToken, sessionToken, tokenResponse, tokensPath } from "./session_token.js";

const missing = errorResponse(422, "missing_expired_token");
const skipCache = true;
const [one, two, three] = [1, 2, 3].map((iat) => sessionToken({ iat })) as [string, string, string];

test("If the server answers missing_expired_token, the last token is sent", async ({
  api,
  clock,
  loadedClient,
  signedIn,
}) => {
  const last = await loadedClient.getToken();
  // The server's clock stands still. Another token version makes its next token differ.
  api.control.setTokenRules({ expiredTokenRequired: true, version: 1 });
  api.control.clearRequests();
  clock.advance(3_600_000);
  expect(claimsOf(await loadedClient.getToken()).sid).toBe(signedIn.current);
  expect(api.control.requests.map(({ status, query }) => [status, query.expired_token])).toEqual([
    [422, undefined],
    [200, last],
  ]);
  expect(new Set(lines(api))).toEqual(new Set([postToken(signedIn.current)]));
});

test("The second request differs from the first only in expired_token", async ({
  fake,
  clientOfFake,
}) => {
  const token = sessionToken({ claims: { org_id: "org_1" } });
  fake.answer(
    tokenResponse(token),
    missing,
    tokenResponse(sessionToken({ iat: 1_800_000_000, claims: { org_id: "org_1" } })),
  );
  await clientOfFake.getToken({ organizationId: "org_1" });
  await clientOfFake.getToken({ organizationId: "org_1", skipCache });
  const [, plain, again] = fake.requests.slice(1);
  expect([plain?.body, again?.body]).toEqual(["organization_id=org_1", "organization_id=org_1"]);
  expect(again?.query).toEqual({ ...plain?.query, expired_token: token });
});

test("For a template, the template's last token is sent", async ({ fake, clientOfFake }) => {
  const template = "supabase";
  fake.answer(tokenResponse(one), tokenResponse(two), missing, tokenResponse(three));
  await clientOfFake.getToken();
  await clientOfFake.getToken({ template });
  expect(await clientOfFake.getToken({ template, skipCache })).toBe(three);
  const own = `${tokensPath("sess_1")}/supabase`;
  expect(fake.requests.slice(2).map(({ path, query }) => [path, query.expired_token])).toEqual([
    [own, undefined],
    [own, undefined],
    [own, two],
  ]);
});

test("The last token of another session, organization or template is not sent", async ({
  fake,
  clientOfFake,
}) => {
  fake.answer(tokenResponse(one), missing);
  await clientOfFake.getToken();
  for (const options of [{ session: "sess_2" }, { organizationId: "org_1" }, { template: "any" }])
    expect(await rejection(clientOfFake.getToken(options))).toMatchObject({
      code: "api",
      status: 422,
    });
  expect(fake.lines).toHaveLength(5);
  expect(fake.requests.map(({ url }) => url).join()).not.toContain(one);
});

test("Without a last token, the session's lastActiveToken is sent", async ({
  api,
  loadedClient,
  signedIn,
}) => {
  api.control.setTokenRules({ expiredTokenRequired: true });
  expect(claimsOf(await loadedClient.getToken()).sid).toBe(signedIn.current);
  expect(api.control.requests.map(({ status, query }) => [status, query.expired_token])).toEqual([
    [422, undefined],
    [200, loadedClient.session?.lastActiveToken?.jwt],
  ]);
});

test("Without any token, the call rejects with api after one request", async ({
  fake,
  clientOfFake,
}) => {
  fake.answer(missing);
  expect(await rejection(clientOfFake.getToken())).toMatchObject({
    code: "api",
    status: 422,
    errors: [{ code: "missing_expired_token" }],
  });
  expect(fake.lines).toHaveLength(2);
});

test("If the second request is refused too, the call rejects with api after two requests", async ({
  fake,
  clientOfFake,
}) => {
  fake.answer(tokenResponse(one), missing);
  await clientOfFake.getToken();
  expect(await rejection(clientOfFake.getToken({ skipCache }))).toMatchObject({
    code: "api",
    status: 422,
    errors: [{ code: "missing_expired_token" }],
  });
  expect(fake.lines).toHaveLength(4);
  expect(await clientOfFake.getToken()).toBe(one);
});

test("If the second request is refused for another reason, that is the call's error", async ({
  fake,
  clientOfFake,
}) => {
  fake.answer(tokenResponse(one), missing, errorResponse(403, "forbidden"));
  await clientOfFake.getToken();
  expect(await rejection(clientOfFake.getToken({ skipCache }))).toMatchObject({
    code: "api",
    status: 403,
  });
  expect(fake.lines).toHaveLength(4);
});

test("Another 422, and a 422 of another call, are not retried", async ({ fake, clientOfFake }) => {
  fake.answer(tokenResponse(one), errorResponse(422, "form_param_value_invalid"), missing);
  await clientOfFake.getToken();
  expect((await rejection(clientOfFake.getToken({ skipCache }))).status).toBe(422);
  expect((await rejection(clientOfFake.touchSession("sess_1"))).status).toBe(422);
  expect(fake.lines).toHaveLength(4);
});

for (const order of [
  [0, 1],
  [1, 0],
] as const) {
  for (const kinds of [
    [{}, { skipCache }],
    [{ skipCache }, {}],
  ] as const) {
    const variant = JSON.stringify([kinds, order]);
    test(`Calls with and without skipCache share the second request: ${variant}`, async ({
      clock,
      fake,
      clientOfFake,
    }) => {
      fake.answer(tokenResponse(one));
      await clientOfFake.getToken();
      clock.advance(60_000);
      // Calls with skipCache and calls without it send a first request each. Later calls wait for
      // the second request.
      const refusals = [deferred(missing), deferred(missing)];
      const late = [deferred(tokenResponse(two)), deferred(tokenResponse(two))];
      fake.answer(...refusals, ...late, tokenResponse(three));
      const calls = [...kinds, ...kinds].map((options) => clientOfFake.getToken(options));
      await fake.arrived(4);
      refusals[order[0]]?.release();
      await fake.arrived(5);
      refusals[order[1]]?.release();
      await fake.arrived(6);
      calls.push(...kinds.map((options) => clientOfFake.getToken(options)));
      for (const answer of late) answer.release();
      expect(await Promise.all(calls)).toEqual(Array(6).fill(two));
      const requests = fake.requests.slice(2);
      expect(requests.map(({ query }) => query.expired_token)).toEqual([
        undefined,
        undefined,
        one,
        one,
      ]);
    });
  }
}

test("The second response is discarded if the session was touched in the meantime", async ({
  clock,
  fake,
  clientOfFake,
}) => {
  const late = deferred(tokenResponse(two));
  fake.answer(tokenResponse(one), missing, late, envelope(ours, before), tokenResponse(three));
  await clientOfFake.getToken();
  clock.advance(60_000);
  const token = clientOfFake.getToken();
  await fake.arrived(4);
  await clientOfFake.touchSession("sess_1");
  late.release();
  expect(await token).toBe(three);
  expect(await clientOfFake.getToken()).toBe(three);
  expect(fake.lines).toHaveLength(6);
});

test("An expired token is in no other request and in no error", async ({ fake, createClient }) => {
  const client: SessionClient = createClient({ proxyUrl: fake.url, maxRetries: 0 });
  const session = wireSession("sess_1", "active", {
    user: { id: "user_1", username: ada.emailAddress },
  });
  fake.answer(envelope(wireClient("client_1", [session])), tokenResponse(one));
  await client.getToken();
  const errors = [];
  for (const second of [
    missing,
    errorResponse(500, "internal_clerk_error"),
    { body: "<html>" },
    { handle: (response: { destroy(): void }) => void response.destroy() },
  ]) {
    fake.answer(missing, second);
    errors.push(await rejection(client.getToken({ skipCache })));
  }
  expect(errors.map(({ code }) => code)).toEqual(["api", "api", "invalid_response", "network"]);
  for (const error of errors) {
    for (const text of [
      inspect(error, { depth: 20, showHidden: true }),
      error.stack,
      JSON.stringify(error),
    ])
      for (const part of one.split(".").slice(1)) expect(text).not.toContain(part);
  }
  expect(inspect(client, { depth: 20, showHidden: true })).not.toContain(one);
  for (const { url, headers, body, query } of fake.requests) {
    const places = [url, body, JSON.stringify(headers)].filter((place) =>
      place.includes(one.split(".")[1] ?? ""),
    );
    expect(places).toEqual(query.expired_token === undefined ? [] : [url]);
  }
});
