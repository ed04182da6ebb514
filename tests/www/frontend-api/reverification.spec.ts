import { decodeJwt } from "jose";
import type { Json } from "../../../www/frontend-api/json.js";
import { totp } from "../../support/totp.js";
import type { Answer, ApiClient } from "./api-client.js";
import { ada, alan, expect, grace, test } from "./fixtures.js";
import { outcome, Reverification, signedIn } from "./reverification.js";

const minute = 60_000;
let time = Date.UTC(2026, 0, 1);
test.use({ apiOptions: [{ now: () => time }, { scope: "test" }] });

function factors(answer: Answer, which: "first" | "second"): Json {
  return answer.at(`/response/supported_${which}_factors`) ?? null;
}

/** What a session says about its factors, and what a new token of it says. */
async function ages(apiClient: ApiClient, id: string): Promise<Json[]> {
  const session = await apiClient.get(`/v1/client/sessions/${id}`);
  const token = await apiClient.post(`/v1/client/sessions/${id}/tokens`);
  return [
    session.at("/response/factor_verification_age") ?? null,
    ageIn(session.string("/response/last_active_token/jwt")),
    ageIn(token.string("/jwt")),
  ];
}

function ageIn(jwt: string): Json {
  return decodeJwt<{ fva: Json }>(jwt).fva;
}

/** Another code of six digits. */
function wrong(code: string | undefined): string {
  return code === "000000" ? "000001" : "000000";
}

test.describe("starting", () => {
  for (const [level, status] of [
    ["first_factor", "needs_first_factor"],
    ["second_factor", "needs_second_factor"],
    ["multi_factor", "needs_first_factor"],
  ] as const) {
    test(`with ${level} ${status.replaceAll("_", " ")}`, async ({ apiClient }) => {
      const ours = await signedIn(apiClient, ada);
      const answer = await ours.start(level);
      expect(outcome(answer)).toBe(status);
      expect(answer.at("/response/level")).toBe(level);
    });
  }

  test("answers what Clerk does: the user's factors, the session without its user, the client", async ({
    apiClient,
  }) => {
    const ours = await signedIn(apiClient, ada);
    const answer = await ours.start("multi_factor");
    const user = answer.at("/client/sessions/0/user") as Record<string, { id: string }[]>;
    expect(answer.at("/response")).toEqual({
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
        id: ours.sessionId,
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
    expect(answer.at("/client/sessions/0/id")).toBe(ours.sessionId);
  });

  for (const level of ["second_factor", "multi_factor"]) {
    test(`with ${level}, who has one factor is asked for that one`, async ({ apiClient }) => {
      const ours = await signedIn(apiClient, alan);
      const answer = await ours.start(level);
      expect([outcome(answer), answer.at("/response/level")]).toEqual([
        "needs_first_factor",
        "first_factor",
      ]);
      expect(factors(answer, "second")).toBeNull();
      expect(outcome(await ours.first({ strategy: "password", password: alan.password }))).toBe(
        "complete",
      );
    });
  }

  test("again begins anew", async ({ apiClient }) => {
    const ours = await signedIn(apiClient, ada);
    await ours.start("multi_factor");
    await ours.first({ strategy: "password", password: ada.password });
    const answer = await ours.start("multi_factor");
    expect(answer.at("/response/first_factor_verification")).toBeNull();
    expect(outcome(answer)).toBe("needs_first_factor");
  });

  test("refuses a level that is none", async ({ apiClient }) => {
    const ours = await signedIn(apiClient, ada);
    expect(outcome(await ours.step(""))).toBe("422 form_param_missing");
    const answer = await ours.start("third_factor");
    expect(outcome(answer)).toBe("422 form_param_value_invalid");
    expect(answer.at("/errors/0/meta/param_name")).toBe("level");
  });
});

const steps = [
  ["/prepare_first_factor", { strategy: "passkey" }],
  ["/attempt_first_factor", { strategy: "password", password: ada.password }],
  ["/prepare_second_factor", { strategy: "phone_code" }],
  ["/attempt_second_factor", { strategy: "totp", code: "123456" }],
] as const;

test.describe("no step is taken", () => {
  test("before a start", async ({ apiClient }) => {
    const ours = await signedIn(apiClient, ada);
    for (const [step, form] of steps) {
      expect(outcome(await ours.step(step, form))).toBe("400 session_reverification_missing");
    }
  });

  test("for a session that is over, or another browser's", async ({ api, apiClient }) => {
    const ours = await signedIn(apiClient, ada);
    await ours.start("first_factor");
    api.control.setSessionStatus(ours.sessionId, "revoked");
    const theirs = new Reverification(apiClient, api.control.sessions[0]?.id ?? "");
    for (const [step, form] of [["", { level: "first_factor" }] as const, ...steps]) {
      expect(outcome(await ours.step(step, form))).toBe("400 invalid_action_for_session");
      expect(outcome(await theirs.step(step, form))).toBe("404 resource_not_found");
    }
  });

  test("out of turn", async ({ apiClient }) => {
    const ours = await signedIn(apiClient, ada);
    const refused = async (which: readonly number[]) => {
      for (const index of which) {
        const [step, form] = steps[index] as (typeof steps)[number];
        expect(outcome(await ours.step(step, form))).toBe(
          "400 invalid_action_for_session_reverification",
        );
      }
    };
    await ours.start("multi_factor");
    await refused([2, 3]);
    await ours.first({ strategy: "password", password: ada.password });
    await refused([0, 1]);
    await ours.second("totp", totp(ada.totpSecret, time));
    await refused([0, 1, 2, 3]);
  });

  test("by a strategy that is none, missing, or not for this step", async ({ apiClient }) => {
    const ours = await signedIn(apiClient, ada);
    for (const [level, [step], strategies] of [
      ["first_factor", steps[0], ["password", "totp", "telepathy"]],
      ["first_factor", steps[1], ["totp", "enterprise_sso", "telepathy"]],
      ["second_factor", steps[2], ["totp", "email_code", "telepathy"]],
      ["second_factor", steps[3], ["password", "email_code", "telepathy"]],
    ] as const) {
      await ours.start(level);
      expect(outcome(await ours.step(step, {}))).toBe("422 form_param_missing");
      for (const strategy of strategies) {
        expect(outcome(await ours.step(step, { strategy, code: "1" }))).toBe(
          "422 form_param_value_invalid",
        );
      }
    }
  });

  test("by a strategy that the user does not have", async ({ apiClient }) => {
    const ours = await signedIn(apiClient, grace);
    await ours.start("first_factor");
    for (const strategy of ["phone_code", "passkey", "enterprise_sso"]) {
      expect(outcome(await ours.prepareFirst({ strategy }))).toBe("400 strategy_for_user_invalid");
    }
    expect(outcome(await ours.first({ strategy: "phone_code", code: "1" }))).toBe(
      "400 strategy_for_user_invalid",
    );
  });

  test("without its proof", async ({ apiClient }) => {
    const ours = await signedIn(apiClient, ada);
    await ours.start("first_factor");
    for (const [strategy, name] of [
      ["password", "password"],
      ["email_code", "code"],
      ["passkey", "public_key_credential"],
    ] as const) {
      const answer = await ours.first({ strategy });
      expect(outcome(answer)).toBe("422 form_param_missing");
      expect(answer.at("/errors/0/meta/param_name")).toBe(name);
    }
  });
});

test("a password may be mistyped; the right one verifies the first factor", async ({
  apiClient,
}) => {
  const ours = await signedIn(apiClient, ada);
  time += 12 * minute + 1;
  expect(await ages(apiClient, ours.sessionId)).toEqual(Array(3).fill([12, -1]));
  await ours.start("first_factor");
  for (let count = 0; count < 5; count += 1) {
    const answer = await ours.first({ strategy: "password", password: "wrong" });
    expect(outcome(answer)).toBe("422 form_password_incorrect");
    expect(answer.at("/errors/0/meta")).toEqual({ param_name: "password" });
  }
  expect(await ages(apiClient, ours.sessionId)).toEqual(Array(3).fill([12, -1]));
  const answer = await ours.first({ strategy: "password", password: ada.password });
  expect(outcome(answer)).toBe("complete");
  expect(answer.at("/response/first_factor_verification")).toEqual({
    object: "verification_password",
    status: "verified",
    strategy: "password",
    attempts: 6,
    expire_at: null,
  });
  expect(answer.at("/client/sessions/0/factor_verification_age")).toEqual([0, -1]);
  for (const pointer of ["/response/session", "/client/sessions/0"]) {
    expect(ageIn(answer.string(`${pointer}/last_active_token/jwt`))).toEqual([0, -1]);
  }
  time += 3 * minute;
  expect(await ages(apiClient, ours.sessionId)).toEqual(Array(3).fill([3, -1]));
});

test("who has no second factor keeps the age -1 for it", async ({ apiClient }) => {
  const ours = await signedIn(apiClient, alan);
  time += 5 * minute;
  await ours.start("first_factor");
  await ours.first({ strategy: "password", password: alan.password });
  expect(await ages(apiClient, ours.sessionId)).toEqual(Array(3).fill([0, -1]));
});

/** The two codes that a first factor can be, with who gets them. */
const codes = [
  ["email_code", "email_address_id", ada.emailAddress],
  ["phone_code", "phone_number_id", "+12025550187"],
] as const;

for (const [strategy, parameter, to] of codes) {
  test.describe(strategy, () => {
    /** Starts, and has a code sent; answers the form that sends another. */
    async function prepared(ours: Reverification): Promise<Record<string, string>> {
      const started = await ours.start("first_factor");
      const list = started.list("/response/supported_first_factors");
      const factor = list.find((candidate) => candidate.strategy === strategy);
      const form = { strategy, [parameter]: String(factor?.[parameter]) };
      const answer = await ours.prepareFirst(form);
      expect(outcome(answer)).toBe("needs_first_factor");
      expect(answer.at("/response/first_factor_verification")).toEqual({
        object: "verification_otp",
        status: "unverified",
        strategy,
        attempts: null,
        expire_at: time + 10 * minute,
      });
      return form;
    }

    test("is six digits in the outbox, and verifies", async ({ api, apiClient }) => {
      const ours = await signedIn(apiClient, ada);
      await prepared(ours);
      expect(api.control.codes).toEqual([
        { strategy, to, code: expect.stringMatching(/^\d{6}$/), sentAt: time },
      ]);
      const code = api.control.codes[0]?.code ?? "";
      expect(outcome(await ours.first({ strategy, code: wrong(code) }))).toBe(
        "422 form_code_incorrect",
      );
      const answer = await ours.first({ strategy, code });
      expect(outcome(answer)).toBe("complete");
      expect(answer.at("/response/first_factor_verification")).toMatchObject({
        status: "verified",
        attempts: 2,
      });
      api.control.reset();
      expect(api.control.codes).toEqual([]);
    });

    test("fails after three wrong ones; another that is sent replaces it", async ({
      api,
      apiClient,
    }) => {
      const ours = await signedIn(apiClient, ada);
      const form = await prepared(ours);
      const code = api.control.codes[0]?.code ?? "";
      for (let count = 0; count < 3; count += 1) {
        expect(outcome(await ours.first({ strategy, code: wrong(code) }))).toBe(
          "422 form_code_incorrect",
        );
      }
      expect(outcome(await ours.first({ strategy, code }))).toBe("400 verification_failed");
      await ours.prepareFirst(form);
      const second = api.control.codes[1]?.code ?? "";
      if (second !== code) {
        expect(outcome(await ours.first({ strategy, code }))).toBe("422 form_code_incorrect");
      }
      expect(outcome(await ours.first({ strategy, code: second }))).toBe("complete");
    });

    test("expires after ten minutes", async ({ api, apiClient }) => {
      const ours = await signedIn(apiClient, ada);
      await prepared(ours);
      const code = api.control.codes[0]?.code ?? "";
      time += 10 * minute;
      expect(outcome(await ours.first({ strategy, code }))).toBe("400 verification_expired");
      await prepared(ours);
      time += 10 * minute - 1;
      expect(outcome(await ours.first({ strategy, code: api.control.codes[1]?.code ?? "" }))).toBe(
        "complete",
      );
    });

    test("goes to an address of the user's own that is verified, and must be named", async ({
      api,
      apiClient,
    }) => {
      const ours = await signedIn(apiClient, ada);
      const started = await ours.start("first_factor");
      const user = started.at("/client/sessions/0/user") as Record<string, { id: string }[]>;
      expect(outcome(await ours.prepareFirst({ strategy }))).toBe("422 form_param_missing");
      // Unverified, a second factor, and none at all.
      for (const id of [user.email_addresses?.[1]?.id, user.phone_numbers?.[0]?.id, "idn_none"]) {
        const answer = await ours.prepareFirst({ strategy, [parameter]: id ?? "" });
        expect(outcome(answer)).toBe("422 form_resource_not_found");
        expect(answer.at("/errors/0/meta")).toEqual({ param_name: parameter });
      }
      expect(api.control.codes).toEqual([]);
    });

    test("must have been sent, and is tried as what it was sent as", async ({ api, apiClient }) => {
      const ours = await signedIn(apiClient, ada);
      await ours.start("first_factor");
      expect(outcome(await ours.first({ strategy, code: "123456" }))).toBe(
        "400 verification_missing",
      );
      await prepared(ours);
      const other = strategy === "email_code" ? "phone_code" : "email_code";
      const { code = "" } = api.control.codes[0] ?? {};
      expect(outcome(await ours.first({ strategy: other, code }))).toBe(
        "400 verification_strategy_invalid",
      );
      expect(outcome(await ours.first({ strategy, code }))).toBe("complete");
    });
  });
}

test("a first factor may be changed for the password on the way", async ({ apiClient }) => {
  const ours = await signedIn(apiClient, ada);
  const started = await ours.start("first_factor");
  const id = started.string("/response/supported_first_factors/1/email_address_id");
  await ours.prepareFirst({ strategy: "email_code", email_address_id: id });
  expect(outcome(await ours.first({ strategy: "password", password: ada.password }))).toBe(
    "complete",
  );
});

test.describe("the second factor", () => {
  test("an authenticator's code of now, half a minute ago or ahead", async ({ apiClient }) => {
    const ours = await signedIn(apiClient, ada);
    time += 7 * minute;
    for (const [at, expected] of [
      [time - minute, "422 form_code_incorrect"],
      [time - minute / 2, "complete"],
      [time, "complete"],
      [time + minute / 2, "complete"],
      [time + minute, "422 form_code_incorrect"],
    ] as const) {
      await ours.start("second_factor");
      expect(outcome(await ours.second("totp", totp(ada.totpSecret, at)))).toBe(expected);
    }
    expect(await ages(apiClient, ours.sessionId)).toEqual(Array(3).fill([7, 0]));
    await ours.start("second_factor");
    expect(
      (await ours.second("totp", totp(ada.totpSecret, time))).at(
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

  test("each backup code once, and no more offered than are left", async ({ apiClient }) => {
    const ours = await signedIn(apiClient, ada);
    for (const code of ada.backupCodes) {
      const started = await ours.start("second_factor");
      expect(factors(started, "second")).toContainEqual({ strategy: "backup_code" });
      expect(outcome(await ours.second("backup_code", "a1a1a1a1"))).toBe("422 form_code_incorrect");
      const answer = await ours.second("backup_code", code);
      expect(outcome(answer)).toBe("complete");
      expect(answer.at("/response/second_factor_verification")).toMatchObject({
        object: "verification_backup_code",
        attempts: 2,
      });
      await ours.start("second_factor");
      const again = outcome(await ours.second("backup_code", code));
      expect(["422 form_code_incorrect", "400 no_second_factors"]).toContain(again);
    }
    const started = await ours.start("second_factor");
    expect(factors(started, "second")).not.toContainEqual({ strategy: "backup_code" });
    expect(started.at("/client/sessions/0/user/backup_code_enabled")).toBe(false);
  });

  test("a code to the phone that is for that, named or not", async ({ api, apiClient }) => {
    const ours = await signedIn(apiClient, ada);
    const started = await ours.start("second_factor");
    const [own, other] = started.list("/client/sessions/0/user/phone_numbers");
    expect(outcome(await ours.second("phone_code", "123456"))).toBe("400 verification_missing");
    await ours.prepareSecond();
    await ours.prepareSecond({ strategy: "phone_code", phone_number_id: String(own?.id) });
    expect(api.control.codes.map(({ to }) => to)).toEqual(["+12025550142", "+12025550142"]);
    expect(
      outcome(
        await ours.prepareSecond({ strategy: "phone_code", phone_number_id: String(other?.id) }),
      ),
    ).toBe("422 form_resource_not_found");
    expect(outcome(await ours.second("phone_code", api.control.codes[1]?.code ?? ""))).toBe(
      "complete",
    );
  });

  test("comes after the first where both are asked for, each with its own age", async ({
    apiClient,
  }) => {
    const ours = await signedIn(apiClient, ada);
    time += 20 * minute;
    await ours.start("multi_factor");
    const first = await ours.first({ strategy: "password", password: ada.password });
    expect(outcome(first)).toBe("needs_second_factor");
    expect(first.at("/response/first_factor_verification/status")).toBe("verified");
    expect(await ages(apiClient, ours.sessionId)).toEqual(Array(3).fill([0, -1]));
    time += 2 * minute;
    expect(outcome(await ours.second("totp", totp(ada.totpSecret, time)))).toBe("complete");
    expect(await ages(apiClient, ours.sessionId)).toEqual(Array(3).fill([2, 0]));
    time += 3 * minute;
    expect(await ages(apiClient, ours.sessionId)).toEqual(Array(3).fill([5, 3]));
  });
});

test("one session's reverification is no other's", async ({ apiClient }) => {
  const first = await signedIn(apiClient, ada);
  const second = await signedIn(apiClient, grace);
  time += 9 * minute;
  await first.start("first_factor");
  expect(outcome(await second.first({ strategy: "password", password: grace.password }))).toBe(
    "400 session_reverification_missing",
  );
  expect(outcome(await first.first({ strategy: "password", password: ada.password }))).toBe(
    "complete",
  );
  expect(await ages(apiClient, second.sessionId)).toEqual(Array(3).fill([9, -1]));
});
