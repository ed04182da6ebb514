import { decodeJwt } from "jose";
import { ApiClient } from "./api-client.js";
import { expect, grace, test } from "./fixtures.js";
import { outcome, signInToVerify } from "./reverification.js";
import { SoftwareAuthenticator } from "./software_authenticator.js";

/** Sends a request to the server's control. Returns its status and its JSON. */
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

test("if the server was started without the option `control`, it has no control", async ({
  api,
}) => {
  for (const [method, path] of [
    ["GET", "/requests"],
    ["GET", "/sessions"],
    ["POST", "/reset"],
  ] as const) {
    expect((await control(api.url, method, path)).status).toBe(501);
  }
});

test.describe("with the option `control`", () => {
  test.use({ apiOptions: [{ control: true }, { scope: "test" }] });

  test("the control shows and clears the requests, without its own", async ({ api, apiClient }) => {
    await apiClient.get("/v1/client", { query: { a: "1" } });
    const { json } = await control(api.url, "GET", "/requests");
    expect(json).toMatchObject([
      { method: "GET", path: "/v1/client", query: { a: "1" }, status: 200 },
    ]);
    expect((await control(api.url, "DELETE", "/requests")).status).toBe(204);
    expect((await control(api.url, "GET", "/requests")).json).toEqual([]);
  });

  test("the control plans, shows and clears faults, which do not affect itself", async ({
    api,
    apiClient,
  }) => {
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
    test(`the control refuses the fault ${JSON.stringify(fault)}`, async ({ api }) => {
      expect((await control(api.url, "POST", "/faults", [fault])).status).toBe(400);
      expect(api.control.faults).toEqual([]);
    });
  }

  test("the control releases held requests", async ({ api, apiClient }) => {
    await control(api.url, "POST", "/faults", [{ hold: "before-change" }]);
    const response = apiClient.get("/v1/client");
    await api.control.request(({ state }) => state === "held");
    expect((await control(api.url, "POST", "/release")).json).toEqual({ released: 1 });
    expect((await response).status).toBe(200);
  });

  test("the control creates and ends sessions of other devices", async ({ api, apiClient }) => {
    await apiClient.signIn(grace);
    const created = await control(api.url, "POST", "/sessions", {
      identifier: "grace",
      userAgent: "Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0",
      where: { ipAddress: "198.51.100.7", city: "Oslo", country: "Norway" },
    });
    expect(created.json).toMatchObject({ status: "active", identifier: grace.emailAddress });
    const active = async () => (await apiClient.get("/v1/me/sessions/active")).list("");
    expect((await active())[0]).toMatchObject({
      id: created.json.id,
      latest_activity: {
        device_type: "Linux",
        browser_name: "Firefox",
        city: "Oslo",
        ip_address: "198.51.100.7",
      },
    });
    const ended = await control(api.url, "POST", `/sessions/${created.json.id}`, {
      status: "revoked",
    });
    expect(ended.json.status).toBe("revoked");
    expect((await active()).map(({ id }) => id)).not.toContain(created.json.id);
    expect((await control(api.url, "GET", "/sessions")).json).toContainEqual(ended.json);
  });

  test("the control adds a pending session to an existing client", async ({ api, apiClient }) => {
    await apiClient.signIn(grace);
    const clientId = (await apiClient.get("/v1/client")).string("/response/id");
    const from = { identifier: "ada", clientId, status: "pending", tasks: ["choose-organization"] };
    const created = await control(api.url, "POST", "/sessions", from);
    const sessions = (await apiClient.get("/v1/client")).list("/response/sessions");
    expect(sessions[1]).toMatchObject({
      id: created.json.id,
      status: "pending",
      tasks: [{ key: "choose-organization" }],
    });
  });

  test("the control shows the codes that were sent and the passkeys that were registered", async ({
    api,
    apiClient,
  }) => {
    const reverification = await signInToVerify(apiClient, grace);
    const started = await reverification.start("first_factor");
    const emailAddressId = started.string("/response/supported_first_factors/1/email_address_id");
    await reverification.prepareFirst({ strategy: "email_code", email_address_id: emailAddressId });
    const { json: codes } = await control(api.url, "GET", "/codes");
    expect(codes).toMatchObject([{ strategy: "email_code", to: grace.emailAddress }]);
    expect(
      outcome(await reverification.attemptFirst({ strategy: "email_code", code: codes[0].code })),
    ).toBe("complete");
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

  test("the control changes the rules of tokens, and refuses invalid ones", async ({
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

  test("the control resets the server to its initial state", async ({ api, apiClient }) => {
    const before = api.control.sessions.map(({ id, status }) => [id, status]);
    await apiClient.signIn(grace);
    api.control.addFaults({ path: "/v1/none" });
    expect((await control(api.url, "POST", "/reset")).status).toBe(204);
    expect(api.control.sessions.map(({ id, status }) => [id, status])).toEqual(before);
    expect([api.control.faults, api.control.requests]).toEqual([[], []]);
    expect((await apiClient.get("/v1/client")).at("/response")).toBeNull();
  });

  test("the control rotates and forgets credentials, and answers 404 for unknown ones", async ({
    api,
  }) => {
    const { id: token } = (await (
      await fetch(`${api.url}/v1/dev_browser`, { method: "POST" })
    ).json()) as {
      id: string;
    };
    const apiClient = new ApiClient(api.url, { query: { __clerk_db_jwt: token } });
    await apiClient.signIn(grace);
    expect((await control(api.url, "POST", `/dev_browsers/${token}/rotate`)).status).toBe(204);
    const response = await apiClient.get("/v1/client");
    expect(response.headers.get("clerk-db-jwt")).not.toBeNull();
    const clientId = response.string("/response/id");
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
