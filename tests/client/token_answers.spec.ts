import { inspect } from "node:util";
import type { TokenOptions } from "clerk-session";
import { envelope } from "./fake_server.js";
import { expect, rejection, test } from "./fixtures.js";
import {
  jwt,
  organizationClaims,
  postToken,
  sessionToken,
  tokenResponse,
} from "./session_token.js";

for (const version of [1, 2] as const) {
  const of = organizationClaims[version];
  for (const [options, claims, isGood] of [
    [{}, {}, true],
    [{ organizationId: null }, {}, true],
    [{ organizationId: null }, of("org_1"), false],
    [{ organizationId: "org_1" }, of("org_1"), true],
    [{ organizationId: "org_1" }, of("org_2"), false],
    [{ organizationId: "org_1" }, {}, false],
  ] as [TokenOptions, Record<string, string>, boolean][]) {
    const [requested, received] = [options, claims].map((value) => JSON.stringify(value));
    const verdict = isGood ? "accepted" : "invalid_response";
    test(`${requested} answered with version ${version} claims ${received}: ${verdict}`, async ({
      fake,
      clientOfFake,
    }) => {
      const token = sessionToken({ claims });
      fake.answer(tokenResponse(token));
      if (isGood) {
        expect(await clientOfFake.getToken(options)).toBe(token);
        return;
      }
      expect(await rejection(clientOfFake.getToken(options))).toMatchObject({
        code: "invalid_response",
        path: "jwt",
        status: 200,
      });
      // The token is not cached either.
      await rejection(clientOfFake.getToken(options));
      expect(fake.lines).toEqual([expect.any(String), postToken("sess_1"), postToken("sess_1")]);
    });
  }
}

test("A session token of another session rejects with invalid_response", async ({
  fake,
  clientOfFake,
}) => {
  fake.answer(tokenResponse(sessionToken({ sid: "sess_2" })));
  expect(await rejection(clientOfFake.getToken())).toMatchObject({
    code: "invalid_response",
    path: "jwt",
    status: 200,
  });
});

for (const claims of [
  { sid: "sess_2" },
  { sid: "any text" },
  { sid: 7 },
  { sid: null },
  { org_id: 7, o: "x" },
]) {
  test(`A template may set any claims: ${JSON.stringify(claims)} is accepted and cached`, async ({
    fake,
    clientOfFake,
  }) => {
    const token = jwt({}, { iat: 1, exp: 61, ...claims });
    fake.answer(tokenResponse(token));
    expect(await clientOfFake.getToken({ template: "any" })).toBe(token);
    expect(await clientOfFake.getToken({ template: "any" })).toBe(token);
    expect(fake.lines).toHaveLength(2);
  });
}

for (const [label, options] of [
  ["A session token", {}],
  ["A template's token", { template: "any" }],
] as [string, TokenOptions][]) {
  test(`${label} without a sid is accepted`, async ({ fake, clientOfFake }) => {
    const token = jwt({}, { iat: 1, exp: 61 });
    fake.answer(tokenResponse(token));
    expect(await clientOfFake.getToken(options)).toBe(token);
  });
}

const encoded = (text: string) => Buffer.from(text).toString("base64url");
for (const [label, token] of [
  ["no text", ""],
  ["two parts", "e30.e30"],
  ["four parts", `${jwt({}, { iat: 1, exp: 61 })}.e30`],
  ["a part that is not base64url", "e!0.e30.c2ln"],
  ["claims that are not an object", jwt({}, [] as never)],
  ["truncated claims", `e30.${encoded('{"iat":1,"exp":61')}.c2ln`],
  ["no iat", jwt({}, { sid: "sess_1", exp: 61 })],
  ["no exp", jwt({}, { sid: "sess_1", iat: 1 })],
  ["exp before iat", jwt({}, { sid: "sess_1", iat: 61, exp: 1 })],
  ["exp at iat", jwt({}, { sid: "sess_1", iat: 1, exp: 1 })],
  // Both are rounded down, so the token may have expired when it was issued.
  ["exp one second after iat", jwt({}, { sid: "sess_1", iat: 1, exp: 2 })],
  ["times that are strings", jwt({}, { sid: "sess_1", iat: "1", exp: "61" })],
  ["a sid that is not a string", jwt({}, { sid: 7, iat: 1, exp: 61 })],
  ["an oiat that is not a number", jwt({ oiat: "now" }, { sid: "sess_1", iat: 1, exp: 61 })],
] as const) {
  test(`A token with ${label} rejects with invalid_response, which does not contain it`, async ({
    fake,
    clientOfFake,
  }) => {
    const known = clientOfFake.client;
    fake.answer(tokenResponse(token));
    const error = await rejection(clientOfFake.getToken());
    expect(error).toMatchObject({ code: "invalid_response", path: "jwt", status: 200 });
    for (const part of token.split(".").filter((part) => part.length > 3))
      expect(inspect(error, { depth: 10, showHidden: true })).not.toContain(part);
    expect(clientOfFake.client).toBe(known);
  });
}

for (const [label, answer, path] of [
  ["a number as token", { json: { object: "token", jwt: 7 } }, "jwt"],
  ["null as token", { json: { object: "token", jwt: null } }, "jwt"],
  ["no token", { json: { object: "token" } }, "jwt"],
  ["null as body", { json: null }, ""],
  ["no content", { status: 204 }, ""],
  ["HTML", { body: "<html>" }, ""],
  ["an envelope with null", envelope(null), "response"],
] as const) {
  test(`A response with ${label} rejects with invalid_response`, async ({ fake, clientOfFake }) => {
    fake.answer(answer);
    const error = await rejection(clientOfFake.getToken());
    expect([error.code, error.status]).toEqual([
      "invalid_response",
      "status" in answer ? answer.status : 200,
    ]);
    expect(error.path).toBe(path);
    expect(fake.lines).toHaveLength(2);
  });
}

test("A token is read with and without an envelope", async ({ fake, clientOfFake }) => {
  const tokens = [1, 2, 3].map((iat) => sessionToken({ iat }));
  const [bare, short, inEnvelope] = tokens as [string, string, string];
  fake.answer(
    tokenResponse(bare),
    { json: { jwt: short } },
    envelope({ object: "token", jwt: inEnvelope }),
  );
  for (const token of tokens) expect(await clientOfFake.getToken({ skipCache: true })).toBe(token);
});
