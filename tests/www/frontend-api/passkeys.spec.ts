import type { Answer, ApiClient } from "./api-client.js";
import { ada, expect, grace, test } from "./fixtures.js";
import { outcome, type Reverification, signedIn } from "./reverification.js";
import { type Deviation, SoftwareAuthenticator } from "./software_authenticator.js";

const minute = 60_000;
const origin = "http://localhost:3000";
const chrome =
  "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36";
let time = Date.UTC(2026, 0, 1);
test.use({
  apiOptions: [{ now: () => time }, { scope: "test" }],
  apiClient: async ({ apiClient }, use) => {
    apiClient.always.headers = { origin, "user-agent": chrome };
    await use(apiClient);
  },
});

const nonce = "/response/verification/nonce";

function attemptRegistration(
  apiClient: ApiClient,
  created: Answer,
  credential: string,
): Promise<Answer> {
  const form = { strategy: "passkey", public_key_credential: credential };
  return apiClient.post(
    `/v1/me/passkeys/${created.string("/response/id")}/attempt_verification`,
    form,
  );
}

/** Signs Grace in, who has no passkey, and registers one. */
async function registered(
  apiClient: ApiClient,
): Promise<{ ours: Reverification; authenticator: SoftwareAuthenticator }> {
  const ours = await signedIn(apiClient, grace);
  const authenticator = new SoftwareAuthenticator(origin);
  const created = await apiClient.post("/v1/me/passkeys");
  const answer = await attemptRegistration(
    apiClient,
    created,
    authenticator.create(created.string(nonce)),
  );
  expect(answer.at("/response/verification/status")).toBe("verified");
  return { ours, authenticator };
}

/** Starts, and has a challenge made; answers it. */
async function challenged(ours: Reverification): Promise<string> {
  await ours.start("first_factor");
  const answer = await ours.prepareFirst({ strategy: "passkey" });
  return answer.string("/response/first_factor_verification/nonce");
}

function attempt(ours: Reverification, credential: string): Promise<Answer> {
  return ours.first({ strategy: "passkey", public_key_credential: credential });
}

function firstFactors(answer: Answer): unknown[] {
  return answer.list("/response/supported_first_factors").map(({ strategy }) => strategy);
}

test.describe("registering", () => {
  test("asks for one that the page's domain may use; once made, it is the user's", async ({
    api,
    apiClient,
  }) => {
    const ours = await signedIn(apiClient, grace);
    expect(firstFactors(await ours.start("first_factor"))).not.toContain("passkey");
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
    const answer = await attemptRegistration(
      apiClient,
      created,
      authenticator.create(created.string(nonce)),
    );
    expect(answer.at("/response")).toMatchObject({
      id: created.string("/response/id"),
      verification: { status: "verified", attempts: 1, nonce: created.string(nonce) },
    });
    expect(answer.at("/client/sessions/0/user/passkeys")).toEqual([answer.at("/response")]);
    expect(api.control.passkeys).toMatchObject([
      {
        userId: answer.at("/client/sessions/0/user/id"),
        credentialId: authenticator.credentialId,
        counter: 0,
      },
    ]);
    expect(firstFactors(await ours.start("first_factor"))).toContain("passkey");
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
    ["upon another challenge", { challenge: "AAAA" }, "400 passkey_invalid_verification"],
  ] as const satisfies [string, Deviation, string][]) {
    test(`refuses one made ${what}, and its challenge with it`, async ({ api, apiClient }) => {
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

  test("refuses a challenge that has been answered, or is ten minutes old", async ({
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

  test("refuses what is no credential, whoever is signed out, and a request without an origin", async ({
    apiClient,
  }) => {
    expect(outcome(await apiClient.post("/v1/me/passkeys"))).toBe("401 signed_out");
    await apiClient.signIn(grace);
    for (const text of ["{", "null", "[]", '{"id":1}', '{"id":"a"}']) {
      const answer = await attemptRegistration(
        apiClient,
        await apiClient.post("/v1/me/passkeys"),
        text,
      );
      expect(outcome(answer)).toBe("422 passkey_invalid_public_key_credential");
    }
    apiClient.always.headers = {};
    expect(outcome(await apiClient.post("/v1/me/passkeys"))).toBe("400 origin_missing");
    apiClient.always.headers = { origin: "null" };
    expect(outcome(await apiClient.post("/v1/me/passkeys"))).toBe("400 origin_invalid");
  });

  test("excludes the passkeys that the user has, and a deleted one is gone", async ({
    api,
    apiClient,
  }) => {
    const { ours, authenticator } = await registered(apiClient);
    const created = await apiClient.post("/v1/me/passkeys");
    expect(JSON.parse(created.string(nonce)).excludeCredentials).toMatchObject([
      { id: authenticator.credentialId },
    ]);
    const [{ id } = { id: "" }] = api.control.passkeys;
    const answer = await apiClient.send("DELETE", `/v1/me/passkeys/${id}`);
    expect(answer.at("/response")).toEqual({ object: "passkey", id, deleted: true });
    expect(answer.at("/client/sessions/0/user/passkeys")).toEqual([]);
    expect(outcome(await apiClient.send("DELETE", `/v1/me/passkeys/${id}`))).toBe(
      "404 resource_not_found",
    );
    await ours.start("first_factor");
    expect(outcome(await ours.prepareFirst({ strategy: "passkey" }))).toBe(
      "400 strategy_for_user_invalid",
    );
  });
});

test.describe("verifying", () => {
  test("asks for a signature by the user's passkeys, for the page's domain", async ({
    apiClient,
  }) => {
    const { ours, authenticator } = await registered(apiClient);
    await ours.start("first_factor");
    const answer = await ours.prepareFirst({ strategy: "passkey" });
    const verification = answer.at("/response/first_factor_verification");
    expect(verification).toEqual({
      object: "verification_passkey",
      status: "unverified",
      strategy: "passkey",
      attempts: null,
      expire_at: time + 10 * minute,
      nonce: expect.any(String),
    });
    expect(JSON.parse(answer.string("/response/first_factor_verification/nonce"))).toEqual({
      rpId: "localhost",
      challenge: expect.stringMatching(/^[\w-]{43}$/),
      allowCredentials: [{ id: authenticator.credentialId, type: "public-key" }],
      timeout: minute,
      userVerification: "required",
    });
  });

  test("takes a signature, and counts it", async ({ api, apiClient }) => {
    const { ours, authenticator } = await registered(apiClient);
    for (const counter of [1, 2]) {
      time += 30 * minute;
      const answer = await attempt(ours, authenticator.get(await challenged(ours)));
      expect(outcome(answer)).toBe("complete");
      expect(answer.at("/response/first_factor_verification")).toMatchObject({
        status: "verified",
        attempts: 1,
      });
      expect(answer.at("/client/sessions/0/factor_verification_age")).toEqual([0, -1]);
      expect(answer.at("/client/sessions/0/user/passkeys/0/last_used_at")).toBe(time);
      expect(api.control.passkeys).toMatchObject([{ counter, lastUsedAt: time }]);
    }
  });

  for (const [what, deviation, expected] of [
    ["for another page", { origin: "http://localhost:3001" }, "400 passkey_authentication_failure"],
    ["without asking who is there", { unverified: true }, "400 passkey_authentication_failure"],
    ["of another challenge", { challenge: "AAAA" }, "400 passkey_invalid_verification"],
  ] as const satisfies [string, Deviation, string][]) {
    test(`refuses a signature ${what}, and its challenge with it`, async ({ apiClient }) => {
      const { ours, authenticator } = await registered(apiClient);
      const challenge = await challenged(ours);
      expect(outcome(await attempt(ours, authenticator.get(challenge, deviation)))).toBe(expected);
      expect(outcome(await attempt(ours, authenticator.get(challenge)))).toBe(
        "400 verification_failed",
      );
      expect(outcome(await attempt(ours, authenticator.get(await challenged(ours))))).toBe(
        "complete",
      );
    });
  }

  test("refuses a signature that is not the passkey's", async ({ apiClient }) => {
    const { ours, authenticator } = await registered(apiClient);
    const forged = JSON.parse(new SoftwareAuthenticator(origin).get(await challenged(ours)));
    const id = authenticator.credentialId;
    expect(outcome(await attempt(ours, JSON.stringify({ ...forged, id, rawId: id })))).toBe(
      "400 passkey_authentication_failure",
    );
  });

  test("refuses a passkey that nobody registered, or somebody else did", async ({ apiClient }) => {
    const { authenticator } = await registered(apiClient);
    const ours = await signedIn(apiClient, ada);
    const created = await apiClient.post("/v1/me/passkeys");
    const own = new SoftwareAuthenticator(origin);
    await attemptRegistration(apiClient, created, own.create(created.string(nonce)));
    for (const other of [new SoftwareAuthenticator(origin), authenticator]) {
      expect(outcome(await attempt(ours, other.get(await challenged(ours))))).toBe(
        "404 passkey_not_registered",
      );
    }
    expect(outcome(await attempt(ours, own.get(await challenged(ours))))).toBe("complete");
  });

  test("refuses an authenticator whose counter has not moved: it was copied", async ({
    apiClient,
  }) => {
    const { ours, authenticator } = await registered(apiClient);
    await attempt(ours, authenticator.get(await challenged(ours)));
    authenticator.counter = 0;
    expect(outcome(await attempt(ours, authenticator.get(await challenged(ours))))).toBe(
      "400 passkey_authentication_failure",
    );
  });

  test("refuses an answer to an older challenge, or one that is ten minutes late", async ({
    apiClient,
  }) => {
    const { ours, authenticator } = await registered(apiClient);
    const first = await challenged(ours);
    await ours.prepareFirst({ strategy: "passkey" });
    expect(outcome(await attempt(ours, authenticator.get(first)))).toBe(
      "400 passkey_invalid_verification",
    );
    const late = await challenged(ours);
    time += 10 * minute;
    expect(outcome(await attempt(ours, authenticator.get(late)))).toBe("400 verification_expired");
  });

  test("refuses what is no credential, and an attempt without a challenge", async ({
    apiClient,
  }) => {
    const { ours, authenticator } = await registered(apiClient);
    for (const text of ["{", "null", "[]", '{"id":1}', '{"id":"a"}']) {
      await challenged(ours);
      expect(outcome(await attempt(ours, text))).toBe("422 passkey_invalid_public_key_credential");
    }
    const challenge = await challenged(ours);
    await ours.start("first_factor");
    expect(outcome(await attempt(ours, authenticator.get(challenge)))).toBe(
      "400 verification_missing",
    );
  });

  test("Ada's made-up passkey is shown, but not asked for", async ({ apiClient }) => {
    const ours = await signedIn(apiClient, ada);
    const answer = await ours.start("first_factor");
    expect(answer.at("/client/sessions/0/user/passkeys/0/name")).toBe("Ada's laptop");
    expect(firstFactors(answer)).not.toContain("passkey");
  });
});
