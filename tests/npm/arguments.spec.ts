import { deleteSession, SessionClient, type SessionClientOptions } from "clerk-session";
import {
  expect,
  frontendApi,
  lines,
  rejection,
  statusOf,
  test,
  thrown,
} from "../client/fixtures.js";

/** Returns a value as JavaScript may pass it, in spite of the types. */
function untyped<Value>(value: unknown): Value {
  return value as Value;
}

const notSessions: [string, unknown][] = [
  ["undefined", undefined],
  ["null", null],
  ["an empty string", ""],
  ["one dot", "."],
  ["two dots", ".."],
  ["a number", 7],
  ["true", true],
  ["an array", []],
  ["an object without an id", {}],
  ["a session without an id", { id: undefined }],
  ["a session with an empty id", { id: "" }],
  ["a session whose id is ..", { id: ".." }],
  ["a session whose id is null", { id: null }],
];

for (const [description, value] of notSessions) {
  test(`if session is ${description}, every call rejects and sends nothing`, async ({
    api,
    loadedClient,
    signedIn,
  }) => {
    const target = untyped<string>(value);
    const options = { frontendApi, proxyUrl: api.url, clientToken: signedIn.clientToken };
    for (const refused of [
      loadedClient.deleteSession(target),
      loadedClient.deleteSession(target, {}),
      loadedClient.endSession(target),
      loadedClient.revokeSession(target),
      loadedClient.touchSession(target),
      loadedClient.getSession(target),
      loadedClient.revokeSession(signedIn.first, { as: target }),
      loadedClient.listSessions({ as: target }),
      loadedClient.listActiveSessions({ as: target }),
      deleteSession(target, options),
    ]) {
      const error = await rejection(refused);
      expect(error.code).toBe("invalid_argument");
      expect(error.message).toMatch(/session|as\b/);
    }
    expect(lines(api)).toEqual([]);
  });
}

test("without arguments, only deleteSession uses the current session", async ({
  api,
  loadedClient,
}) => {
  const { endSession, revokeSession, touchSession, getSession } = loadedClient;
  for (const method of [endSession, revokeSession, touchSession, getSession]) {
    expect((await rejection(untyped<() => Promise<unknown>>(method)())).code).toBe(
      "invalid_argument",
    );
  }
  expect((await rejection(untyped<() => Promise<unknown>>(deleteSession)())).code).toMatch(
    /^invalid_/,
  );
  expect(lines(api)).toEqual([]);
});

for (const [description, options] of [
  ["null in place of the options", null],
  ["a string in place of the options", "now"],
  ["timeoutMs: 0", { timeoutMs: 0 }],
  ["timeoutMs: -1", { timeoutMs: -1 }],
  ["timeoutMs: 0.5", { timeoutMs: 0.5 }],
  ["timeoutMs: NaN", { timeoutMs: Number.NaN }],
  ["timeoutMs: Infinity", { timeoutMs: Number.POSITIVE_INFINITY }],
  ["timeoutMs: '5'", { timeoutMs: "5" }],
  ["timeoutMs: null", { timeoutMs: null }],
  ["signal: {}", { signal: {} }],
  ["signal: a controller", { signal: new AbortController() }],
  ["signal: an object like an aborted signal", { signal: { aborted: false } }],
] as [string, unknown][]) {
  test(`with ${description}, calls reject with invalid_argument and send nothing`, async ({
    api,
    loadedClient,
    signedIn,
  }) => {
    const wrong = untyped<object>(options);
    for (const refused of [
      loadedClient.deleteSession(signedIn.first, wrong),
      loadedClient.deleteAllSessions(wrong),
      loadedClient.getClient(wrong),
      loadedClient.listSessions(wrong),
      loadedClient.touchSession(signedIn.first, wrong),
    ]) {
      expect((await rejection(refused)).code).toBe("invalid_argument");
    }
    expect(lines(api)).toEqual([]);
  });
}

test("`as` accepts a session or its id", async ({ api, loadedClient, signedIn }) => {
  const as = loadedClient.client?.sessions.find(({ id }) => id === signedIn.first);
  if (!as) throw new Error("The client does not hold its first session.");
  await loadedClient.listSessions({ as });
  await loadedClient.listActiveSessions({ as });
  await rejection(loadedClient.revokeSession("sess_x", { as }));
  expect(api.control.requests.map(({ query }) => query._clerk_session_id)).toEqual([
    as.id,
    as.id,
    as.id,
  ]);
});

for (const options of [{ organizationId: 7 }, { intent: "look" }, { intent: null }]) {
  test(`touchSession with ${JSON.stringify(options)} rejects and names the option`, async ({
    api,
    loadedClient,
  }) => {
    const error = await rejection(loadedClient.touchSession("current", untyped(options)));
    expect(error.code).toBe("invalid_argument");
    expect(error.message).toContain(Object.keys(options)[0]);
    expect(lines(api)).toEqual([]);
  });
}

test("if a session's getter throws, its error is the cause of an invalid_argument", async ({
  api,
  loadedClient,
}) => {
  const thrown = new Error("from the getter");
  const session = untyped<string>({
    get id() {
      throw thrown;
    },
  });
  expect(await rejection(loadedClient.deleteSession(session))).toMatchObject({
    code: "invalid_argument",
    cause: thrown,
  });
  expect(lines(api)).toEqual([]);
});

test("if options throw on a check for `as`, the call rejects with invalid_argument", async ({
  api,
  loadedClient,
  signedIn,
}) => {
  const cause = new Error("from the trap");
  const options = new Proxy(
    {},
    {
      has() {
        throw cause;
      },
    },
  );
  for (const call of [
    loadedClient.listSessions(options),
    loadedClient.listActiveSessions(options),
    loadedClient.revokeSession(signedIn.first, options),
  ]) {
    expect(await rejection(call)).toMatchObject({ code: "invalid_argument", cause });
  }
  const signal = untyped<AbortSignal>(options);
  expect(await rejection(loadedClient.getClient({ signal }))).toMatchObject({
    code: "invalid_argument",
    cause,
  });
  expect(lines(api)).toEqual([]);
});

test("after close(), calls reject with closed for any arguments", async ({ api, loadedClient }) => {
  loadedClient.close();
  for (const call of [
    loadedClient.deleteSession(untyped<string>(undefined)),
    loadedClient.touchSession("..", untyped({ intent: "look" })),
    loadedClient.getClient(untyped(null)),
    loadedClient.listSessions(untyped({ as: 7 })),
    loadedClient.getClient({ signal: AbortSignal.abort("no more") }),
  ]) {
    expect((await rejection(call)).code).toBe("closed");
  }
  expect(lines(api)).toEqual([]);
});

test("if an option's getter throws, its error is the cause of an invalid_options", () => {
  const cause = new Error("from the getter");
  const options = {
    frontendApi,
    get timeoutMs(): number {
      throw cause;
    },
  };
  expect(thrown(() => new SessionClient(options))).toMatchObject({
    code: "invalid_options",
    cause,
  });
});

for (const [options, option] of [
  [undefined, "publishableKey or frontendApi"],
  [null, "options"],
  ["pk_live_Y2xlcmsuZXhhbXBsZS5jb20k", "options"],
  [{}, "publishableKey or frontendApi"],
  [{ proxyUrl: "https://example.com" }, "publishableKey or frontendApi"],
  [{ publishableKey: 7 }, "publishableKey"],
  [{ publishableKey: null, frontendApi }, "publishableKey"],
  [{ publishableKey: "" }, "publishableKey"],
  [{ publishableKey: "sk_live_Y2xlcmsuZXhhbXBsZS5jb20k" }, "publishableKey"],
  [{ publishableKey: "pk_live_Y2xlcmsuZXhhbXBsZS5jb2" }, "publishableKey"],
  [{ publishableKey: `pk_live_${btoa("localhost$")}` }, "publishableKey"],
  [{ publishableKey: "nonsense", frontendApi }, "publishableKey"],
  [
    { publishableKey: `pk_live_${btoa("a.b$")}\n` },
    "publishableKey has a line break or a space at its end",
  ],
  [{ frontendApi, onUnreadable: "tell me" }, "onUnreadable"],
  [{ frontendApi: "" }, "frontendApi"],
  [{ frontendApi: "http://clerk.example.com" }, "frontendApi"],
  [{ frontendApi: "https://clerk.example.com/path" }, "frontendApi"],
  [{ frontendApi: "https://user@clerk.example.com" }, "frontendApi"],
  [{ frontendApi: "clerk example.com" }, "frontendApi"],
  [{ frontendApi, proxyUrl: "/__clerk" }, "proxyUrl"],
  [{ frontendApi, proxyUrl: "https://example.com/?x" }, "proxyUrl"],
  [{ frontendApi, proxyUrl: "http://example.com" }, "proxyUrl"],
  [{ frontendApi, proxyUrl: "https://example.com/a/../b" }, "proxyUrl"],
  [{ frontendApi, signInUrl: 7 }, "signInUrl"],
  [{ frontendApi, signInUrl: "sign-in" }, "signInUrl"],
  [{ frontendApi, signUpUrl: "//example.com/sign-up" }, "signUpUrl"],
  [{ frontendApi, signUpUrl: "http://example.com/sign-up" }, "signUpUrl"],
  [{ frontendApi, clientToken: "" }, "clientToken"],
  [{ frontendApi, clientToken: 7 }, "clientToken"],
  [{ frontendApi, clientToken: "two\nlines" }, "clientToken"],
  [{ frontendApi, devBrowser: "dvb_1" }, "devBrowser"],
  [{ frontendApi: "x.clerk.accounts.dev", devBrowser: "" }, "devBrowser"],
  [{ frontendApi: "x.clerk.accounts.dev", devBrowser: "dvb_1", clientToken: "t" }, "devBrowser"],
  [{ frontendApi, onClientToken: "tell me" }, "onClientToken"],
  [{ frontendApi, onDevBrowser: {} }, "onDevBrowser"],
  [{ frontendApi, timeoutMs: 0 }, "timeoutMs"],
  [{ frontendApi, timeoutMs: 2 ** 31 }, "timeoutMs"],
  [{ frontendApi, timeoutMs: "1" }, "timeoutMs"],
  [{ frontendApi, maxRetries: -1 }, "maxRetries"],
  [{ frontendApi, maxRetries: 1.5 }, "maxRetries"],
  [{ frontendApi, maxRetries: null }, "maxRetries"],
] as [unknown, string][]) {
  test(`options ${JSON.stringify(options)} throw an error that names ${option}`, async () => {
    const error = thrown(() => new SessionClient(untyped<SessionClientOptions>(options)));
    expect([error.code, error.status, error.errors]).toEqual(["invalid_options", null, []]);
    expect(error.message).toContain(option);
    const same = await rejection(deleteSession("sess_1", untyped<SessionClientOptions>(options)));
    expect([same.code, same.message]).toEqual([error.code, error.message]);
  });
}

test("a new SessionClient sends nothing", async ({ api, client }) => {
  expect([client.loaded, client.client, client.session]).toEqual([false, null, null]);
  expect(lines(api)).toEqual([]);
});

for (const [id, encoded] of [
  ["a/b", "a%2Fb"],
  ["../remove", "..%2Fremove"],
  ["%2e%2e", "%252e%252e"],
  ["?x=1#y", "%3Fx%3D1%23y"],
  ["...", "..."],
  ["ä 🦀", "%C3%A4%20%F0%9F%A6%80"],
] as const) {
  test(`the id ${id} is percent-encoded into the path`, async ({ api, loadedClient }) => {
    await rejection(loadedClient.deleteSession(id));
    await rejection(loadedClient.getSession(id));
    await rejection(loadedClient.revokeSession(id));
    expect(lines(api).filter((line) => line !== "GET /v1/client")).toEqual([
      `POST /v1/client/sessions/${encoded}/remove`,
      `GET /v1/client/sessions/${encoded}`,
      `POST /v1/me/sessions/${encoded}/revoke`,
    ]);
  });
}

test.describe("with a path in proxyUrl", () => {
  test.use({ apiOptions: { pathPrefix: "/__clerk/api" } });

  test("requests are sent to this path", async ({ api, loadedClient, createClient, signedIn }) => {
    expect(new URL(api.url).pathname).toBe("/__clerk/api");
    await loadedClient.deleteSession(signedIn.first);
    await createClient({ proxyUrl: `${api.url}/` }).getClient();
    expect(lines(api)).toEqual([
      `POST /__clerk/api/v1/client/sessions/${signedIn.first}/remove`,
      "GET /__clerk/api/v1/client",
    ]);
    expect(statusOf(api, signedIn.first)).toBe("removed");
  });
});
