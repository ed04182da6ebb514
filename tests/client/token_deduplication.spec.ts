import { deferred, envelope, wireClient, wireSession } from "./fake_server.js";
import { expect, getClient, lines, rejection, test } from "./fixtures.js";
import { postToken, sessionToken, tokenResponse, tokensPath } from "./session_token.js";

const [one, two] = [sessionToken({ iat: 1 }), sessionToken({ iat: 2 })];
const skipCache = true;

test("A hundred simultaneous calls share one request", async ({ fake, clientOfFake }) => {
  fake.answer(tokenResponse(one));
  const tokens = await Promise.all(Array.from({ length: 100 }, () => clientOfFake.getToken()));
  expect(new Set(tokens)).toEqual(new Set([one]));
  expect(fake.lines).toEqual([getClient, postToken("sess_1")]);
});

test("Simultaneous calls share one request also if they must load the client first", async ({
  api,
  client,
  signedIn,
}) => {
  const tokens = await Promise.all(Array.from({ length: 10 }, () => client.getToken()));
  expect(new Set(tokens).size).toBe(1);
  expect(lines(api)).toEqual([getClient, postToken(signedIn.current)]);
});

test("A call during the request shares it, also with another leeway", async ({
  fake,
  clientOfFake,
}) => {
  const answer = deferred(tokenResponse(one));
  fake.answer(answer);
  const early = clientOfFake.getToken();
  await fake.arrived(2);
  const late = [
    clientOfFake.getToken(),
    clientOfFake.getToken({ session: "sess_1" }),
    clientOfFake.getToken({ leewaySeconds: 30 }),
  ];
  answer.release();
  expect(await Promise.all([early, ...late])).toEqual([one, one, one, one]);
  expect(fake.lines).toHaveLength(2);
});

test("Different sessions, templates and organizations are different requests", async ({
  fake,
  clientOfFake,
}) => {
  fake.answer({ status: 500 });
  const calls = [
    {},
    { session: "sess_2" },
    { template: "a" },
    { template: "b" },
    { organizationId: "org_1" },
    { organizationId: "org_2" },
  ].map((options) => rejection(clientOfFake.getToken(options)));
  await Promise.all(calls);
  expect(fake.lines).toHaveLength(1 + calls.length);
});

test("A failure is shared too, and not cached", async ({ fake, clientOfFake }) => {
  fake.answer({ status: 500 }, tokenResponse(one));
  const errors = await Promise.all([
    rejection(clientOfFake.getToken()),
    rejection(clientOfFake.getToken()),
  ]);
  expect(errors.map(({ code, status }) => [code, status])).toEqual([
    ["api", 500],
    ["api", 500],
  ]);
  expect(await clientOfFake.getToken()).toBe(one);
  expect(fake.lines).toHaveLength(3);
});

test.describe("skipCache", () => {
  test("sends a request and caches its token", async ({ fake, clientOfFake }) => {
    fake.answer(tokenResponse(one), tokenResponse(two));
    expect(await clientOfFake.getToken()).toBe(one);
    expect(await clientOfFake.getToken({ skipCache })).toBe(two);
    expect(await clientOfFake.getToken()).toBe(two);
    expect(fake.lines).toHaveLength(3);
  });

  test("affects only one session, template and organization", async ({ fake, clientOfFake }) => {
    fake.answer(tokenResponse(one), tokenResponse(sessionToken({ iat: 5 })), tokenResponse(two));
    await clientOfFake.getToken();
    await clientOfFake.getToken({ template: "a" });
    await clientOfFake.getToken({ skipCache });
    expect(await clientOfFake.getToken({ template: "a" })).toBe(sessionToken({ iat: 5 }));
    expect(fake.lines).toHaveLength(4);
  });

  test("calls share one request with each other, and none with other calls", async ({
    fake,
    clientOfFake,
  }) => {
    fake.answer(tokenResponse(one));
    const calls = [{}, {}, { skipCache }, { skipCache }, { skipCache }].map((options) =>
      clientOfFake.getToken(options),
    );
    expect(await Promise.all(calls)).toEqual([one, one, one, one, one]);
    expect(fake.lines).toEqual([getClient, postToken("sess_1"), postToken("sess_1")]);
  });

  test("rejects if the request fails, even if a valid token is cached", async ({
    fake,
    clientOfFake,
  }) => {
    fake.answer(tokenResponse(one), { status: 500 });
    await clientOfFake.getToken();
    expect((await rejection(clientOfFake.getToken({ skipCache }))).status).toBe(500);
    expect(await clientOfFake.getToken()).toBe(one);
    expect(fake.lines).toHaveLength(3);
  });
});

test.describe("Of several callers,", () => {
  test("if one aborts, only its call rejects and the request continues", async ({
    api,
    loadedClient,
    signedIn,
  }) => {
    api.control.addFaults({ path: tokensPath(signedIn.current), hold: "before-change" });
    const caller = new AbortController();
    const leaves = loadedClient.getToken({ signal: caller.signal });
    const stays = loadedClient.getToken();
    await api.control.request(({ state }) => state === "held");
    caller.abort("enough");
    await expect(leaves).rejects.toBe("enough");
    api.control.release();
    expect(await stays).toEqual(expect.any(String));
    expect(api.control.requests).toMatchObject([{ state: "answered" }]);
  });

  test("if one times out, only its call rejects and the request continues", async ({
    api,
    loadedClient,
    signedIn,
    timers,
  }) => {
    api.control.addFaults({ path: tokensPath(signedIn.current), hold: "before-change" });
    const leaves = rejection(loadedClient.getToken({ timeoutMs: 1234 }));
    const stays = loadedClient.getToken();
    await api.control.request(({ state }) => state === "held");
    (await timers.next(1234)).fire();
    expect((await leaves).code).toBe("timeout");
    api.control.release();
    expect(await stays).toEqual(expect.any(String));
    expect(lines(api)).toEqual([postToken(signedIn.current)]);
    expect(timers.delays).toEqual([]);
  });

  test("if all abort, the request is aborted and the next call sends a new one", async ({
    api,
    loadedClient,
    signedIn,
  }) => {
    api.control.addFaults({ path: tokensPath(signedIn.current), hold: "before-change" });
    const callers = [new AbortController(), new AbortController()];
    const settled = Promise.allSettled(
      callers.map(({ signal }) => loadedClient.getToken({ signal })),
    );
    await api.control.request(({ state }) => state === "held");
    for (const caller of callers) caller.abort("enough");
    expect((await settled).map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    await api.control.request(({ state }) => state === "aborted");
    expect(await loadedClient.getToken()).toEqual(expect.any(String));
    expect(lines(api)).toHaveLength(2);
  });
});

test("A cached token is returned without a request and without a timer", async ({
  fake,
  clientOfFake,
  timers,
}) => {
  fake.answer(tokenResponse(one));
  await clientOfFake.getToken();
  expect(timers.delays).toEqual([]);
  const { fetch } = globalThis;
  globalThis.fetch = () => Promise.reject(new Error("No request must be sent."));
  try {
    expect(await clientOfFake.getToken({ timeoutMs: 1 })).toBe(one);
  } finally {
    globalThis.fetch = fetch;
  }
  expect(timers.delays).toEqual([]);
});

test("Each SessionClient has its own cache", async ({ fake, clientOfFake, createClient }) => {
  fake.answer(
    tokenResponse(one),
    tokenResponse(two),
    envelope(wireClient("client_1", [wireSession("sess_1")])),
  );
  expect(await clientOfFake.getToken()).toBe(one);
  expect(await createClient({ proxyUrl: fake.url }).getToken({ session: "sess_1" })).toBe(two);
});
