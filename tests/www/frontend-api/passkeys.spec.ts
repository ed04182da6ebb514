import type { ApiClient, ApiResponse } from "./api-client.js";
import { ada, expect, grace, test } from "./fixtures.js";
import { outcome, type Reverification, signInToVerify } from "./reverification.js";
import { type Deviation, SoftwareAuthenticator } from "./software_authenticator.js";

const minute = 60_000;
const origin = "http://localhost:3000";
const chrome =
  "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) " +
  "Chrome/141.0.0.0 Safari/537.36";
let time = Date.UTC(2026, 0, 1);
test.use({
  apiOptions: [{ now: () => time }, { scope: "test" }],
  apiClient: async ({ apiClient }, use) => {
    apiClient.defaults.headers = { origin, "user-agent": chrome };
    await use(apiClient);
  },
});

const nonce = "/response/verification/nonce";

/** Sends the credential for a passkey that was created on the server. */
function attemptRegistration(
  apiClient: ApiClient,
  created: ApiResponse,
  credential: string,
): Promise<ApiResponse> {
  const form = { strategy: "passkey", public_key_credential: credential };
  return apiClient.post(
    `/v1/me/passkeys/${created.string("/response/id")}/attempt_verification`,
    form,
  );
}

/** Signs Grace in, who has no passkey, and registers a passkey for her. */
async function registerPasskey(
  apiClient: ApiClient,
): Promise<{ reverification: Reverification; authenticator: SoftwareAuthenticator }> {
  const reverification = await signInToVerify(apiClient, grace);
  const authenticator = new SoftwareAuthenticator(origin);
  const created = await apiClient.post("/v1/me/passkeys");
  const response = await attemptRegistration(
    apiClient,
    created,
    authenticator.create(created.string(nonce)),
  );
  expect(response.at("/response/verification/status")).toBe("verified");
  return { reverification, authenticator };
}

/** Starts a reverification and requests a challenge. Returns the challenge's options as JSON. */
async function requestChallenge(reverification: Reverification): Promise<string> {
  await reverification.start("first_factor");
  const response = await reverification.prepareFirst({ strategy: "passkey" });
  return response.string("/response/first_factor_verification/nonce");
}

/** Attempts the first factor with a passkey's credential. */
function attempt(reverification: Reverification, credential: string): Promise<ApiResponse> {
  return reverification.attemptFirst({ strategy: "passkey", public_key_credential: credential });
}

/** Returns the strategies of the supported first factors. */
function firstFactors(response: ApiResponse): unknown[] {
  return response.list("/response/supported_first_factors").map(({ strategy }) => strategy);
}

test.describe("registration", () => {
  test("the options name the page's domain, and the attempt adds the passkey", async ({
    api,
    apiClient,
  }) => {
    const reverification = await signInToVerify(apiClient, grace);
    expect(firstFactors(await reverification.start("first_factor"))).not.toContain("passkey");
    const created = await apiClient.post("/v1/me/passkeys");
    expect(created.at("/response")).toMatchObject({
      object: "passkey",
      name: "Chrome on Linux",
      last_used_at: null,
      verification: {
        object: "verification_passkey",
        status: "unverified",
        strategy: "passkey",
        attempts: null,
        expire_at: time + 10 * minute,
      },
      created_at: time,
    });
    expect(JSON.parse(created.string(nonce))).toMatchObject({
      rp: { id: "localhost", name: "Local Frontend API" },
      user: { name: grace.emailAddress, displayName: "Grace Hopper" },
      challenge: expect.stringMatching(/^[\w-]{43}$/),
      authenticatorSelection: { userVerification: "required" },
    });
    expect(created.at("/client/sessions/0/user/passkeys")).toEqual([]);
    expect(api.control.passkeys).toEqual([]);

    const authenticator = new SoftwareAuthenticator(origin);
    const response = await attemptRegistration(
      apiClient,
      created,
      authenticator.create(created.string(nonce)),
    );
    expect(response.at("/response")).toMatchObject({
      id: created.string("/response/id"),
      verification: { status: "verified", attempts: 1, nonce: created.string(nonce) },
    });
    expect(response.at("/client/sessions/0/user/passkeys")).toEqual([response.at("/response")]);
    expect(api.control.passkeys).toMatchObject([
      {
        userId: response.at("/client/sessions/0/user/id"),
        credentialId: authenticator.credentialId,
        counter: 0,
      },
    ]);
    expect(firstFactors(await reverification.start("first_factor"))).toContain("passkey");
  });

  for (const [what, deviation, expected] of [
    [
      "for another page",
      { origin: "http://localhost:3001" },
      "422 passkey_invalid_public_key_credential",
    ],
    [
      "without asking who is there",
      { unverified: true },
      "422 passkey_invalid_public_key_credential",
    ],
    ["for another challenge", { challenge: "AAAA" }, "400 passkey_invalid_verification"],
  ] as const satisfies [string, Deviation, string][]) {
    test(`the server refuses a passkey ${what}, and then its challenge`, async ({
      api,
      apiClient,
    }) => {
      await apiClient.signIn(grace);
      const created = await apiClient.post("/v1/me/passkeys");
      const authenticator = new SoftwareAuthenticator(origin);
      const made = authenticator.create(created.string(nonce), deviation);
      expect(outcome(await attemptRegistration(apiClient, created, made))).toBe(expected);
      const right = authenticator.create(created.string(nonce));
      expect(outcome(await attemptRegistration(apiClient, created, right))).toBe(
        "400 verification_failed",
      );
      expect(api.control.passkeys).toEqual([]);
    });
  }

  test("the server refuses a challenge that was used or is ten minutes old", async ({
    apiClient,
  }) => {
    await apiClient.signIn(grace);
    const authenticator = new SoftwareAuthenticator(origin);
    const used = await apiClient.post("/v1/me/passkeys");
    const made = authenticator.create(used.string(nonce));
    await attemptRegistration(apiClient, used, made);
    expect(outcome(await attemptRegistration(apiClient, used, made))).toBe(
      "400 verification_already_verified",
    );
    const old = await apiClient.post("/v1/me/passkeys");
    time += 10 * minute;
    expect(
      outcome(await attemptRegistration(apiClient, old, authenticator.create(old.string(nonce)))),
    ).toBe("400 verification_expired");
  });

  test("invalid credentials, a missing session and a missing or opaque origin are refused", async ({
    apiClient,
  }) => {
    expect(outcome(await apiClient.post("/v1/me/passkeys"))).toBe("401 signed_out");
    await apiClient.signIn(grace);
    for (const text of ["{", "null", "[]", '{"id":1}', '{"id":"a"}']) {
      const response = await attemptRegistration(
        apiClient,
        await apiClient.post("/v1/me/passkeys"),
        text,
      );
      expect(outcome(response)).toBe("422 passkey_invalid_public_key_credential");
    }
    apiClient.defaults.headers = {};
    expect(outcome(await apiClient.post("/v1/me/passkeys"))).toBe("400 origin_missing");
    apiClient.defaults.headers = { origin: "null" };
    expect(outcome(await apiClient.post("/v1/me/passkeys"))).toBe("400 origin_invalid");
  });

  test("the options exclude the user's passkeys, and a deleted passkey cannot verify", async ({
    api,
    apiClient,
  }) => {
    const { reverification, authenticator } = await registerPasskey(apiClient);
    const created = await apiClient.post("/v1/me/passkeys");
    expect(JSON.parse(created.string(nonce)).excludeCredentials).toMatchObject([
      { id: authenticator.credentialId },
    ]);
    const [{ id } = { id: "" }] = api.control.passkeys;
    const response = await apiClient.send("DELETE", `/v1/me/passkeys/${id}`);
    expect(response.at("/response")).toEqual({ object: "passkey", id, deleted: true });
    expect(response.at("/client/sessions/0/user/passkeys")).toEqual([]);
    expect(outcome(await apiClient.send("DELETE", `/v1/me/passkeys/${id}`))).toBe(
      "404 resource_not_found",
    );
    await reverification.start("first_factor");
    expect(outcome(await reverification.prepareFirst({ strategy: "passkey" }))).toBe(
      "400 strategy_for_user_invalid",
    );
  });
});

test.describe("verification", () => {
  test("the options name the page's domain and the user's passkeys", async ({ apiClient }) => {
    const { reverification, authenticator } = await registerPasskey(apiClient);
    await reverification.start("first_factor");
    const response = await reverification.prepareFirst({ strategy: "passkey" });
    const verification = response.at("/response/first_factor_verification");
    expect(verification).toEqual({
      object: "verification_passkey",
      status: "unverified",
      strategy: "passkey",
      attempts: null,
      expire_at: time + 10 * minute,
      nonce: expect.any(String),
    });
    expect(JSON.parse(response.string("/response/first_factor_verification/nonce"))).toEqual({
      rpId: "localhost",
      challenge: expect.stringMatching(/^[\w-]{43}$/),
      allowCredentials: [{ id: authenticator.credentialId, type: "public-key" }],
      timeout: minute,
      userVerification: "required",
    });
  });

  test("a signature verifies, and its counter is stored", async ({ api, apiClient }) => {
    const { reverification, authenticator } = await registerPasskey(apiClient);
    for (const counter of [1, 2]) {
      time += 30 * minute;
      const response = await attempt(
        reverification,
        authenticator.get(await requestChallenge(reverification)),
      );
      expect(outcome(response)).toBe("complete");
      expect(response.at("/response/first_factor_verification")).toMatchObject({
        status: "verified",
        attempts: 1,
      });
      expect(response.at("/client/sessions/0/factor_verification_age")).toEqual([0, -1]);
      expect(response.at("/client/sessions/0/user/passkeys/0/last_used_at")).toBe(time);
      expect(api.control.passkeys).toMatchObject([{ counter, lastUsedAt: time }]);
    }
  });

  for (const [what, deviation, expected] of [
    ["for another page", { origin: "http://localhost:3001" }, "400 passkey_authentication_failure"],
    ["without asking who is there", { unverified: true }, "400 passkey_authentication_failure"],
    ["for another challenge", { challenge: "AAAA" }, "400 passkey_invalid_verification"],
  ] as const satisfies [string, Deviation, string][]) {
    test(`the server refuses a signature ${what}, and then its challenge`, async ({
      apiClient,
    }) => {
      const { reverification, authenticator } = await registerPasskey(apiClient);
      const challenge = await requestChallenge(reverification);
      expect(outcome(await attempt(reverification, authenticator.get(challenge, deviation)))).toBe(
        expected,
      );
      expect(outcome(await attempt(reverification, authenticator.get(challenge)))).toBe(
        "400 verification_failed",
      );
      expect(
        outcome(
          await attempt(reverification, authenticator.get(await requestChallenge(reverification))),
        ),
      ).toBe("complete");
    });
  }

  test("the server refuses a signature of another key", async ({ apiClient }) => {
    const { reverification, authenticator } = await registerPasskey(apiClient);
    const forged = JSON.parse(
      new SoftwareAuthenticator(origin).get(await requestChallenge(reverification)),
    );
    const id = authenticator.credentialId;
    expect(
      outcome(await attempt(reverification, JSON.stringify({ ...forged, id, rawId: id }))),
    ).toBe("400 passkey_authentication_failure");
  });

  test("the server refuses an unregistered passkey and another user's passkey", async ({
    apiClient,
  }) => {
    const { authenticator } = await registerPasskey(apiClient);
    const reverification = await signInToVerify(apiClient, ada);
    const created = await apiClient.post("/v1/me/passkeys");
    const own = new SoftwareAuthenticator(origin);
    await attemptRegistration(apiClient, created, own.create(created.string(nonce)));
    for (const other of [new SoftwareAuthenticator(origin), authenticator]) {
      expect(
        outcome(await attempt(reverification, other.get(await requestChallenge(reverification)))),
      ).toBe("404 passkey_not_registered");
    }
    expect(
      outcome(await attempt(reverification, own.get(await requestChallenge(reverification)))),
    ).toBe("complete");
  });

  test("if a signature counter has not increased, the server refuses the signature", async ({
    apiClient,
  }) => {
    const { reverification, authenticator } = await registerPasskey(apiClient);
    await attempt(reverification, authenticator.get(await requestChallenge(reverification)));
    // A counter that does not increase means that the authenticator was copied (WebAuthn, 6.1.1).
    authenticator.counter = 0;
    expect(
      outcome(
        await attempt(reverification, authenticator.get(await requestChallenge(reverification))),
      ),
    ).toBe("400 passkey_authentication_failure");
  });

  test("the server refuses an older challenge, and one that is ten minutes old", async ({
    apiClient,
  }) => {
    const { reverification, authenticator } = await registerPasskey(apiClient);
    const first = await requestChallenge(reverification);
    await reverification.prepareFirst({ strategy: "passkey" });
    expect(outcome(await attempt(reverification, authenticator.get(first)))).toBe(
      "400 passkey_invalid_verification",
    );
    const late = await requestChallenge(reverification);
    time += 10 * minute;
    expect(outcome(await attempt(reverification, authenticator.get(late)))).toBe(
      "400 verification_expired",
    );
  });

  test("the server refuses an invalid credential and an attempt without a challenge", async ({
    apiClient,
  }) => {
    const { reverification, authenticator } = await registerPasskey(apiClient);
    for (const text of ["{", "null", "[]", '{"id":1}', '{"id":"a"}']) {
      await requestChallenge(reverification);
      expect(outcome(await attempt(reverification, text))).toBe(
        "422 passkey_invalid_public_key_credential",
      );
    }
    const challenge = await requestChallenge(reverification);
    await reverification.start("first_factor");
    expect(outcome(await attempt(reverification, authenticator.get(challenge)))).toBe(
      "400 verification_missing",
    );
  });

  test("Ada's seeded passkey is listed, but is no supported factor", async ({ apiClient }) => {
    const reverification = await signInToVerify(apiClient, ada);
    const response = await reverification.start("first_factor");
    expect(response.at("/client/sessions/0/user/passkeys/0/name")).toBe("Ada's laptop");
    expect(firstFactors(response)).not.toContain("passkey");
  });
});
