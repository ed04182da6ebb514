import { createRemoteJWKSet, decodeJwt, jwtVerify } from "jose";
import { ada, expect, grace, test } from "./fixtures.js";

const origin = "http://127.0.0.1:3000";

/** Verifies a token against the keys that the server publishes. */
function verify(url: string, jwt: string) {
  return jwtVerify(jwt, createRemoteJWKSet(new URL(`${url}/.well-known/jwks.json`)), {
    issuer: url,
  });
}

test("a session token verifies against the published keys and has the claims of Clerk's", async ({
  api,
  apiClient,
}) => {
  const id = await apiClient.signIn(grace);
  const response = await apiClient.post(`/v1/client/sessions/${id}/tokens`);
  expect(Object.keys(response.json as object)).toEqual(["object", "jwt"]);
  expect(response.at("/object")).toBe("token");
  const { payload, protectedHeader } = await verify(api.url, response.string("/jwt"));
  const session = api.control.sessions.find((candidate) => candidate.id === id);
  const { iat = 0 } = payload;
  expect(Math.abs(Date.now() / 1000 - iat)).toBeLessThan(5);
  expect(payload).toEqual({
    sid: id,
    sub: session?.userId,
    iss: api.url,
    azp: origin,
    iat,
    nbf: iat - 10,
    exp: iat + 60,
    v: 2,
    sts: "active",
    fva: [0, -1],
    fea: "u:notes",
    pla: "u:free",
  });
  expect(protectedHeader).toEqual({
    alg: "RS256",
    cat: "cl_B7d4PD111AAA",
    kid: expect.stringMatching(/^ins_/),
    oiat: iat,
    typ: "JWT",
  });
});

test("organization_id chooses the organization; absent, the session's; empty, none", async ({
  api,
  apiClient,
}) => {
  const id = await apiClient.signIn(ada);
  const memberships = (await apiClient.get("/v1/client")).list(
    "/response/sessions/0/user/organization_memberships",
  );
  const ids = memberships.map((membership) => (membership.organization as { id: string }).id);
  await apiClient.post(`/v1/client/sessions/${id}/touch`, {
    active_organization_id: ids[0] as string,
  });
  const claims = async (form?: Record<string, string>) => {
    const response = await apiClient.post(`/v1/client/sessions/${id}/tokens`, form);
    return (await verify(api.url, response.string("/jwt"))).payload;
  };
  const own = await claims();
  // Two features: reports with read (bit 0) and manage (bit 1), cards with punch (bit 2).
  expect(own.o).toEqual({
    id: ids[0],
    slg: "analytical-engines",
    rol: "admin",
    per: "read,manage,punch",
    fpm: "3,4",
  });
  expect([own.fea, own.pla]).toEqual(["u:notes,o:reports,o:cards", "o:team"]);
  expect((await claims({ organization_id: "" })).o).toBeUndefined();
  expect((await claims({ organization_id: ids[1] as string })).o).toMatchObject({
    slg: "note-g",
    per: "read",
    fpm: "1",
  });
  const session = await apiClient.get(`/v1/client/sessions/${id}`);
  expect(session.at("/response/last_active_organization_id")).toBe(ids[0]);
  const shown = await verify(api.url, session.string("/response/last_active_token/jwt"));
  expect(shown.payload.o).toMatchObject({ id: ids[0] });
  const refused = await apiClient.post(`/v1/client/sessions/${id}/tokens`, {
    organization_id: "org_other",
  });
  expect([refused.status, ...refused.codes]).toEqual([
    403,
    "organization_not_found_or_unauthorized",
  ]);
});

test("a template's token has its own claims only, and an unknown template is not found", async ({
  api,
  apiClient,
}) => {
  const id = await apiClient.signIn(ada);
  const response = await apiClient.post(`/v1/client/sessions/${id}/tokens/supabase`);
  const { payload, protectedHeader } = await verify(api.url, response.string("/jwt"));
  expect(payload).toMatchObject({
    aud: "authenticated",
    role: "authenticated",
    email: ada.emailAddress,
  });
  expect([payload.sid, protectedHeader.cat]).toEqual([undefined, "cl_B7d4PD222AAA"]);
  for (const name of ["none", "constructor", "__proto__"]) {
    const unknown = await apiClient.post(`/v1/client/sessions/${id}/tokens/${name}`);
    expect([unknown.status, ...unknown.codes]).toEqual([404, "resource_not_found"]);
  }
});

for (const action of ["remove", "end"]) {
  test(`after ${action}, the server refuses tokens with 401`, async ({ apiClient }) => {
    const id = await apiClient.signIn(ada);
    await apiClient.post(`/v1/client/sessions/${id}/${action}`);
    for (const path of ["tokens", "tokens/supabase"]) {
      const response = await apiClient.post(`/v1/client/sessions/${id}/${path}`);
      expect([response.status, ...response.codes]).toEqual([401, "authentication_invalid"]);
    }
  });
}

test("version 1 has the organization's id, slug, role and permissions as four claims", async ({
  api,
  apiClient,
}) => {
  const id = await apiClient.signIn(ada);
  const client = await apiClient.get("/v1/client");
  const organization = client.string(
    "/response/sessions/0/user/organization_memberships/0/organization/id",
  );
  api.control.setTokenRules({ version: 1 });
  const claims = async (form: Record<string, string>) => {
    const response = await apiClient.post(`/v1/client/sessions/${id}/tokens`, form);
    return (await verify(api.url, response.string("/jwt"))).payload;
  };
  const registered = ["azp", "exp", "iat", "iss", "nbf", "sub"];
  const personal = await claims({ organization_id: "" });
  expect(Object.keys(personal).toSorted()).toEqual([...registered, "fva", "sid", "sts"].toSorted());
  expect(await claims({ organization_id: organization })).toEqual({
    ...personal,
    iat: expect.any(Number),
    nbf: expect.any(Number),
    exp: expect.any(Number),
    org_id: organization,
    org_slug: "analytical-engines",
    org_role: "org:admin",
    org_permissions: ["org:reports:read", "org:reports:manage", "org:cards:punch"],
  });
  api.control.reset();
  const again = await apiClient.signIn(ada);
  const response = await apiClient.post(`/v1/client/sessions/${again}/tokens`);
  expect((await verify(api.url, response.string("/jwt"))).payload.v).toBe(2);
});

test.describe("if the server requires the expired token", () => {
  let time = Date.UTC(2026, 0, 1);
  test.use({ apiOptions: [{ now: () => time }, { scope: "test" }] });

  test("a token requires an earlier one of this session with this server's signature", async ({
    api,
    apiClient,
  }) => {
    const [id, other] = [await apiClient.signIn(ada), await apiClient.signIn(grace)];
    const path = `/v1/client/sessions/${id}/tokens`;
    const own = (await apiClient.post(path)).string("/jwt");
    const others = (await apiClient.post(`/v1/client/sessions/${other}/tokens`)).string("/jwt");
    const template = (await apiClient.post(`${path}/supabase`)).string("/jwt");
    api.control.setTokenRules({ expiredTokenRequired: true });
    const [header, payload, signature = ""] = own.split(".");
    const forged = `${header}.${payload}.${signature.slice(0, -6)}AAAAAA`;
    for (const query of [
      {},
      ...["", "x", others, template, forged].map((token) => ({ expired_token: token })),
    ]) {
      const response = await apiClient.post(path, undefined, { query });
      expect([response.status, ...response.codes]).toEqual([422, "missing_expired_token"]);
      expect(response.at("/errors/0/meta/param_name")).toBe("expired_token");
    }
    time += 24 * 60 * 60_000;
    const response = await apiClient.post(
      path,
      { organization_id: "" },
      { query: { expired_token: own } },
    );
    expect(decodeJwt(response.string("/jwt")).sid).toBe(id);
    api.control.setTokenRules({ expiredTokenRequired: false });
    expect((await apiClient.post(path)).status).toBe(200);
  });
});

test.describe("with a clock and another lifetime", () => {
  let time = Date.UTC(2026, 0, 1);
  test.use({ apiOptions: [{ now: () => time, tokenLifetimeSeconds: 45 }, { scope: "test" }] });

  test("last_active_token is the last issued token until shortly before its end", async ({
    apiClient,
  }) => {
    const id = await apiClient.signIn(ada);
    const shown = async () =>
      (await apiClient.get("/v1/client")).string("/response/sessions/0/last_active_token/jwt");
    const first = await shown();
    const { iat = 0, exp = 0 } = decodeJwt(first);
    expect([iat, exp - iat]).toEqual([time / 1000, 45]);
    time += 14_000;
    expect(await shown()).toBe(first);
    const requested = (await apiClient.post(`/v1/client/sessions/${id}/tokens`)).string("/jwt");
    expect(requested).not.toBe(first);
    expect(await shown()).toBe(requested);
    time += 15_000;
    expect(await shown()).not.toBe(requested);
  });

  test("the lifetime of tokens can be changed while the server runs", async ({
    api,
    apiClient,
  }) => {
    const id = await apiClient.signIn(ada);
    const lifetime = async () => {
      const response = await apiClient.post(`/v1/client/sessions/${id}/tokens`);
      const { iat = 0, exp = 0 } = decodeJwt(response.string("/jwt"));
      return exp - iat;
    };
    expect(await lifetime()).toBe(45);
    api.control.setTokenRules({ lifetimeSeconds: 12 });
    expect(await lifetime()).toBe(12);
    api.control.setTokenRules({ version: 1 });
    expect(await lifetime()).toBe(12);
  });
});
