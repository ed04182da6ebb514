import { createRemoteJWKSet, jwtVerify } from "jose";
import { ada, expect, lines, sent, test } from "./fixtures.js";

async function claims(url: string, jwt: string | null | undefined) {
  const keys = createRemoteJWKSet(new URL(`${url}/.well-known/jwks.json`));
  return (await jwtVerify(jwt ?? "", keys, { issuer: url })).payload;
}

test("getToken() gives the token that came with the sign-in, and skipCache a new one", async ({
  api,
  clerk,
}) => {
  const id = await clerk.signIn(ada);
  api.control.clearRequests();
  const cached = await clerk.run((clerk) => clerk.session?.getToken());
  expect(sent(api)).toEqual([]);
  const origin = new URL(clerk.page.url()).origin;
  expect(await claims(api.url, cached)).toMatchObject({
    sid: id,
    azp: origin,
    sts: "active",
    v: 2,
  });
  const fresh = await clerk.run((clerk) => clerk.session?.getToken({ skipCache: true }));
  expect(await claims(api.url, fresh)).toMatchObject({ sid: id });
  expect(lines(sent(api))).toEqual([`POST /v1/client/sessions/${id}/tokens`]);
  expect(sent(api)[0]?.body).toContain("organization_id=&");
});

test("getToken({template}) gives the template's token", async ({ api, clerk }) => {
  const id = await clerk.signIn(ada);
  api.control.clearRequests();
  const token = await clerk.run((clerk) => clerk.session?.getToken({ template: "supabase" }));
  expect(await claims(api.url, token)).toMatchObject({ aud: "authenticated" });
  expect(lines(sent(api))).toEqual([`POST /v1/client/sessions/${id}/tokens/supabase`]);
});

test("setActive({organization}) puts the organization into the token", async ({ api, clerk }) => {
  const id = await clerk.signIn(ada);
  api.control.clearRequests();
  const [organization, token] = await clerk.run(async (clerk) => {
    const membership = clerk.user?.organizationMemberships[0];
    await clerk.setActive({ organization: membership?.organization.id ?? null });
    return [membership?.organization.id, await clerk.session?.getToken()] as const;
  });
  expect(lines(sent(api))[0]).toBe(`POST /v1/client/sessions/${id}/touch`);
  expect(sent(api)[0]?.body).toBe(`active_organization_id=${organization}&intent=select_org`);
  expect((await claims(api.url, token)).o).toMatchObject({ id: organization, rol: "admin" });
});

test("asked for the expired token, it sends it", async ({ api, clerk }) => {
  const id = await clerk.signIn(ada);
  api.control.clearRequests();
  api.control.setTokenRules({ expiredTokenRequired: true });
  const token = await clerk.run((clerk) => clerk.session?.getToken({ skipCache: true }));
  expect(await claims(api.url, token)).toMatchObject({ sid: id });
  expect(sent(api).map(({ status }) => status)).toEqual([422, 200]);
  expect(sent(api)[1]?.query.expired_token?.split(".")).toHaveLength(3);
});
