import type { SessionVerification, VerificationFactor } from "clerk-session";
import { totp } from "../support/totp.js";
import { ada, expect, rejection, test } from "./fixtures.js";
import { claimsOf } from "./session_token.js";
import { verifyPath } from "./verification.js";

/** Returns the strategies of factors. */
const strategies = (factors: VerificationFactor[]) => factors.map(({ strategy }) => strategy);

/** Returns the first offered factor of this strategy. */
function offered(factors: VerificationFactor[], strategy: string): VerificationFactor {
  const factor = factors.find((factor) => factor.strategy === strategy);
  if (!factor) throw new Error(`No ${strategy} is offered.`);
  return factor;
}

/** Returns the status of a verification and of both factors. */
function progress({
  status,
  firstFactorVerification,
  secondFactorVerification,
}: SessionVerification) {
  return [
    status,
    firstFactorVerification?.status ?? null,
    secondFactorVerification?.status ?? null,
  ];
}

test("A password verifies the first factor, also after a wrong one was refused", async ({
  api,
  loadedClient,
  signedIn,
}) => {
  const session = signedIn.first;
  const started = await loadedClient.startVerification({ level: "first_factor", session });
  expect(strategies(started.supportedFirstFactors)).toContain("password");
  expect(started).toMatchObject({
    status: "needs_first_factor",
    session: { id: session, user: null, createdAt: null, updatedAt: null },
    firstFactorVerification: null,
  });
  const wrong = await rejection(
    loadedClient.attemptFirstFactor({ strategy: "password", password: "no" }),
  );
  expect(wrong).toMatchObject({
    code: "api",
    status: 422,
    errors: [{ code: "form_password_incorrect" }],
  });
  const done = await loadedClient.attemptFirstFactor({
    strategy: "password",
    password: ada.password,
  });
  expect(progress(done)).toEqual(["complete", "verified", null]);
  expect(api.control.requests.map(({ path, body, status }) => [path, body, status])).toEqual([
    [verifyPath(session), "level=first_factor", 200],
    [verifyPath(session, "attempt_first_factor"), "strategy=password&password=no", 422],
    [
      verifyPath(session, "attempt_first_factor"),
      "strategy=password&password=correct%20horse",
      200,
    ],
  ]);
});

test("Codes sent to an email address and a phone number verify both factors", async ({
  api,
  loadedClient,
  signedIn,
}) => {
  const started = await loadedClient.startVerification({
    level: "multi_factor",
    session: signedIn.first,
  });
  const email = offered(started.supportedFirstFactors, "email_code");
  expect(email.safeIdentifier).toBe("a**@example.com");
  const emailAddressId = email.emailAddressId ?? "";
  const prepared = await loadedClient.prepareFirstFactor({
    strategy: "email_code",
    emailAddressId,
  });
  expect(progress(prepared)).toEqual(["needs_first_factor", "unverified", null]);
  const code = () => api.control.codes.at(-1)?.code ?? "";
  const half = await loadedClient.attemptFirstFactor({ strategy: "email_code", code: code() });
  expect(progress(half)).toEqual(["needs_second_factor", "verified", null]);
  // To the default number, then to the named number.
  await loadedClient.prepareSecondFactor({ strategy: "phone_code" });
  const phoneNumberId = offered(half.supportedSecondFactors, "phone_code").phoneNumberId ?? "";
  await loadedClient.prepareSecondFactor({ strategy: "phone_code", phoneNumberId });
  const done = await loadedClient.attemptSecondFactor({ strategy: "phone_code", code: code() });
  expect(progress(done)).toEqual(["complete", "verified", "verified"]);
  expect(api.control.codes).toHaveLength(3);
});

for (const [strategy, code] of [
  ["totp", () => totp(ada.totpSecret, Date.now())],
  ["backup_code", () => ada.backupCodes[0]],
] as const) {
  test(`${strategy} verifies the second factor without a preparation`, async ({
    loadedClient,
    signedIn,
  }) => {
    const started = await loadedClient.startVerification({
      level: "second_factor",
      session: signedIn.first,
    });
    expect(strategies(started.supportedSecondFactors)).toContain(strategy);
    const wrong = await rejection(loadedClient.attemptSecondFactor({ strategy, code: "000000x" }));
    expect(wrong).toMatchObject({ code: "api", status: 422 });
    const done = await loadedClient.attemptSecondFactor({ strategy, code: code() });
    expect(progress(done)).toEqual(["complete", null, "verified"]);
  });
}

test("If the user has one factor, multi_factor starts a verification of that factor", async ({
  loadedClient,
  signedIn,
}) => {
  const started = await loadedClient.startVerification({
    level: "multi_factor",
    session: signedIn.current,
  });
  expect([started.level, started.status]).toEqual(["first_factor", "needs_first_factor"]);
  expect(started.supportedSecondFactors).toEqual([]);
});

test.describe("Half an hour after the sign-in,", () => {
  let time = Date.now();
  test.use({ apiOptions: [{ now: () => time }, { scope: "test" }] });

  test("a verification resets the factor ages of the session and of its next token", async ({
    loadedClient,
    signedIn,
  }) => {
    const session = signedIn.first;
    time += 30 * 60_000;
    expect(claimsOf(await loadedClient.getToken({ session })).fva).toEqual([30, -1]);
    const ages: unknown[] = [];
    loadedClient.subscribe(async () =>
      ages.push(claimsOf(await loadedClient.getToken({ session })).fva),
    );
    await loadedClient.startVerification({ level: "second_factor", session });
    await loadedClient.attemptSecondFactor({ strategy: "totp", code: totp(ada.totpSecret, time) });
    const known = loadedClient.client?.sessions.find(
      ({ id }) => id === session,
    )?.factorVerificationAge;
    expect(known).toEqual([30, 0]);
    expect(claimsOf(await loadedClient.getToken({ session })).fva).toEqual(known);
    expect(ages.at(-1)).toEqual(known);
  });
});
