import { decodeJwt } from "jose";
import type { Json } from "../../../www/frontend-api/json.js";
import { totp } from "../../support/totp.js";
import type { ApiClient, ApiResponse } from "./api-client.js";
import { ada, alan, expect, grace, test } from "./fixtures.js";
import { outcome, Reverification, signInToVerify } from "./reverification.js";

const minute = 60_000;
let time = Date.UTC(2026, 0, 1);
test.use({ apiOptions: [{ now: () => time }, { scope: "test" }] });

/** Returns the supported factors of a reverification. */
function factors(response: ApiResponse, which: "first" | "second"): Json {
  return response.at(`/response/supported_${which}_factors`) ?? null;
}

/**
 * Returns the ages of the factors' verifications: those of the session, of its last active token
 * and of a new token.
 */
async function verificationAges(apiClient: ApiClient, id: string): Promise<Json[]> {
  const session = await apiClient.get(`/v1/client/sessions/${id}`);
  const token = await apiClient.post(`/v1/client/sessions/${id}/tokens`);
  return [
    session.at("/response/factor_verification_age") ?? null,
    ageInToken(session.string("/response/last_active_token/jwt")),
    ageInToken(token.string("/jwt")),
  ];
}

/** Returns the claim `fva` of a session token. */
function ageInToken(jwt: string): Json {
  return decodeJwt<{ fva: Json }>(jwt).fva;
}

/** Returns a code of six digits that differs from the given one. */
function differentCode(code: string | undefined): string {
  return code === "000000" ? "000001" : "000000";
}

test.describe("start", () => {
  for (const [level, status] of [
    ["first_factor", "needs_first_factor"],
    ["second_factor", "needs_second_factor"],
    ["multi_factor", "needs_first_factor"],
  ] as const) {
    test(`a start with ${level} has the status ${status}`, async ({ apiClient }) => {
      const reverification = await signInToVerify(apiClient, ada);
      const response = await reverification.start(level);
      expect(outcome(response)).toBe(status);
      expect(response.at("/response/level")).toBe(level);
    });
  }

  test("a start answers the user's factors, the session without its user, and the client", async ({
    apiClient,
  }) => {
    const reverification = await signInToVerify(apiClient, ada);
    const response = await reverification.start("multi_factor");
    const user = response.at("/client/sessions/0/user") as Record<string, { id: string }[]>;
    expect(response.at("/response")).toEqual({
      object: "session_reverification",
      level: "multi_factor",
      status: "needs_first_factor",
      supported_first_factors: [
        { strategy: "password" },
        {
          strategy: "email_code",
          safe_identifier: "a**@example.com",
          email_address_id: user.email_addresses?.[0]?.id,
          primary: true,
        },
        {
          strategy: "phone_code",
          safe_identifier: "+1202*****87",
          phone_number_id: user.phone_numbers?.[1]?.id,
          primary: false,
        },
      ],
      supported_second_factors: [
        {
          strategy: "phone_code",
          safe_identifier: "+1202*****42",
          phone_number_id: user.phone_numbers?.[0]?.id,
          default: true,
        },
        { strategy: "totp" },
        { strategy: "backup_code" },
      ],
      first_factor_verification: null,
      second_factor_verification: null,
      session: {
        id: reverification.sessionId,
        object: "session",
        status: "active",
        expire_at: expect.any(Number),
        abandon_at: expect.any(Number),
        last_active_at: time,
        last_active_token: { object: "token", jwt: expect.any(String) },
        actor: null,
        tasks: [],
      },
    });
    expect(response.at("/client/sessions/0/id")).toBe(reverification.sessionId);
  });

  for (const level of ["second_factor", "multi_factor"]) {
    test(`if the user has one factor, a start with ${level} requires that one`, async ({
      apiClient,
    }) => {
      const reverification = await signInToVerify(apiClient, alan);
      const response = await reverification.start(level);
      expect([outcome(response), response.at("/response/level")]).toEqual([
        "needs_first_factor",
        "first_factor",
      ]);
      expect(factors(response, "second")).toBeNull();
      expect(
        outcome(
          await reverification.attemptFirst({ strategy: "password", password: alan.password }),
        ),
      ).toBe("complete");
    });
  }

  test("a second start discards the first reverification", async ({ apiClient }) => {
    const reverification = await signInToVerify(apiClient, ada);
    await reverification.start("multi_factor");
    await reverification.attemptFirst({ strategy: "password", password: ada.password });
    const response = await reverification.start("multi_factor");
    expect(response.at("/response/first_factor_verification")).toBeNull();
    expect(outcome(response)).toBe("needs_first_factor");
  });

  test("the server refuses a missing and an unknown level", async ({ apiClient }) => {
    const reverification = await signInToVerify(apiClient, ada);
    expect(outcome(await reverification.step(""))).toBe("422 form_param_missing");
    const response = await reverification.start("third_factor");
    expect(outcome(response)).toBe("422 form_param_value_invalid");
    expect(response.at("/errors/0/meta/param_name")).toBe("level");
  });
});

const steps = [
  ["/prepare_first_factor", { strategy: "passkey" }],
  ["/attempt_first_factor", { strategy: "password", password: ada.password }],
  ["/prepare_second_factor", { strategy: "phone_code" }],
  ["/attempt_second_factor", { strategy: "totp", code: "123456" }],
] as const;

test.describe("refused steps", () => {
  test("before the start, the server refuses every step", async ({ apiClient }) => {
    const reverification = await signInToVerify(apiClient, ada);
    for (const [step, form] of steps) {
      expect(outcome(await reverification.step(step, form))).toBe(
        "400 session_reverification_missing",
      );
    }
  });

  test("the server refuses steps of a session that is over or in another browser", async ({
    api,
    apiClient,
  }) => {
    const reverification = await signInToVerify(apiClient, ada);
    await reverification.start("first_factor");
    api.control.setSessionStatus(reverification.sessionId, "revoked");
    const otherReverification = new Reverification(apiClient, api.control.sessions[0]?.id ?? "");
    for (const [step, form] of [["", { level: "first_factor" }] as const, ...steps]) {
      expect(outcome(await reverification.step(step, form))).toBe("400 invalid_action_for_session");
      expect(outcome(await otherReverification.step(step, form))).toBe("404 resource_not_found");
    }
  });

  test("the server refuses steps in the wrong order", async ({ apiClient }) => {
    const reverification = await signInToVerify(apiClient, ada);
    const refused = async (which: readonly number[]) => {
      for (const index of which) {
        const [step, form] = steps[index] as (typeof steps)[number];
        expect(outcome(await reverification.step(step, form))).toBe(
          "400 invalid_action_for_session_reverification",
        );
      }
    };
    await reverification.start("multi_factor");
    await refused([2, 3]);
    await reverification.attemptFirst({ strategy: "password", password: ada.password });
    await refused([0, 1]);
    await reverification.attemptSecond("totp", totp(ada.totpSecret, time));
    await refused([0, 1, 2, 3]);
  });

  test("the server refuses a strategy that is missing, unknown or not for the step", async ({
    apiClient,
  }) => {
    const reverification = await signInToVerify(apiClient, ada);
    for (const [level, [step], strategies] of [
      ["first_factor", steps[0], ["password", "totp", "telepathy"]],
      ["first_factor", steps[1], ["totp", "enterprise_sso", "telepathy"]],
      ["second_factor", steps[2], ["totp", "email_code", "telepathy"]],
      ["second_factor", steps[3], ["password", "email_code", "telepathy"]],
    ] as const) {
      await reverification.start(level);
      expect(outcome(await reverification.step(step, {}))).toBe("422 form_param_missing");
      for (const strategy of strategies) {
        expect(outcome(await reverification.step(step, { strategy, code: "1" }))).toBe(
          "422 form_param_value_invalid",
        );
      }
    }
  });

  test("the server refuses a strategy that the user does not have", async ({ apiClient }) => {
    const reverification = await signInToVerify(apiClient, grace);
    await reverification.start("first_factor");
    for (const strategy of ["phone_code", "passkey", "enterprise_sso"]) {
      expect(outcome(await reverification.prepareFirst({ strategy }))).toBe(
        "400 strategy_for_user_invalid",
      );
    }
    expect(outcome(await reverification.attemptFirst({ strategy: "phone_code", code: "1" }))).toBe(
      "400 strategy_for_user_invalid",
    );
  });

  test("the server refuses an attempt without its password, code or credential", async ({
    apiClient,
  }) => {
    const reverification = await signInToVerify(apiClient, ada);
    await reverification.start("first_factor");
    for (const [strategy, name] of [
      ["password", "password"],
      ["email_code", "code"],
      ["passkey", "public_key_credential"],
    ] as const) {
      const response = await reverification.attemptFirst({ strategy });
      expect(outcome(response)).toBe("422 form_param_missing");
      expect(response.at("/errors/0/meta/param_name")).toBe(name);
    }
  });
});

test("after five wrong passwords, the right one verifies the first factor", async ({
  apiClient,
}) => {
  const reverification = await signInToVerify(apiClient, ada);
  time += 12 * minute + 1;
  expect(await verificationAges(apiClient, reverification.sessionId)).toEqual(
    Array(3).fill([12, -1]),
  );
  await reverification.start("first_factor");
  for (let count = 0; count < 5; count += 1) {
    const response = await reverification.attemptFirst({ strategy: "password", password: "wrong" });
    expect(outcome(response)).toBe("422 form_password_incorrect");
    expect(response.at("/errors/0/meta")).toEqual({ param_name: "password" });
  }
  expect(await verificationAges(apiClient, reverification.sessionId)).toEqual(
    Array(3).fill([12, -1]),
  );
  const response = await reverification.attemptFirst({
    strategy: "password",
    password: ada.password,
  });
  expect(outcome(response)).toBe("complete");
  expect(response.at("/response/first_factor_verification")).toEqual({
    object: "verification_password",
    status: "verified",
    strategy: "password",
    attempts: 6,
    expire_at: null,
  });
  expect(response.at("/client/sessions/0/factor_verification_age")).toEqual([0, -1]);
  for (const pointer of ["/response/session", "/client/sessions/0"]) {
    expect(ageInToken(response.string(`${pointer}/last_active_token/jwt`))).toEqual([0, -1]);
  }
  time += 3 * minute;
  expect(await verificationAges(apiClient, reverification.sessionId)).toEqual(
    Array(3).fill([3, -1]),
  );
});

test("if the user has no second factor, its age stays -1", async ({ apiClient }) => {
  const reverification = await signInToVerify(apiClient, alan);
  time += 5 * minute;
  await reverification.start("first_factor");
  await reverification.attemptFirst({ strategy: "password", password: alan.password });
  expect(await verificationAges(apiClient, reverification.sessionId)).toEqual(
    Array(3).fill([0, -1]),
  );
});

/** The codes of first factors: the strategy, the parameter and the recipient. */
const codes = [
  ["email_code", "email_address_id", ada.emailAddress],
  ["phone_code", "phone_number_id", "+12025550187"],
] as const;

for (const [strategy, parameter, to] of codes) {
  test.describe(strategy, () => {
    /** Starts and has a code sent. Returns the form that sends another code. */
    async function prepared(reverification: Reverification): Promise<Record<string, string>> {
      const started = await reverification.start("first_factor");
      const list = started.list("/response/supported_first_factors");
      const factor = list.find((candidate) => candidate.strategy === strategy);
      const form = { strategy, [parameter]: String(factor?.[parameter]) };
      const response = await reverification.prepareFirst(form);
      expect(outcome(response)).toBe("needs_first_factor");
      expect(response.at("/response/first_factor_verification")).toEqual({
        object: "verification_otp",
        status: "unverified",
        strategy,
        attempts: null,
        expire_at: time + 10 * minute,
      });
      return form;
    }

    test("the code is six digits in the outbox, and verifies", async ({ api, apiClient }) => {
      const reverification = await signInToVerify(apiClient, ada);
      await prepared(reverification);
      expect(api.control.codes).toEqual([
        { strategy, to, code: expect.stringMatching(/^\d{6}$/), sentAt: time },
      ]);
      const code = api.control.codes[0]?.code ?? "";
      expect(
        outcome(await reverification.attemptFirst({ strategy, code: differentCode(code) })),
      ).toBe("422 form_code_incorrect");
      const response = await reverification.attemptFirst({ strategy, code });
      expect(outcome(response)).toBe("complete");
      expect(response.at("/response/first_factor_verification")).toMatchObject({
        status: "verified",
        attempts: 2,
      });
      api.control.reset();
      expect(api.control.codes).toEqual([]);
    });

    test("the code fails after three wrong ones, and a new code replaces it", async ({
      api,
      apiClient,
    }) => {
      const reverification = await signInToVerify(apiClient, ada);
      const form = await prepared(reverification);
      const code = api.control.codes[0]?.code ?? "";
      for (let count = 0; count < 3; count += 1) {
        expect(
          outcome(await reverification.attemptFirst({ strategy, code: differentCode(code) })),
        ).toBe("422 form_code_incorrect");
      }
      expect(outcome(await reverification.attemptFirst({ strategy, code }))).toBe(
        "400 verification_failed",
      );
      await reverification.prepareFirst(form);
      const second = api.control.codes[1]?.code ?? "";
      if (second !== code) {
        expect(outcome(await reverification.attemptFirst({ strategy, code }))).toBe(
          "422 form_code_incorrect",
        );
      }
      expect(outcome(await reverification.attemptFirst({ strategy, code: second }))).toBe(
        "complete",
      );
    });

    test("the code expires after ten minutes", async ({ api, apiClient }) => {
      const reverification = await signInToVerify(apiClient, ada);
      await prepared(reverification);
      const code = api.control.codes[0]?.code ?? "";
      time += 10 * minute;
      expect(outcome(await reverification.attemptFirst({ strategy, code }))).toBe(
        "400 verification_expired",
      );
      await prepared(reverification);
      time += 10 * minute - 1;
      expect(
        outcome(
          await reverification.attemptFirst({ strategy, code: api.control.codes[1]?.code ?? "" }),
        ),
      ).toBe("complete");
    });

    test("the request must name a verified address or number of the user", async ({
      api,
      apiClient,
    }) => {
      const reverification = await signInToVerify(apiClient, ada);
      const started = await reverification.start("first_factor");
      const user = started.at("/client/sessions/0/user") as Record<string, { id: string }[]>;
      expect(outcome(await reverification.prepareFirst({ strategy }))).toBe(
        "422 form_param_missing",
      );
      // An unverified address, a second factor, and an unknown id.
      for (const id of [user.email_addresses?.[1]?.id, user.phone_numbers?.[0]?.id, "idn_none"]) {
        const response = await reverification.prepareFirst({ strategy, [parameter]: id ?? "" });
        expect(outcome(response)).toBe("422 form_resource_not_found");
        expect(response.at("/errors/0/meta")).toEqual({ param_name: parameter });
      }
      expect(api.control.codes).toEqual([]);
    });

    test("the code must have been sent, and by the strategy of the attempt", async ({
      api,
      apiClient,
    }) => {
      const reverification = await signInToVerify(apiClient, ada);
      await reverification.start("first_factor");
      expect(outcome(await reverification.attemptFirst({ strategy, code: "123456" }))).toBe(
        "400 verification_missing",
      );
      await prepared(reverification);
      const other = strategy === "email_code" ? "phone_code" : "email_code";
      const { code = "" } = api.control.codes[0] ?? {};
      expect(outcome(await reverification.attemptFirst({ strategy: other, code }))).toBe(
        "400 verification_strategy_invalid",
      );
      expect(outcome(await reverification.attemptFirst({ strategy, code }))).toBe("complete");
    });
  });
}

test("after a code was sent, the password can verify the first factor instead", async ({
  apiClient,
}) => {
  const reverification = await signInToVerify(apiClient, ada);
  const started = await reverification.start("first_factor");
  const id = started.string("/response/supported_first_factors/1/email_address_id");
  await reverification.prepareFirst({ strategy: "email_code", email_address_id: id });
  expect(
    outcome(await reverification.attemptFirst({ strategy: "password", password: ada.password })),
  ).toBe("complete");
});

test.describe("second factor", () => {
  test("an authenticator code verifies within 30 s of its time", async ({ apiClient }) => {
    const reverification = await signInToVerify(apiClient, ada);
    time += 7 * minute;
    for (const [at, expected] of [
      [time - minute, "422 form_code_incorrect"],
      [time - minute / 2, "complete"],
      [time, "complete"],
      [time + minute / 2, "complete"],
      [time + minute, "422 form_code_incorrect"],
    ] as const) {
      await reverification.start("second_factor");
      expect(outcome(await reverification.attemptSecond("totp", totp(ada.totpSecret, at)))).toBe(
        expected,
      );
    }
    expect(await verificationAges(apiClient, reverification.sessionId)).toEqual(
      Array(3).fill([7, 0]),
    );
    await reverification.start("second_factor");
    expect(
      (await reverification.attemptSecond("totp", totp(ada.totpSecret, time))).at(
        "/response/second_factor_verification",
      ),
    ).toEqual({
      object: "verification_totp",
      status: "verified",
      strategy: "totp",
      attempts: 1,
      expire_at: null,
    });
  });

  test("each backup code verifies once, and the strategy is offered while any are left", async ({
    apiClient,
  }) => {
    const reverification = await signInToVerify(apiClient, ada);
    for (const code of ada.backupCodes) {
      const started = await reverification.start("second_factor");
      expect(factors(started, "second")).toContainEqual({ strategy: "backup_code" });
      expect(outcome(await reverification.attemptSecond("backup_code", "a1a1a1a1"))).toBe(
        "422 form_code_incorrect",
      );
      const response = await reverification.attemptSecond("backup_code", code);
      expect(outcome(response)).toBe("complete");
      expect(response.at("/response/second_factor_verification")).toMatchObject({
        object: "verification_backup_code",
        attempts: 2,
      });
      await reverification.start("second_factor");
      const again = outcome(await reverification.attemptSecond("backup_code", code));
      expect(["422 form_code_incorrect", "400 no_second_factors"]).toContain(again);
    }
    const started = await reverification.start("second_factor");
    expect(factors(started, "second")).not.toContainEqual({ strategy: "backup_code" });
    expect(started.at("/client/sessions/0/user/backup_code_enabled")).toBe(false);
  });

  test("the code goes to the second factor's number, which is the default", async ({
    api,
    apiClient,
  }) => {
    const reverification = await signInToVerify(apiClient, ada);
    const started = await reverification.start("second_factor");
    const [own, other] = started.list("/client/sessions/0/user/phone_numbers");
    expect(outcome(await reverification.attemptSecond("phone_code", "123456"))).toBe(
      "400 verification_missing",
    );
    await reverification.prepareSecond();
    await reverification.prepareSecond({
      strategy: "phone_code",
      phone_number_id: String(own?.id),
    });
    expect(api.control.codes.map(({ to }) => to)).toEqual(["+12025550142", "+12025550142"]);
    expect(
      outcome(
        await reverification.prepareSecond({
          strategy: "phone_code",
          phone_number_id: String(other?.id),
        }),
      ),
    ).toBe("422 form_resource_not_found");
    expect(
      outcome(await reverification.attemptSecond("phone_code", api.control.codes[1]?.code ?? "")),
    ).toBe("complete");
  });

  test("if both factors are required, the second follows, and each has its own age", async ({
    apiClient,
  }) => {
    const reverification = await signInToVerify(apiClient, ada);
    time += 20 * minute;
    await reverification.start("multi_factor");
    const first = await reverification.attemptFirst({
      strategy: "password",
      password: ada.password,
    });
    expect(outcome(first)).toBe("needs_second_factor");
    expect(first.at("/response/first_factor_verification/status")).toBe("verified");
    expect(await verificationAges(apiClient, reverification.sessionId)).toEqual(
      Array(3).fill([0, -1]),
    );
    time += 2 * minute;
    expect(outcome(await reverification.attemptSecond("totp", totp(ada.totpSecret, time)))).toBe(
      "complete",
    );
    expect(await verificationAges(apiClient, reverification.sessionId)).toEqual(
      Array(3).fill([2, 0]),
    );
    time += 3 * minute;
    expect(await verificationAges(apiClient, reverification.sessionId)).toEqual(
      Array(3).fill([5, 3]),
    );
  });
});

test("each session has its own reverification", async ({ apiClient }) => {
  const first = await signInToVerify(apiClient, ada);
  const second = await signInToVerify(apiClient, grace);
  time += 9 * minute;
  await first.start("first_factor");
  expect(
    outcome(await second.attemptFirst({ strategy: "password", password: grace.password })),
  ).toBe("400 session_reverification_missing");
  expect(outcome(await first.attemptFirst({ strategy: "password", password: ada.password }))).toBe(
    "complete",
  );
  expect(await verificationAges(apiClient, second.sessionId)).toEqual(Array(3).fill([9, -1]));
});
