import { createRemoteJWKSet, jwtVerify } from "jose";
import { ada, expect, requestLines, sentRequests, test } from "./fixtures.js";

/** Verifies a token against the published keys. Returns its claims. */
async function claims(url: string, jwt: string | null | undefined) {
  const keys = createRemoteJWKSet(new URL(`${url}/.well-known/jwks.json`));
  return (await jwtVerify(jwt ?? "", keys, { issuer: url })).payload;
}

test("getToken() returns the token of the sign-in, and with skipCache a new one", async ({
  api,
  clerk,
}) => {
  const id = await clerk.signIn(ada);
  api.control.clearRequests();
  const cached = await clerk.run((clerk) => clerk.session?.getToken());
  expect(sentRequests(api)).toEqual([]);
  const origin = new URL(clerk.page.url()).origin;
  expect(await claims(api.url, cached)).toMatchObject({
    sid: id,
    azp: origin,
    sts: "active",
    v: 2,
  });
  const fresh = await clerk.run((clerk) => clerk.session?.getToken({ skipCache: true }));
  expect(await claims(api.url, fresh)).toMatchObject({ sid: id });
  expect(requestLines(sentRequests(api))).toEqual([`POST /v1/client/sessions/${id}/tokens`]);
  expect(sentRequests(api)[0]?.body).toContain("organization_id=&");
});

test("getToken({template}) returns the template's token", async ({ api, clerk }) => {
  const id = await clerk.signIn(ada);
  api.control.clearRequests();
  const token = await clerk.run((clerk) => clerk.session?.getToken({ template: "supabase" }));
  expect(await claims(api.url, token)).toMatchObject({ aud: "authenticated" });
  expect(requestLines(sentRequests(api))).toEqual([
    `POST /v1/client/sessions/${id}/tokens/supabase`,
  ]);
});

test("setActive({organization}) puts the organization into the token", async ({ api, clerk }) => {
  const id = await clerk.signIn(ada);
  api.control.clearRequests();
  const [organization, token] = await clerk.run(async (clerk) => {
    const membership = clerk.user?.organizationMemberships[0];
    await clerk.setActive({ organization: membership?.organization.id ?? null });
    return [membership?.organization.id, await clerk.session?.getToken()] as const;
  });
  expect(requestLines(sentRequests(api))[0]).toBe(`POST /v1/client/sessions/${id}/touch`);
  expect(sentRequests(api)[0]?.body).toBe(
    `active_organization_id=${organization}&intent=select_org`,
  );
  expect((await claims(api.url, token)).o).toMatchObject({ id: organization, rol: "admin" });
});

test("if the server requires the expired token, getToken() sends it", async ({ api, clerk }) => {
  const id = await clerk.signIn(ada);
  api.control.clearRequests();
  api.control.setTokenRules({ expiredTokenRequired: true });
  const token = await clerk.run((clerk) => clerk.session?.getToken({ skipCache: true }));
  expect(await claims(api.url, token)).toMatchObject({ sid: id });
  expect(sentRequests(api).map(({ status }) => status)).toEqual([422, 200]);
  expect(sentRequests(api)[1]?.query.expired_token?.split(".")).toHaveLength(3);
});
