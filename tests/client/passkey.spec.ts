import { assertion, bytes, FakeAuthenticator } from "./fake_authenticator.js";
import { before, envelope, errorResponse } from "./fake_server.js";
import { expect, getClient, rejection, settledLines } from "./fixtures.js";
import { test as base, passkeyPrepared, verificationResponse, verifyPath } from "./verification.js";

const test = base.extend<{ authenticator: FakeAuthenticator }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads dependencies from the pattern.
  authenticator: async ({}, use) => {
    const authenticator = new FakeAuthenticator();
    await use(authenticator);
    authenticator.restore();
  },
});

const prepare = `POST ${verifyPath("sess_1", "prepare_first_factor")}`;
const attempt = `POST ${verifyPath("sess_1", "attempt_first_factor")}`;
const nonce = '{"challenge":"AQID"}';

test("verifyWithPasskey prepares, requests an assertion from the browser and attempts", async ({
  authenticator,
  verifyingClient,
  fake,
}) => {
  const options = {
    challenge: "-_8AAQ",
    rpId: "example.com",
    timeout: 60_000,
    userVerification: "required",
    allowCredentials: [
      { type: "public-key", id: "AQID", transports: ["internal", "hybrid"] },
      { type: "public-key", id: "__8" },
    ],
    hints: ["client-device"],
    extensions: null,
  };
  authenticator.answer = async () => assertion(bytes(117, 49));
  fake.answer(
    passkeyPrepared(JSON.stringify(options)),
    verificationResponse({ status: "complete" }),
  );
  expect(await verifyingClient.verifyWithPasskey()).toMatchObject({
    status: "complete",
    level: "first_factor",
  });

  expect(authenticator.requests.map(({ publicKey }) => publicKey)).toEqual([
    {
      challenge: Uint8Array.of(0xfb, 0xff, 0, 1),
      rpId: "example.com",
      timeout: 60_000,
      userVerification: "required",
      allowCredentials: [
        { type: "public-key", id: Uint8Array.of(1, 2, 3), transports: ["internal", "hybrid"] },
        { type: "public-key", id: Uint8Array.of(0xff, 0xff) },
      ],
      hints: ["client-device"],
    },
  ]);
  expect("extensions" in (authenticator.requests[0]?.publicKey ?? {})).toBe(false);

  expect(fake.lines.slice(2)).toEqual([prepare, attempt]);
  expect(fake.requests[2]?.body).toBe("strategy=passkey");
  const form = Object.fromEntries(new URLSearchParams(fake.requests[3]?.body));
  expect(Object.keys(form)).toEqual(["strategy", "public_key_credential"]);
  expect(form.strategy).toBe("passkey");
  expect(JSON.parse(form.public_key_credential ?? "")).toStrictEqual({
    id: "-_8",
    rawId: "-_8",
    type: "public-key",
    authenticatorAttachment: "platform",
    response: {
      authenticatorData: "AP_-_Q",
      clientDataJSON: Buffer.from('{"type":"webauthn.get"}').toString("base64url"),
      signature: "",
      userHandle: "dTE",
    },
  });
});

test("If a passkey returns no userHandle, null is sent", async ({
  authenticator,
  verifyingClient,
  fake,
}) => {
  authenticator.answer = async () => assertion(null);
  fake.answer(passkeyPrepared(nonce), verificationResponse());
  await verifyingClient.verifyWithPasskey();
  const credential = new URLSearchParams(fake.requests[3]?.body).get("public_key_credential") ?? "";
  expect(JSON.parse(credential).response.userHandle).toBeNull();
});

for (const [label, unsupported] of [
  ["no navigator", { navigator: undefined }],
  ["no credentials in it", { navigator: {} }],
  ["no PublicKeyCredential", { PublicKeyCredential: undefined }],
] as const) {
  test(`If there is ${label}, verifyWithPasskey rejects with passkey and sends nothing`, async ({
    authenticator,
    verifyingClient,
    fake,
  }) => {
    for (const [name, value] of Object.entries(unsupported)) {
      Object.defineProperty(globalThis, name, { value, configurable: true });
    }
    expect(await rejection(verifyingClient.verifyWithPasskey())).toMatchObject({
      code: "passkey",
      message: expect.stringContaining("there are no passkeys here"),
      status: null,
    });
    expect([fake.lines.length, authenticator.requests]).toEqual([2, []]);
  });
}

base(
  "In plain Node, verifyWithPasskey rejects with passkey and sends nothing",
  async ({ verifyingClient, fake }) => {
    expect((await rejection(verifyingClient.verifyWithPasskey())).code).toBe("passkey");
    expect(fake.lines).toHaveLength(2);
  },
);

test("Before any startVerification, the call rejects with no_session and sends nothing", async ({
  authenticator,
  fake,
  clientOfFake,
}) => {
  expect((await rejection(clientOfFake.verifyWithPasskey())).code).toBe("no_session");
  expect([fake.lines.length, authenticator.requests]).toEqual([1, []]);
});

for (const options of [null, "now", { timeoutMs: 0 }, { signal: {} }]) {
  test(`${JSON.stringify(options)} is rejected with invalid_argument, and nothing is sent`, async ({
    authenticator,
    verifyingClient,
    fake,
  }) => {
    const error = await rejection(verifyingClient.verifyWithPasskey(options as object));
    expect(error.code).toBe("invalid_argument");
    expect([fake.lines.length, authenticator.requests]).toEqual([2, []]);
  });
}

for (const [label, prepared] of [
  ["the response has no verification", verificationResponse()],
  ["the response has no nonce", passkeyPrepared(null)],
  ...[
    "",
    "AQID",
    "null",
    "7",
    "[]",
    "{}",
    '{"challenge":null}',
    '{"challenge":7}',
    '{"challenge":""}',
    '{"challenge":"A"}',
    '{"challenge":"A QI!"}',
    '{"challenge":"AQID","allowCredentials":[{"type":"public-key","id":7}]}',
    '{"challenge":"AQID","allowCredentials":[{"type":"public-key","id":"*"}]}',
  ].map((nonce): [string, ReturnType<typeof envelope>] => [
    `the nonce is ${nonce}`,
    passkeyPrepared(nonce),
  ]),
] as const) {
  test(`If ${label}, the call rejects with invalid_response before asking the browser`, async ({
    authenticator,
    verifyingClient,
    fake,
  }) => {
    fake.answer(prepared);
    expect(await rejection(verifyingClient.verifyWithPasskey())).toMatchObject({
      code: "invalid_response",
      path: "response.first_factor_verification.nonce",
      cause: expect.any(Error),
    });
    expect([fake.lines.slice(2), authenticator.requests]).toEqual([[prepare], []]);
  });
}

const unreadable = new Proxy(
  {},
  {
    get() {
      throw new Error("from the trap");
    },
  },
);
for (const [label, cause, reason] of [
  [
    "NotAllowedError",
    new DOMException("The operation was not allowed.", "NotAllowedError"),
    "NotAllowedError: The operation was not allowed.",
  ],
  [
    "SecurityError",
    new DOMException("This is an invalid domain.", "SecurityError"),
    "SecurityError: This is an invalid domain.",
  ],
  [
    "an AbortError without an abort",
    new DOMException("Aborted.", "AbortError"),
    "AbortError: Aborted.",
  ],
  ["a TypeError", new TypeError("no challenge"), "TypeError: no challenge"],
  ["a string", "no", "no"],
  ["null", null, "null"],
  ["a plain object", { name: "NotAllowedError" }, "[object Object]"],
  ["an object whose members throw", unreadable, ""],
] as const) {
  test(`If the browser rejects with ${label}, the error is passkey with its text`, async ({
    authenticator,
    verifyingClient,
    fake,
  }) => {
    const known = verifyingClient.client;
    authenticator.answer = () => Promise.reject(cause);
    fake.answer(passkeyPrepared(nonce));
    const error = await rejection(verifyingClient.verifyWithPasskey());
    expect([error.code, error.message]).toEqual([
      "passkey",
      `the browser or its user refused the passkey: ${reason}`,
    ]);
    expect(Object.is(error.cause, cause)).toBe(true);
    expect(fake.lines.slice(2)).toEqual([prepare]);
    expect(verifyingClient.client).toBe(known);
  });
}

test("If the browser resolves to null, the error is passkey, without an attempt", async ({
  authenticator,
  verifyingClient,
  fake,
}) => {
  authenticator.answer = async () => null;
  fake.answer(passkeyPrepared(nonce));
  expect(await rejection(verifyingClient.verifyWithPasskey())).toMatchObject({
    code: "passkey",
    message: "the browser has no passkey to offer",
  });
  expect(fake.lines.slice(2)).toEqual([prepare]);
});

test("If the server refuses the preparation, the error is api before asking the browser", async ({
  authenticator,
  verifyingClient,
  fake,
}) => {
  fake.answer(errorResponse(422, "strategy_for_user_invalid"));
  expect(await rejection(verifyingClient.verifyWithPasskey())).toMatchObject({
    code: "api",
    status: 422,
  });
  expect([fake.lines.slice(2), authenticator.requests]).toEqual([[prepare], []]);
});

for (const status of [422, 503]) {
  test(`If the attempt is answered with ${status}, the error is api without a retry`, async ({
    authenticator,
    verifyingClient,
    fake,
    timers,
  }) => {
    authenticator.answer = async () => assertion();
    fake.answer(passkeyPrepared(nonce), errorResponse(status, "passkey_invalid"));
    expect(await rejection(verifyingClient.verifyWithPasskey())).toMatchObject({
      code: "api",
      status,
    });
    expect(fake.lines.slice(2)).toEqual([prepare, attempt]);
    expect([authenticator.requests.length, timers.delays]).toEqual([1, []]);
  });
}

test("timeoutMs applies to each request, and not to the user at the authenticator", async ({
  authenticator,
  verifyingClient,
  fake,
  timers,
}) => {
  let sign = () => {};
  authenticator.answer = () =>
    new Promise((resolve) => {
      sign = () => resolve(assertion());
    });
  fake.answer(passkeyPrepared(nonce), { handle: () => {} }, envelope(before));
  const refused = rejection(verifyingClient.verifyWithPasskey({ timeoutMs: 321 }));
  expect((await timers.next(321)).delay).toBe(321);
  await authenticator.first();
  expect(timers.delays).toEqual([]);
  sign();
  await fake.arrived(4);
  (await timers.next(321)).fire();
  expect((await refused).code).toBe("timeout");
  // The server may have verified it, so the client is fetched.
  expect((await settledLines(fake, 5)).slice(4)).toEqual([getClient]);
  await expect.poll(() => timers.delays).toEqual([]);
});

test("If the preparation times out, the error is timeout and the browser is not asked", async ({
  authenticator,
  verifyingClient,
  fake,
  timers,
}) => {
  fake.answer({ handle: () => {} });
  const refused = rejection(verifyingClient.verifyWithPasskey());
  await fake.arrived(3);
  (await timers.next(15_000)).fire();
  expect((await refused).code).toBe("timeout");
  expect(authenticator.requests).toEqual([]);
});

test("If the signal aborts, the browser's request is aborted and nothing more is sent", async ({
  authenticator,
  verifyingClient,
  fake,
}) => {
  fake.answer(passkeyPrepared(nonce));
  const caller = new AbortController();
  const left = verifyingClient.verifyWithPasskey({ signal: caller.signal });
  const { signal } = await authenticator.first();
  expect(signal.aborted).toBe(false);
  caller.abort("enough");
  await expect(left).rejects.toBe("enough");
  await expect.poll(() => signal.aborted).toBe(true);
  expect(fake.lines.slice(2)).toEqual([prepare]);
});

test("After close(), the browser's request is aborted and nothing more is sent", async ({
  authenticator,
  verifyingClient,
  fake,
}) => {
  fake.answer(passkeyPrepared(nonce));
  const refused = rejection(verifyingClient.verifyWithPasskey());
  const { signal } = await authenticator.first();
  verifyingClient.close();
  expect((await refused).code).toBe("closed");
  await expect.poll(() => signal.aborted).toBe(true);
  expect(fake.lines.slice(2)).toEqual([prepare]);
});

test("If another reverification starts meanwhile, the call stays with its session", async ({
  authenticator,
  verifyingClient,
  fake,
}) => {
  authenticator.answer = async () => {
    await verifyingClient.startVerification({ level: "first_factor", session: "sess_2" });
    return assertion();
  };
  fake.answer(passkeyPrepared(nonce), verificationResponse());
  await verifyingClient.verifyWithPasskey();
  expect(fake.lines.slice(2)).toEqual([prepare, `POST ${verifyPath("sess_2")}`, attempt]);
});

test("Two simultaneous calls are two ceremonies", async ({
  authenticator,
  verifyingClient,
  fake,
}) => {
  authenticator.answer = async () => assertion();
  fake.answer(passkeyPrepared(nonce));
  await Promise.all([verifyingClient.verifyWithPasskey(), verifyingClient.verifyWithPasskey()]);
  expect(authenticator.requests).toHaveLength(2);
  expect(fake.lines.slice(2).toSorted()).toEqual([attempt, attempt, prepare, prepare]);
});
