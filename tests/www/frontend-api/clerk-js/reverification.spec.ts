import { totp } from "../../../support/totp.js";
import { VirtualAuthenticator } from "../../../support/virtual_authenticator.js";
import { ada, alan, expect, grace, requestLines, sentRequests, test } from "./fixtures.js";

test("startVerification() and a password complete, and the first factor's age is 0", async ({
  api,
  clerk,
}) => {
  const id = await clerk.signIn(alan);
  api.control.clearRequests();
  const result = await clerk.run(async (clerk, password) => {
    const started = await clerk.session?.startVerification({ level: "first_factor" });
    const done = await clerk.session?.attemptFirstFactorVerification({
      strategy: "password",
      password,
    });
    return {
      offered: started?.supportedFirstFactors?.map(({ strategy }) => strategy),
      second: started?.supportedSecondFactors,
      status: [started?.status, done?.status],
      verified: done?.firstFactorVerification.status,
      age: clerk.session?.factorVerificationAge,
    };
  }, alan.password);
  expect(result).toEqual({
    offered: ["password", "email_code"],
    second: null,
    status: ["needs_first_factor", "complete"],
    verified: "verified",
    age: [0, -1],
  });
  const path = `POST /v1/client/sessions/${id}/verify`;
  expect(requestLines(sentRequests(api))).toEqual([path, `${path}/attempt_first_factor`]);
  expect(sentRequests(api).map(({ body }) => body)).toEqual([
    "level=first_factor",
    `strategy=password&password=${alan.password.replace(" ", "+")}`,
  ]);
});

test("an email code and then an authenticator code verify both factors", async ({ api, clerk }) => {
  await clerk.signIn(ada);
  const prepared = await clerk.run(async (clerk) => {
    const started = await clerk.session?.startVerification({ level: "multi_factor" });
    const factor = started?.supportedFirstFactors?.find(
      ({ strategy }) => strategy === "email_code",
    );
    if (factor?.strategy !== "email_code") throw new Error("no email code is offered");
    const { emailAddressId, safeIdentifier } = factor;
    const prepared = await clerk.session?.prepareFirstFactorVerification({
      strategy: "email_code",
      emailAddressId,
    });
    const { status, expireAt } = prepared?.firstFactorVerification ?? {};
    return { safeIdentifier, status, lifetime: (expireAt?.getTime() ?? 0) - Date.now() };
  });
  expect(prepared).toEqual({
    safeIdentifier: "a**@example.com",
    status: "unverified",
    lifetime: expect.any(Number),
  });
  expect(prepared.lifetime).toBeGreaterThan(9 * 60_000);
  const statuses = await clerk.run(
    async (clerk, [first, second]) => {
      const wrong = await clerk.session
        ?.attemptFirstFactorVerification({ strategy: "email_code", code: "x" })
        .catch((error: { errors: { code: string }[] }) => error.errors[0]?.code);
      const half = await clerk.session?.attemptFirstFactorVerification({
        strategy: "email_code",
        code: first,
      });
      const done = await clerk.session?.attemptSecondFactorVerification({
        strategy: "totp",
        code: second,
      });
      return [wrong, half?.status, done?.status, done?.secondFactorVerification.strategy];
    },
    [api.control.codes[0]?.code ?? "", totp(ada.totpSecret, Date.now())] as [string, string],
  );
  expect(statuses).toEqual(["form_code_incorrect", "needs_second_factor", "complete", "totp"]);
});

test.describe("on localhost, with an authenticator", () => {
  test.use({ apiOptions: [{ hostName: "localhost" }, { scope: "test" }] });

  test("createPasskey() registers a passkey, and verifyWithPasskey() verifies with it", async ({
    api,
    clerk,
  }) => {
    const id = await clerk.signIn(grace);
    const authenticator = await VirtualAuthenticator.addTo(clerk.page);
    const passkey = await clerk.run(async (clerk) => {
      const passkey = await clerk.user?.createPasskey();
      return {
        status: passkey?.verification?.status,
        ids: clerk.user?.passkeys.map(({ id }) => id),
      };
    });
    const [registered] = api.control.passkeys;
    expect(passkey).toEqual({ status: "verified", ids: [registered?.id] });

    api.control.clearRequests();
    const verified = await clerk.run(async (clerk) => {
      await clerk.session?.startVerification({ level: "first_factor" });
      const done = await clerk.session?.verifyWithPasskey();
      return {
        status: done?.status,
        strategy: done?.firstFactorVerification.strategy,
        used: clerk.user?.passkeys[0]?.lastUsedAt?.getTime(),
      };
    });
    expect(verified).toEqual({ status: "complete", strategy: "passkey", used: expect.any(Number) });
    const path = `POST /v1/client/sessions/${id}/verify`;
    expect(requestLines(sentRequests(api))).toEqual([
      path,
      `${path}/prepare_first_factor`,
      `${path}/attempt_first_factor`,
    ]);
    const credentials = await authenticator.credentials();
    const [credential] = credentials;
    expect(credentials).toHaveLength(1);
    expect(credential?.rpId).toBe("localhost");
    const [used] = api.control.passkeys;
    expect(used?.counter).toBe(credential?.signCount);
    expect(used?.counter).toBeGreaterThan(registered?.counter ?? 0);
    expect(Buffer.from(credential?.credentialId ?? "", "base64").toString("base64url")).toBe(
      used?.credentialId,
    );
  });

  test("if the browser refuses to create a passkey, clerk-js deletes it on the server", async ({
    api,
    clerk,
  }) => {
    await clerk.signIn(grace);
    const authenticator = await VirtualAuthenticator.addTo(clerk.page);
    await authenticator.setVerified(false);
    api.control.clearRequests();
    const code = await clerk.run((clerk) =>
      clerk.user?.createPasskey().then(
        () => null,
        (error: { code: string }) => error.code,
      ),
    );
    expect(code).toBe("passkey_registration_cancelled");
    const [created, deleted] = sentRequests(api);
    expect(requestLines(sentRequests(api))).toEqual([
      "POST /v1/me/passkeys",
      expect.stringMatching(/^DELETE \/v1\/me\/passkeys\/idn_\w+$/),
    ]);
    expect([created?.status, deleted?.status]).toEqual([200, 200]);
    expect(api.control.passkeys).toEqual([]);
  });
});
