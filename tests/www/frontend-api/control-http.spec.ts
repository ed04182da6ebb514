import { decodeJwt } from "jose";
import { ApiClient } from "./api-client.js";
import { expect, grace, test } from "./fixtures.js";
import { outcome, signedIn } from "./reverification.js";
import { SoftwareAuthenticator } from "./software_authenticator.js";

async function control(url: string, method: string, path: string, body?: unknown) {
  const response = await fetch(`${url}/__control${path}`, {
    method,
    ...(body !== undefined && {
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    }),
  });
  const text = await response.text();
  return { status: response.status, json: text ? JSON.parse(text) : null };
}

test("there is no control unless it was asked for at the start", async ({ api }) => {
  for (const [method, path] of [
    ["GET", "/requests"],
    ["GET", "/sessions"],
    ["POST", "/reset"],
  ] as const) {
    expect((await control(api.url, method, path)).status).toBe(501);
  }
});

test.describe("asked for", () => {
  test.use({ apiOptions: [{ control: true }, { scope: "test" }] });

  test("shows and clears the requests, its own not among them", async ({ api, apiClient }) => {
    await apiClient.get("/v1/client", { query: { a: "1" } });
    const { json } = await control(api.url, "GET", "/requests");
    expect(json).toMatchObject([
      { method: "GET", path: "/v1/client", query: { a: "1" }, status: 200 },
    ]);
    expect((await control(api.url, "DELETE", "/requests")).status).toBe(204);
    expect((await control(api.url, "GET", "/requests")).json).toEqual([]);
  });

  test("plans, shows and clears faults; none strikes the control", async ({ api, apiClient }) => {
    const faults = [{ answer: { error: "maintenance_mode" }, times: 2 }];
    expect((await control(api.url, "POST", "/faults", faults)).status).toBe(204);
    expect((await control(api.url, "GET", "/faults")).json).toEqual(faults);
    expect((await apiClient.get("/v1/client")).status).toBe(503);
    expect((await control(api.url, "DELETE", "/faults")).status).toBe(204);
    expect((await apiClient.get("/v1/client")).status).toBe(200);
  });

  for (const fault of [
    { delay: 5 },
    { times: "2" },
    { times: 0 },
    { hold: "forever" },
    { drop: "now" },
    { answer: { error: "no_such_code" } },
    { answer: { status: 99 } },
  ]) {
    test(`refuses the fault ${JSON.stringify(fault)}`, async ({ api }) => {
      expect((await control(api.url, "POST", "/faults", [fault])).status).toBe(400);
      expect(api.control.faults).toEqual([]);
    });
  }

  test("releases what is held", async ({ api, apiClient }) => {
    await control(api.url, "POST", "/faults", [{ hold: "before-change" }]);
    const answer = apiClient.get("/v1/client");
    await api.control.request(({ state }) => state === "held");
    expect((await control(api.url, "POST", "/release")).json).toEqual({ released: 1 });
    expect((await answer).status).toBe(200);
  });

  test("makes and ends sessions as other devices would", async ({ api, apiClient }) => {
    await apiClient.signIn(grace);
    const made = await control(api.url, "POST", "/sessions", {
      identifier: "grace",
      userAgent: "Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0",
      where: { ipAddress: "198.51.100.7", city: "Oslo", country: "Norway" },
    });
    expect(made.json).toMatchObject({ status: "active", identifier: grace.emailAddress });
    const active = async () => (await apiClient.get("/v1/me/sessions/active")).list("");
    expect((await active())[0]).toMatchObject({
      id: made.json.id,
      latest_activity: {
        device_type: "Linux",
        browser_name: "Firefox",
        city: "Oslo",
        ip_address: "198.51.100.7",
      },
    });
    const ended = await control(api.url, "POST", `/sessions/${made.json.id}`, {
      status: "revoked",
    });
    expect(ended.json.status).toBe("revoked");
    expect((await active()).map(({ id }) => id)).not.toContain(made.json.id);
    expect((await control(api.url, "GET", "/sessions")).json).toContainEqual(ended.json);
  });

  test("puts a pending session on an existing client", async ({ api, apiClient }) => {
    await apiClient.signIn(grace);
    const clientId = (await apiClient.get("/v1/client")).string("/response/id");
    const from = { identifier: "ada", clientId, status: "pending", tasks: ["choose-organization"] };
    const made = await control(api.url, "POST", "/sessions", from);
    const sessions = (await apiClient.get("/v1/client")).list("/response/sessions");
    expect(sessions[1]).toMatchObject({
      id: made.json.id,
      status: "pending",
      tasks: [{ key: "choose-organization" }],
    });
  });

  test("shows the codes that were sent and the passkeys that were registered", async ({
    api,
    apiClient,
  }) => {
    const ours = await signedIn(apiClient, grace);
    const started = await ours.start("first_factor");
    const emailAddressId = started.string("/response/supported_first_factors/1/email_address_id");
    await ours.prepareFirst({ strategy: "email_code", email_address_id: emailAddressId });
    const { json: codes } = await control(api.url, "GET", "/codes");
    expect(codes).toMatchObject([{ strategy: "email_code", to: grace.emailAddress }]);
    expect(outcome(await ours.first({ strategy: "email_code", code: codes[0].code }))).toBe(
      "complete",
    );
    expect((await control(api.url, "GET", "/passkeys")).json).toEqual([]);
    const authenticator = new SoftwareAuthenticator("http://127.0.0.1:3000");
    const created = await apiClient.post("/v1/me/passkeys");
    const credential = authenticator.create(created.string("/response/verification/nonce"));
    await apiClient.post(`/v1/me/passkeys/${created.string("/response/id")}/attempt_verification`, {
      strategy: "passkey",
      public_key_credential: credential,
    });
    const { json: passkeys } = await control(api.url, "GET", "/passkeys");
    expect(passkeys).toMatchObject([{ credentialId: authenticator.credentialId }]);
  });

  test("changes the rules of tokens, and refuses some that are none", async ({
    api,
    apiClient,
  }) => {
    const id = await apiClient.signIn(grace);
    const rules = { version: 1, lifetimeSeconds: 7, expiredTokenRequired: true };
    expect((await control(api.url, "POST", "/token_rules", rules)).status).toBe(204);
    const path = `/v1/client/sessions/${id}/tokens`;
    expect((await apiClient.post(path)).codes).toEqual(["missing_expired_token"]);
    for (const wrong of [
      { version: 3 },
      { lifetimeSeconds: 0 },
      { expiredTokenRequired: "yes" },
      { life: 5 },
    ]) {
      expect((await control(api.url, "POST", "/token_rules", wrong)).status).toBe(400);
    }
    expect((await apiClient.post(path)).status).toBe(422);
    await control(api.url, "POST", "/token_rules", { expiredTokenRequired: false });
    const { v, iat = 0, exp = 0 } = decodeJwt((await apiClient.post(path)).string("/jwt"));
    expect([v, exp - iat]).toEqual([undefined, 7]);
  });

  test("resets to the start", async ({ api, apiClient }) => {
    const before = api.control.sessions.map(({ id, status }) => [id, status]);
    await apiClient.signIn(grace);
    api.control.addFaults({ path: "/v1/none" });
    expect((await control(api.url, "POST", "/reset")).status).toBe(204);
    expect(api.control.sessions.map(({ id, status }) => [id, status])).toEqual(before);
    expect([api.control.faults, api.control.requests]).toEqual([[], []]);
    expect((await apiClient.get("/v1/client")).at("/response")).toBeNull();
  });

  test("rotates and forgets credentials; 404 for what is not there", async ({ api }) => {
    const { id: token } = (await (
      await fetch(`${api.url}/v1/dev_browser`, { method: "POST" })
    ).json()) as {
      id: string;
    };
    const apiClient = new ApiClient(api.url, { query: { __clerk_db_jwt: token } });
    await apiClient.signIn(grace);
    expect((await control(api.url, "POST", `/dev_browsers/${token}/rotate`)).status).toBe(204);
    const answer = await apiClient.get("/v1/client");
    expect(answer.headers.get("clerk-db-jwt")).not.toBeNull();
    const clientId = answer.string("/response/id");
    expect((await control(api.url, "POST", `/clients/${clientId}/rotate`)).status).toBe(204);
    expect((await control(api.url, "DELETE", `/dev_browsers/${token}`)).status).toBe(204);
    expect((await apiClient.get("/v1/client")).status).toBe(401);
    for (const [method, path, body] of [
      ["POST", "/clients/client_none/rotate", undefined],
      ["DELETE", "/dev_browsers/dvb_none", undefined],
      ["POST", "/sessions/sess_none", { status: "ended" }],
      ["POST", "/sessions", { identifier: "nobody" }],
    ] as const) {
      expect((await control(api.url, method, path, body)).status).toBe(404);
    }
  });
});
