import { bytes, FakeAuthenticator, signed } from "./fake_authenticator.js";
import { before, envelope, errorResponse } from "./fake_server.js";
import { expect, getClient, rejection, settledLines } from "./fixtures.js";
import { test as base, passkeyPrepared, verificationResponse, verifyPath } from "./verification.js";

const test = base.extend<{ authenticator: FakeAuthenticator }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs off this pattern.
  authenticator: async ({}, use) => {
    const authenticator = new FakeAuthenticator();
    await use(authenticator);
    authenticator.restore();
  },
});

const prepare = `POST ${verifyPath("sess_1", "prepare_first_factor")}`;
const attempt = `POST ${verifyPath("sess_1", "attempt_first_factor")}`;
const nonce = '{"challenge":"AQID"}';

test("prepares, asks the browser, attempts", async ({ authenticator, verifyingClient, fake }) => {
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
  authenticator.answer = async () => signed(bytes(117, 49));
  fake.answer(
    passkeyPrepared(JSON.stringify(options)),
    verificationResponse({ status: "complete" }),
  );
  expect(await verifyingClient.verifyWithPasskey()).toMatchObject({
    status: "complete",
    level: "first_factor",
  });

  expect(authenticator.asked.map(({ publicKey }) => publicKey)).toEqual([
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
  expect("extensions" in (authenticator.asked[0]?.publicKey ?? {})).toBe(false);

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

test("a passkey that does not say whose it is", async ({
  authenticator,
  verifyingClient,
  fake,
}) => {
  authenticator.answer = async () => signed(null);
  fake.answer(passkeyPrepared(nonce), verificationResponse());
  await verifyingClient.verifyWithPasskey();
  const credential = new URLSearchParams(fake.requests[3]?.body).get("public_key_credential") ?? "";
  expect(JSON.parse(credential).response.userHandle).toBeNull();
});

for (const [what, unsupported] of [
  ["no navigator", { navigator: undefined }],
  ["no credentials in it", { navigator: {} }],
  ["no PublicKeyCredential", { PublicKeyCredential: undefined }],
] as const) {
  test(`where there is ${what}: passkey, and nothing is sent`, async ({
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
    expect([fake.lines.length, authenticator.asked]).toEqual([2, []]);
  });
}

base("Node itself has none: passkey, and nothing is sent", async ({ verifyingClient, fake }) => {
  expect((await rejection(verifyingClient.verifyWithPasskey())).code).toBe("passkey");
  expect(fake.lines).toHaveLength(2);
});

test("before any startVerification: no_session, and nothing is sent", async ({
  authenticator,
  fake,
  clientOfFake,
}) => {
  expect((await rejection(clientOfFake.verifyWithPasskey())).code).toBe("no_session");
  expect([fake.lines.length, authenticator.asked]).toEqual([1, []]);
});

for (const options of [null, "now", { timeoutMs: 0 }, { signal: {} }]) {
  test(`with ${JSON.stringify(options)}: invalid_argument, and nothing is sent`, async ({
    authenticator,
    verifyingClient,
    fake,
  }) => {
    const error = await rejection(verifyingClient.verifyWithPasskey(options as object));
    expect(error.code).toBe("invalid_argument");
    expect([fake.lines.length, authenticator.asked]).toEqual([2, []]);
  });
}

for (const [what, prepared] of [
  ["no verification", verificationResponse()],
  ["no nonce", passkeyPrepared(null)],
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
    `the nonce ${nonce}`,
    passkeyPrepared(nonce),
  ]),
] as const) {
  test(`${what}: invalid_response, and the browser is not asked`, async ({
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
    expect([fake.lines.slice(2), authenticator.asked]).toEqual([[prepare], []]);
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
for (const [what, cause, said] of [
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
    "an AbortError that nobody here asked for",
    new DOMException("Aborted.", "AbortError"),
    "AbortError: Aborted.",
  ],
  ["a TypeError", new TypeError("no challenge"), "TypeError: no challenge"],
  ["a string", "no", "no"],
  ["null", null, "null"],
  ["an object of some kind", { name: "NotAllowedError" }, "[object Object]"],
  ["what throws when it is read", unreadable, ""],
] as const) {
  test(`the browser refuses with ${what}: passkey, saying what it said; nothing is attempted, and nothing has changed`, async ({
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
      `the browser or its user refused the passkey: ${said}`,
    ]);
    expect(Object.is(error.cause, cause)).toBe(true);
    expect(fake.lines.slice(2)).toEqual([prepare]);
    expect(verifyingClient.client).toBe(known);
  });
}

test("a browser that answers null: passkey, and nothing is attempted", async ({
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

test("a preparation that is refused: api, and the browser is not asked", async ({
  authenticator,
  verifyingClient,
  fake,
}) => {
  fake.answer(errorResponse(422, "strategy_for_user_invalid"));
  expect(await rejection(verifyingClient.verifyWithPasskey())).toMatchObject({
    code: "api",
    status: 422,
  });
  expect([fake.lines.slice(2), authenticator.asked]).toEqual([[prepare], []]);
});

for (const status of [422, 503]) {
  test(`an attempt that is refused with ${status}: api, and neither it nor the browser is asked again`, async ({
    authenticator,
    verifyingClient,
    fake,
    timers,
  }) => {
    authenticator.answer = async () => signed();
    fake.answer(passkeyPrepared(nonce), errorResponse(status, "passkey_invalid"));
    expect(await rejection(verifyingClient.verifyWithPasskey())).toMatchObject({
      code: "api",
      status,
    });
    expect(fake.lines.slice(2)).toEqual([prepare, attempt]);
    expect([authenticator.asked.length, timers.delays]).toEqual([1, []]);
  });
}

test("each request has its time, and the person at the authenticator all of it", async ({
  authenticator,
  verifyingClient,
  fake,
  timers,
}) => {
  let sign = () => {};
  authenticator.answer = () =>
    new Promise((resolve) => {
      sign = () => resolve(signed());
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
  // The server may have verified it, which the client tells.
  expect((await settledLines(fake, 5)).slice(4)).toEqual([getClient]);
  await expect.poll(() => timers.delays).toEqual([]);
});

test("a preparation that takes too long: timeout, and the browser is not asked", async ({
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
  expect(authenticator.asked).toEqual([]);
});

test("a signal ends the asking, and nothing more is sent", async ({
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

test("close() ends the asking, and nothing more is sent", async ({
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

test("is about one session to its end, whichever reverification begins meanwhile", async ({
  authenticator,
  verifyingClient,
  fake,
}) => {
  authenticator.answer = async () => {
    await verifyingClient.startVerification({ level: "first_factor", session: "sess_2" });
    return signed();
  };
  fake.answer(passkeyPrepared(nonce), verificationResponse());
  await verifyingClient.verifyWithPasskey();
  expect(fake.lines.slice(2)).toEqual([prepare, `POST ${verifyPath("sess_2")}`, attempt]);
});

test("two at once are two ceremonies", async ({ authenticator, verifyingClient, fake }) => {
  authenticator.answer = async () => signed();
  fake.answer(passkeyPrepared(nonce));
  await Promise.all([verifyingClient.verifyWithPasskey(), verifyingClient.verifyWithPasskey()]);
  expect(authenticator.asked).toHaveLength(2);
  expect(fake.lines.slice(2).toSorted()).toEqual([attempt, attempt, prepare, prepare]);
});
