import { inspect } from "node:util";
import type { SessionClient, SessionVerification } from "clerk-session";
import type { Json } from "../../www/frontend-api/json.js";
import { expected } from "../npm/conversion/oracle.js";
import {
  after,
  before,
  deferred,
  envelope,
  errorResponse,
  wireClient,
  wireSession,
} from "./fake_server.js";
import { expect, getClient, ids, rejection, settledLines } from "./fixtures.js";
import { postToken, sessionToken, tokenResponse } from "./session_token.js";
import { steps, test, verificationResponse, verifyPath, wireVerification } from "./verification.js";

/** Passes a value as a type that it need not have, as JavaScript may. */
function untyped<Value>(value: unknown): Value {
  return value as Value;
}

const shown = (value: unknown) => inspect(value, { breakLength: Number.POSITIVE_INFINITY });
const start = (client: SessionClient) => client.startVerification({ level: "first_factor" });
const calls = [["startVerification", "", start] as const, ...steps];

test.describe("startVerification", () => {
  for (const level of ["first_factor", "second_factor", "multi_factor"] as const) {
    test(`sends ${level} for the current session`, async ({ fake, clientOfFake }) => {
      fake.answer(verificationResponse({ level }));
      expect(await clientOfFake.startVerification({ level })).toMatchObject({
        status: "needs_first_factor",
        level,
      });
      expect(fake.requests[1]).toMatchObject({
        method: "POST",
        path: verifyPath("sess_1"),
        body: `level=${level}`,
      });
      expect(fake.requests[1]?.headers["content-type"]).toBe("application/x-www-form-urlencoded");
      expect(Object.keys(fake.requests[1]?.query ?? {})).toEqual([
        "__clerk_api_version",
        "_clerk_js_version",
        "_is_native",
      ]);
    });
  }

  test("accepts a session, its id or current", async ({ fake, clientOfFake }) => {
    const session = clientOfFake.client?.sessions[1];
    if (!session) throw new Error("The client does not hold its second session.");
    fake.answer(verificationResponse());
    for (const named of [session, session.id, "current"]) {
      await clientOfFake.startVerification({ level: "first_factor", session: named });
    }
    expect(fake.requests.slice(1).map(({ path }) => path)).toEqual(
      ["sess_2", "sess_2", "sess_1"].map((id) => verifyPath(id)),
    );
  });

  test("requests the client first if the current session is unknown", async ({
    fake,
    createClient,
  }) => {
    const client = createClient({ proxyUrl: fake.url });
    fake.answer(envelope(before), verificationResponse());
    await start(client);
    expect(fake.lines).toEqual([getClient, `POST ${verifyPath("sess_1")}`]);
  });

  test("rejects with no_session and sends nothing else if no session is signed in", async ({
    fake,
    createClient,
  }) => {
    const client = createClient({ proxyUrl: fake.url });
    fake.answer(envelope(wireClient("client_1", [])));
    expect((await rejection(start(client))).code).toBe("no_session");
    expect(fake.lines).toEqual([getClient]);
  });
});

for (const [method, argument, body] of [
  [
    "prepareFirstFactor",
    { strategy: "email_code", emailAddressId: "idn_1" },
    "strategy=email_code&email_address_id=idn_1",
  ],
  [
    "prepareFirstFactor",
    { strategy: "phone_code", phoneNumberId: "idn_2" },
    "strategy=phone_code&phone_number_id=idn_2",
  ],
  ["prepareFirstFactor", { strategy: "passkey" }, "strategy=passkey"],
  [
    "prepareFirstFactor",
    { strategy: "enterprise_sso", redirectUrl: "https://a.example/?b=c&d" },
    "strategy=enterprise_sso&redirect_url=https%3A%2F%2Fa.example%2F%3Fb%3Dc%26d",
  ],
  [
    "prepareFirstFactor",
    {
      strategy: "enterprise_sso",
      emailAddressId: "idn_1",
      enterpriseConnectionId: "ec_1",
      redirectUrl: "/",
    },
    "strategy=enterprise_sso&redirect_url=%2F&email_address_id=idn_1&enterprise_connection_id=ec_1",
  ],
  [
    "prepareFirstFactor",
    { strategy: "enterprise_sso", emailAddressId: undefined, redirectUrl: "/" },
    "strategy=enterprise_sso&redirect_url=%2F",
  ],
  [
    "attemptFirstFactor",
    { strategy: "email_code", code: "123456" },
    "strategy=email_code&code=123456",
  ],
  [
    "attemptFirstFactor",
    { strategy: "phone_code", code: "000000" },
    "strategy=phone_code&code=000000",
  ],
  [
    "attemptFirstFactor",
    { strategy: "password", password: "a&b=c d+é" },
    "strategy=password&password=a%26b%3Dc%20d%2B%C3%A9",
  ],
  ["attemptFirstFactor", { strategy: "password", password: "" }, "strategy=password&password="],
  [
    "attemptFirstFactor",
    { strategy: "passkey", publicKeyCredential: '{"id":"x"}' },
    "strategy=passkey&public_key_credential=%7B%22id%22%3A%22x%22%7D",
  ],
  ["prepareSecondFactor", { strategy: "phone_code" }, "strategy=phone_code"],
  [
    "prepareSecondFactor",
    { strategy: "phone_code", phoneNumberId: "idn_2" },
    "strategy=phone_code&phone_number_id=idn_2",
  ],
  ["attemptSecondFactor", { strategy: "phone_code", code: "1" }, "strategy=phone_code&code=1"],
  ["attemptSecondFactor", { strategy: "totp", code: "2" }, "strategy=totp&code=2"],
  ["attemptSecondFactor", { strategy: "backup_code", code: "3" }, "strategy=backup_code&code=3"],
  // Members of another strategy are not sent.
  [
    "attemptFirstFactor",
    {
      strategy: "email_code",
      code: "1",
      password: "hunter2",
      publicKeyCredential: 7,
      session: "sess_2",
    },
    "strategy=email_code&code=1",
  ],
] as const) {
  test(`${method} sends ${shown(argument)} as ${body}`, async ({ fake, verifyingClient }) => {
    const answer = { status: "needs_second_factor", level: "multi_factor" };
    fake.answer(verificationResponse(answer));
    const call = untyped<(argument: unknown) => Promise<SessionVerification>>(
      verifyingClient[method],
    );
    expect(await call(argument)).toMatchObject(answer);
    const step = method.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
    expect(fake.requests.slice(2)).toMatchObject([
      { method: "POST", path: verifyPath("sess_1", step), body },
    ]);
  });
}

for (const [method, argument, named] of [
  ["startVerification", undefined, "level"],
  ["startVerification", null, "options"],
  ["startVerification", "first_factor", "options"],
  ["startVerification", {}, "level"],
  ["startVerification", { level: undefined }, "level"],
  ["startVerification", { level: null }, "level"],
  ["startVerification", { level: "third_factor" }, "level"],
  ["startVerification", { level: "unknown" }, "level"],
  ["startVerification", { level: "" }, "level"],
  ["startVerification", { level: "first_factor second_factor" }, "level"],
  ["startVerification", { level: "first_factor", session: undefined }, "session"],
  ["startVerification", { level: "first_factor", session: null }, "session"],
  ["startVerification", { level: "first_factor", session: "" }, "session"],
  ["startVerification", { level: "first_factor", session: ".." }, "session"],
  ["startVerification", { level: "first_factor", session: {} }, "session"],
  ["startVerification", { level: "first_factor", timeoutMs: 0 }, "timeoutMs"],
  ["startVerification", { level: "first_factor", signal: {} }, "signal"],
  ["prepareFirstFactor", undefined, "strategy"],
  ["prepareFirstFactor", null, "factor"],
  ["prepareFirstFactor", "passkey", "factor"],
  ["prepareFirstFactor", {}, "strategy"],
  ["prepareFirstFactor", { strategy: null }, "strategy"],
  ["prepareFirstFactor", { strategy: ["passkey"] }, "strategy"],
  ["prepareFirstFactor", { strategy: "password" }, "strategy"],
  ["prepareFirstFactor", { strategy: "totp" }, "strategy"],
  ["prepareFirstFactor", { strategy: "+redirect_url" }, "strategy"],
  ["prepareFirstFactor", { strategy: "email_code" }, "emailAddressId"],
  ["prepareFirstFactor", { strategy: "email_code", emailAddressId: undefined }, "emailAddressId"],
  ["prepareFirstFactor", { strategy: "email_code", emailAddressId: null }, "emailAddressId"],
  ["prepareFirstFactor", { strategy: "email_code", emailAddressId: 7 }, "emailAddressId"],
  ["prepareFirstFactor", { strategy: "email_code", email_address_id: "idn_1" }, "emailAddressId"],
  ["prepareFirstFactor", { strategy: "phone_code", emailAddressId: "idn_1" }, "phoneNumberId"],
  ["prepareFirstFactor", { strategy: "enterprise_sso" }, "redirectUrl"],
  [
    "prepareFirstFactor",
    { strategy: "enterprise_sso", redirectUrl: "/", emailAddressId: null },
    "emailAddressId",
  ],
  [
    "prepareFirstFactor",
    { strategy: "enterprise_sso", redirectUrl: "/", enterpriseConnectionId: 7 },
    "enterpriseConnectionId",
  ],
  ["attemptFirstFactor", { strategy: "enterprise_sso", code: "hunter2" }, "strategy"],
  ["attemptFirstFactor", { strategy: "hunter2" }, "strategy"],
  ["attemptFirstFactor", { strategy: "email_code" }, "code"],
  ["attemptFirstFactor", { strategy: "email_code", code: 123456 }, "code"],
  ["attemptFirstFactor", { strategy: "password", code: "hunter2" }, "password"],
  ["attemptFirstFactor", { strategy: "password", password: ["hunter2"] }, "password"],
  ["attemptFirstFactor", { strategy: "passkey" }, "publicKeyCredential"],
  [
    "attemptFirstFactor",
    { strategy: "passkey", publicKeyCredential: { id: "x" } },
    "publicKeyCredential",
  ],
  ["prepareSecondFactor", { strategy: "email_code", emailAddressId: "idn_1" }, "strategy"],
  ["prepareSecondFactor", { strategy: "phone_code", phoneNumberId: null }, "phoneNumberId"],
  ["attemptSecondFactor", { strategy: "password", password: "hunter2" }, "strategy"],
  ["attemptSecondFactor", { strategy: "totp" }, "code"],
] as const) {
  test(`${method}(${shown(argument)}) rejects: invalid_argument names ${named}`, async ({
    fake,
    verifyingClient,
  }) => {
    const call = untyped<(argument: unknown) => Promise<unknown>>(verifyingClient[method]);
    const error = await rejection(call(argument));
    expect([error.code, error.message]).toEqual([
      "invalid_argument",
      expect.stringMatching(`^${named} (must be|is) `),
    ]);
    expect(inspect(error)).not.toContain("hunter2");
    expect(fake.lines).toHaveLength(2);
  });
}

test("The error for an unknown strategy lists the known ones", async ({ verifyingClient }) => {
  const error = await rejection(
    verifyingClient.prepareFirstFactor(untyped({ strategy: "carrier_pigeon" })),
  );
  expect(error.message).toBe(
    "strategy must be one of: email_code phone_code passkey enterprise_sso",
  );
});

for (const [name, , take] of steps) {
  test.describe(name, () => {
    test("rejects with no_session and sends nothing before any startVerification", async ({
      fake,
      clientOfFake,
    }) => {
      expect(await rejection(take(clientOfFake))).toMatchObject({
        code: "no_session",
        message: expect.stringContaining("startVerification"),
      });
      expect(fake.lines).toEqual([getClient]);
    });

    test("acts on the session of the last startVerification that succeeded", async ({
      fake,
      verifyingClient,
    }) => {
      fake.answer(verificationResponse());
      await verifyingClient.startVerification({ level: "first_factor", session: "sess_2" });
      fake.answer(errorResponse(404, "resource_not_found"));
      await rejection(
        verifyingClient.startVerification({ level: "first_factor", session: "sess_9" }),
      );
      fake.answer({ json: { response: { status: "needs_first_factor" }, client: null } });
      await rejection(
        verifyingClient.startVerification({ level: "first_factor", session: "sess_8" }),
      );
      fake.answer(verificationResponse());
      await take(verifyingClient);
      expect(fake.requests.at(-1)?.path).toContain(`${verifyPath("sess_2")}/`);
    });
  });
}

test("A late response to a step does not restore the step's session", async ({
  fake,
  verifyingClient,
}) => {
  const late = deferred(verificationResponse());
  fake.answer(late, verificationResponse());
  const prepared = verifyingClient.prepareFirstFactor({ strategy: "passkey" });
  await fake.arrived(3);
  await verifyingClient.startVerification({ level: "first_factor", session: "sess_2" });
  late.release();
  await prepared;
  await verifyingClient.attemptFirstFactor({ strategy: "email_code", code: "1" });
  expect(fake.requests.at(-1)?.path).toBe(verifyPath("sess_2", "attempt_first_factor"));
});

test("A startVerification whose caller has aborted does not count as successful", async ({
  fake,
  clientOfFake,
}) => {
  const broken = new Promise<void>((resolve) => {
    fake.answer({ handle: (response) => response.on("close", resolve) });
  });
  const caller = new AbortController();
  const left = clientOfFake.startVerification({ level: "first_factor", signal: caller.signal });
  await fake.arrived(2);
  caller.abort("gone");
  await expect(left).rejects.toBe("gone");
  await broken;
  expect((await rejection(clientOfFake.prepareFirstFactor({ strategy: "passkey" }))).code).toBe(
    "no_session",
  );
});

for (const [name, path, call] of calls) {
  test.describe(name, () => {
    test("resolves to the server's whole response as plain data", async ({
      fake,
      verifyingClient,
    }) => {
      const wire = wireVerification({
        status: "complete",
        level: "multi_factor",
        session: wireSession("sess_1", "active", { factor_verification_age: [0, -1] }),
        first_factor_verification: {
          status: "verified",
          strategy: "passkey",
          nonce: '{"challenge":"AQID"}',
          expire_at: 5,
        },
        second_factor_verification: {
          status: "failed",
          attempts: 3,
          error: { code: "form_code_incorrect" },
        },
        supported_second_factors: [
          { strategy: "phone_code", phone_number_id: "idn_2", default: true },
          { strategy: "totp" },
        ],
      });
      fake.answer(envelope(wire));
      const verification = await call(verifyingClient);
      expect(verification).toStrictEqual(expected("SessionVerification", wire));
      expect(structuredClone(verification)).toStrictEqual(verification);
    });

    test("reads unknown values of a newer server as unknown", async ({ fake, verifyingClient }) => {
      fake.answer(verificationResponse({ status: "needs_third_factor", level: "third_factor" }));
      expect(await call(verifyingClient)).toMatchObject({ status: "unknown", level: "unknown" });
    });

    test("rejects a response without a verification with invalid_response and its path", async ({
      fake,
      verifyingClient,
    }) => {
      for (const [response, path] of [
        [null, "response"],
        [[], "response"],
        ["complete", "response"],
      ] as const) {
        fake.answer(envelope(response as Json, before));
        expect(await rejection(call(verifyingClient))).toMatchObject({
          code: "invalid_response",
          status: 200,
          path,
        });
      }
    });

    test("resolves even if a factor is unreadable", async ({ fake, verifyingClient }) => {
      fake.answer(
        verificationResponse({
          supported_first_factors: [{ strategy: 7 }, 7, { strategy: "password" }],
        }),
      );
      const { supportedFirstFactors } = (await call(verifyingClient)) as SessionVerification;
      expect(supportedFirstFactors.map(({ strategy }) => strategy)).toEqual([null, "password"]);
    });

    test("applies the response's client and calls the listeners before it resolves", async ({
      fake,
      verifyingClient,
    }) => {
      const told: string[] = [];
      verifyingClient.subscribe(() => told.push("changed"));
      fake.answer(envelope(wireVerification({ status: "complete" }), after));
      await call(verifyingClient).then(() => told.push("resolved"));
      expect(told).toEqual(["changed", "resolved"]);
      expect(ids(verifyingClient.client?.sessions)).toEqual(["sess_2"]);
    });

    test("keeps the state without a client member; only an attempt triggers GET /client", async ({
      fake,
      verifyingClient,
    }) => {
      const known = verifyingClient.client;
      const session = wireSession("sess_1", "revoked");
      fake.answer(envelope(wireVerification({ status: "complete", session })), envelope(before));
      await call(verifyingClient);
      expect(verifyingClient.client).toBe(known);
      const followUps = name.startsWith("attempt") ? [getClient] : [];
      expect((await settledLines(fake, 3 + followUps.length)).slice(3)).toEqual(followUps);
      expect(verifyingClient.client).toBe(known);
    });

    test("rejects with the server's error if refused, keeps the state and is not retried", async ({
      fake,
      verifyingClient,
      timers,
    }) => {
      const known = verifyingClient.client;
      fake.answer(errorResponse(422, "form_code_incorrect"));
      const error = await rejection(call(verifyingClient));
      expect(error).toMatchObject({
        code: "api",
        status: 422,
        errors: [{ code: "form_code_incorrect" }],
        traceId: "trace_1",
      });
      expect(inspect(error)).not.toContain("hunter2");
      expect([verifyingClient.client, timers.delays]).toEqual([known, []]);
      expect(fake.lines).toHaveLength(3);
    });

    for (const status of [429, 502, 503, 504]) {
      test(`is not retried after ${status}`, async ({ fake, verifyingClient, timers }) => {
        fake.answer({ status, headers: { "retry-after": "1" } });
        expect(await rejection(call(verifyingClient))).toMatchObject({
          code: "api",
          status,
          retryAfterSeconds: 1,
        });
        expect([fake.lines.length, timers.delays]).toEqual([3, []]);
      });
    }

    test("is not retried after a broken connection", async ({ fake, verifyingClient, timers }) => {
      fake.answer({ handle: (response) => response.destroy() }, envelope(before));
      const error = await rejection(call(verifyingClient));
      expect(error.code).toBe("network");
      expect(inspect(error)).not.toContain("hunter2");
      // The server may have verified the factor, so after an attempt the client is fetched.
      const followUps = name.startsWith("attempt") ? [getClient] : [];
      expect((await settledLines(fake, 3 + followUps.length)).slice(3)).toEqual(followUps);
      await expect.poll(() => timers.delays).toEqual([]);
    });

    test("sends two requests for two simultaneous calls", async ({ fake, verifyingClient }) => {
      fake.answer(verificationResponse());
      await Promise.all([call(verifyingClient), call(verifyingClient)]);
      const line = `POST ${verifyPath("sess_1", path)}`;
      expect(fake.lines.slice(2)).toEqual([line, line]);
    });

    test("rejects with timeout if the request takes too long", async ({
      fake,
      verifyingClient,
      timers,
    }) => {
      fake.answer({ handle: () => {} });
      const refused = rejection(call(verifyingClient));
      await fake.arrived(3);
      fake.answer(envelope(before));
      (await timers.next(15_000)).fire();
      expect((await refused).code).toBe("timeout");
      const followUps = name.startsWith("attempt") ? [getClient] : [];
      expect((await settledLines(fake, 3 + followUps.length)).slice(3)).toEqual(followUps);
    });

    test("rejects with closed after close(), which does not abort the request in flight", async ({
      fake,
      verifyingClient,
    }) => {
      let release = () => {};
      let isBroken = false;
      const tokenResponse = new Promise<void>((resolve) => {
        fake.answer({
          handle: (response) => {
            response.on("close", () => {
              isBroken = !response.writableFinished;
              resolve();
            });
            release = () => response.end();
          },
        });
      });
      const refused = rejection(call(verifyingClient));
      await fake.arrived(3);
      verifyingClient.close();
      expect((await refused).code).toBe("closed");
      release();
      await tokenResponse;
      expect(isBroken).toBe(false);
      expect((await rejection(call(verifyingClient))).code).toBe("closed");
      expect(fake.lines).toHaveLength(3);
    });
  });
}

test.describe("Tokens of the session", () => {
  const old = sessionToken({ iat: 1 });
  const anew = sessionToken({ iat: 2 });
  const others = sessionToken({ sid: "sess_2" });

  for (const [name, , attempt] of steps.filter(([name]) => name.startsWith("attempt"))) {
    // Verifying one of two factors changes the claims of the next token too.
    for (const status of ["needs_second_factor", "complete"]) {
      test(`are dropped by ${name} with ${status} before the listeners are called`, async ({
        fake,
        verifyingClient,
      }) => {
        fake.answer(tokenResponse(old), tokenResponse(others));
        await verifyingClient.getToken();
        await verifyingClient.getToken({ session: "sess_2" });
        const ours = wireSession("sess_1", "active", { last_active_at: 9 });
        const client = wireClient("client_1", [ours, wireSession("sess_2")]);
        fake.answer(envelope(wireVerification({ status }), client), tokenResponse(anew));
        const tokens: Promise<string | null>[] = [];
        verifyingClient.subscribe(() => tokens.push(verifyingClient.getToken()));
        await attempt(verifyingClient);
        expect(await Promise.all([...tokens, verifyingClient.getToken()])).toEqual([anew, anew]);
        expect(await verifyingClient.getToken({ session: "sess_2" })).toBe(others);
        expect(fake.lines.slice(5)).toEqual([postToken("sess_1")]);
      });
    }
  }

  test("are kept after a start, a preparation and a refused attempt", async ({
    fake,
    verifyingClient,
  }) => {
    fake.answer(tokenResponse(old));
    await verifyingClient.getToken();
    fake.answer(verificationResponse());
    await start(verifyingClient);
    await verifyingClient.prepareFirstFactor({ strategy: "passkey" });
    await verifyingClient.prepareSecondFactor({ strategy: "phone_code" });
    fake.answer(errorResponse(422, "form_code_incorrect"));
    await rejection(verifyingClient.attemptFirstFactor({ strategy: "email_code", code: "1" }));
    expect(await verifyingClient.getToken()).toBe(old);
    expect(fake.lines).toHaveLength(7);
  });
});

for (const [name, call] of [
  [
    "startVerification",
    (client, options) => client.startVerification({ level: "first_factor", ...options }),
  ],
  [
    "prepareFirstFactor",
    (client, options) => client.prepareFirstFactor({ strategy: "passkey" }, options),
  ],
  [
    "attemptFirstFactor",
    (client, options) => client.attemptFirstFactor({ strategy: "email_code", code: "1" }, options),
  ],
  [
    "prepareSecondFactor",
    (client, options) => client.prepareSecondFactor({ strategy: "phone_code" }, options),
  ],
  [
    "attemptSecondFactor",
    (client, options) => client.attemptSecondFactor({ strategy: "totp", code: "1" }, options),
  ],
] as [string, (client: SessionClient, options: object) => Promise<unknown>][]) {
  test(`${name} applies the timeoutMs and signal of its call`, async ({
    fake,
    verifyingClient,
    timers,
  }) => {
    // The server may have verified the factor, so after a lost attempt the client is fetched.
    const followUps = name.startsWith("attempt") ? [getClient] : [];
    fake.answer({ handle: () => {} }, envelope(before));
    const refused = rejection(call(verifyingClient, { timeoutMs: 321 }));
    await fake.arrived(3);
    (await timers.next(321)).fire();
    expect((await refused).code).toBe("timeout");
    expect((await settledLines(fake, 3 + followUps.length)).slice(3)).toEqual(followUps);

    const broken = new Promise<void>((resolve) => {
      fake.answer({ handle: (response) => response.on("close", resolve) }, envelope(before));
    });
    const caller = new AbortController();
    const left = call(verifyingClient, { signal: caller.signal });
    await fake.arrived(4 + followUps.length);
    caller.abort("enough");
    await expect(left).rejects.toBe("enough");
    await broken;
    expect(
      (await settledLines(fake, 4 + 2 * followUps.length)).slice(4 + followUps.length),
    ).toEqual(followUps);

    const [early] = await Promise.allSettled([
      call(verifyingClient, { signal: AbortSignal.abort("before") }),
    ]);
    expect(early).toEqual({ status: "rejected", reason: "before" });
    expect((await rejection(call(verifyingClient, { timeoutMs: "soon" }))).code).toBe(
      "invalid_argument",
    );
    expect(await settledLines(fake, 4)).toHaveLength(4 + 2 * followUps.length);
  });
}
