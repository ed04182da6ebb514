import { expect, test } from "@playwright/test";
import init, { decodeToken, SessionError } from "clerk-session";
import fc from "fast-check";
import { decodeJwt, decodeProtectedHeader } from "jose";
import { demoAccounts } from "../../../www/frontend-api/demo-accounts.js";
import { createFrontendApi } from "../../../www/frontend-api/server.js";
import { ApiClient } from "../../www/frontend-api/api-client.js";

test.beforeAll(() => init());

test("decodeToken reads a signed session token as jose does", async () => {
  const api = await createFrontendApi();
  try {
    const apiClient = new ApiClient(api.url, {});
    const { emailAddress: identifier, password } = demoAccounts.ada;
    const signedIn = await apiClient.post("/v1/client/sign_ins", { identifier, password });
    const id = signedIn.string("/response/created_session_id");
    const jwt = (await apiClient.post(`/v1/client/sessions/${id}/tokens`, {})).string("/jwt");
    const { header, claims } = decodeToken(jwt);
    expect(header).toEqual(decodeProtectedHeader(jwt));
    expect(claims).toEqual(decodeJwt(jwt));
    expect(claims.sid).toBe(id);
  } finally {
    await api.close();
  }
});

test("any header and any claims are decoded unchanged", () => {
  const object = fc.dictionary(fc.string({ unit: "grapheme" }), fc.jsonValue());
  fc.assert(
    fc.property(object, object, (header, claims) => {
      const jwt = `${encode(header)}.${encode(claims)}.c2ln`;
      expect(JSON.stringify(decodeToken(jwt))).toBe(JSON.stringify({ header, claims }));
    }),
    { numRuns: 2_000 },
  );
});

for (const [description, jwt] of [
  ["an empty string", ""],
  ["two parts", "e30.e30"],
  ["four parts", "e30.e30.e30.e30"],
  ["claims that are not an object", `e30.${encode(["sid"])}.c2ln`],
  ["claims that are cut off", "e30.eyJzaWQi.c2ln"],
  ["invalid base64url", "e30.e!0.c2ln"],
  ["undefined", undefined],
  ["a number", 7],
] as const) {
  test(`decodeToken of ${description} throws invalid_argument`, () => {
    let thrown: unknown;
    try {
      decodeToken(jwt as string);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(SessionError);
    expect(thrown).toMatchObject({ code: "invalid_argument", status: null });
  });
}

test("the error about a token does not contain the token", () => {
  expect(() => decodeToken("secret.e30.c2ln")).toThrow(
    /its header is not a JSON object in base64url/,
  );
  expect(() => decodeToken("secret.e30.c2ln")).not.toThrow(/secret/);
});

function encode(part: unknown): string {
  return Buffer.from(JSON.stringify(part)).toString("base64url");
}
