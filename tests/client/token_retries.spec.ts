import { envelope, errorResponse, ours, wireClient } from "./fake_server.js";
import { expect, lines, rejection, test } from "./fixtures.js";
import { inNode } from "./in_node.js";
import { postToken, sessionToken, tokenResponse, tokensPath } from "./session_token.js";

/** The longest delay before a retry, in milliseconds. Only timeouts are longer. */
const maxRetryDelay = 14_000;
const token = sessionToken();

for (const status of [429, 502, 503, 504]) {
  for (const options of [{}, { template: "any" }]) {
    test(`getToken(${JSON.stringify(options)}) is retried after ${status}`, async ({
      fake,
      clientOfFake,
      timers,
    }) => {
      fake.answer({ status });
      const refused = rejection(clientOfFake.getToken(options));
      for (let retry = 1; retry <= 3; retry += 1) {
        const wait = await timers.next(0, maxRetryDelay);
        expect(wait.delay).toBeGreaterThanOrEqual(250 * 2 ** (retry - 1));
        expect(wait.delay).toBeLessThanOrEqual(500 * 2 ** (retry - 1));
        wait.fire();
        await fake.arrived(2 + retry);
      }
      expect(await refused).toMatchObject({ code: "api", status });
      const attempts = fake.requests.slice(1).map(({ query }) => query._clerk_retry_attempt);
      expect(attempts).toEqual([undefined, "1", "2", "3"]);
      expect(timers.delays).toEqual([]);
    });
  }
}

test("getToken waits for Retry-After", async ({ fake, clientOfFake, timers }) => {
  fake.answer({ status: 429, headers: { "Retry-After": "7" } }, tokenResponse(token));
  const got = clientOfFake.getToken();
  (await timers.next(7_000)).fire();
  expect(await got).toBe(token);
  expect(fake.lines).toHaveLength(3);
});

test("A Retry-After over 30 s rejects immediately with retryAfterSeconds", async ({
  fake,
  clientOfFake,
  timers,
}) => {
  fake.answer({ ...errorResponse(429, "too_many_requests"), headers: { "Retry-After": "31" } });
  const error = await rejection(clientOfFake.getToken());
  expect(error).toMatchObject({ code: "api", status: 429, retryAfterSeconds: 31 });
  expect([fake.lines.length, timers.delays]).toEqual([2, []]);
});

for (const drop of ["before-change", "in-body"] as const) {
  test(`If the connection drops ${drop}, getToken is retried`, async ({
    api,
    loadedClient,
    signedIn,
    timers,
  }) => {
    api.control.addFaults({ path: tokensPath(signedIn.current), drop });
    const got = loadedClient.getToken();
    (await timers.next(0, maxRetryDelay)).fire();
    expect(await got).toEqual(expect.any(String));
    expect(api.control.requests.map(({ query }) => query._clerk_retry_attempt)).toEqual([
      undefined,
      "1",
    ]);
  });
}

test("Without a response, getToken rejects with network and the runtime's error as cause", async ({
  fake,
  createClient,
}) => {
  const client = createClient({ proxyUrl: fake.url, maxRetries: 0 });
  fake.answer({ handle: (response) => void response.destroy() });
  const error = await rejection(client.getToken({ session: "sess_1" }));
  expect([error.code, error.status]).toEqual(["network", null]);
  expect(error.cause).toBeInstanceOf(TypeError);
});

test("A timeout is not retried, and the next call sends a new request", async ({
  api,
  loadedClient,
  signedIn,
  timers,
}) => {
  api.control.addFaults({ path: tokensPath(signedIn.current), hold: "before-change" });
  const refused = rejection(loadedClient.getToken({ timeoutMs: 1234 }));
  await api.control.request(({ state }) => state === "held");
  (await timers.next(1234)).fire();
  expect(await refused).toMatchObject({ code: "timeout", status: null });
  await api.control.request(({ state }) => state === "aborted");
  expect(timers.delays).toEqual([]);
  expect(await loadedClient.getToken()).toEqual(expect.any(String));
  expect(lines(api)).toHaveLength(2);
});

test("An AbortSignal aborts before the request, during it and before its retry", async ({
  fake,
  clientOfFake,
  timers,
}) => {
  await expect(clientOfFake.getToken({ signal: AbortSignal.abort("before") })).rejects.toBe(
    "before",
  );
  expect(fake.lines).toHaveLength(1);
  fake.answer({ handle: () => {} }, { status: 503 }, tokenResponse(token));
  for (const arrived of [2, 3]) {
    const caller = new AbortController();
    const call = clientOfFake.getToken({ signal: caller.signal });
    await fake.arrived(arrived);
    if (arrived === 3) await timers.next(250, 500);
    caller.abort("enough");
    await expect(call).rejects.toBe("enough");
    await expect.poll(() => timers.delays).toEqual([]);
  }
  expect(await clientOfFake.getToken()).toBe(token);
  expect(fake.lines).toHaveLength(4);
});

test.describe("close()", () => {
  test("aborts a token request in flight, and the call rejects with closed", async ({
    api,
    loadedClient,
    signedIn,
    timers,
  }) => {
    api.control.addFaults({ path: tokensPath(signedIn.current), hold: "before-change" });
    const calls = [
      loadedClient.getToken(),
      loadedClient.getToken({ session: signedIn.current }),
      loadedClient.getToken({ skipCache: true }),
    ].map(rejection);
    await api.control.request(({ state }) => state === "held");
    loadedClient.close();
    expect((await Promise.all(calls)).map(({ code }) => code)).toEqual([
      "closed",
      "closed",
      "closed",
    ]);
    await api.control.request(({ state }) => state === "aborted");
    await expect.poll(() => timers.delays).toEqual([]);
  });

  test("before a retry rejects with closed and leaves no timer", async ({
    fake,
    clientOfFake,
    timers,
  }) => {
    fake.answer({ status: 503 });
    const refused = rejection(clientOfFake.getToken());
    await timers.next(250, 500);
    clientOfFake.close();
    expect((await refused).code).toBe("closed");
    await expect.poll(() => timers.delays).toEqual([]);
    expect(fake.lines).toHaveLength(2);
  });

  test("makes later calls reject with closed, cached or not, and send nothing", async ({
    fake,
    clientOfFake,
  }) => {
    fake.answer(tokenResponse(token));
    await clientOfFake.getToken();
    clientOfFake.close();
    for (const options of [
      undefined,
      {},
      { skipCache: true },
      { session: "sess_1" },
      { session: ".." },
    ])
      expect((await rejection(clientOfFake.getToken(options))).code).toBe("closed");
    expect(fake.lines).toHaveLength(2);
  });
});

for (const close of ["client.close();", ""]) {
  test(`A Node process with a cached token exits ${close ? "with" : "without"} close()`, async ({
    fake,
  }) => {
    const ofTemplate = sessionToken({ lifetime: 600 });
    fake.answer(
      envelope(wireClient("client_1", [ours])),
      tokenResponse(token),
      tokenResponse(ofTemplate),
    );
    const program = `
      import init, { SessionClient } from "clerk-session";
      await init();
      const [, proxyUrl] = process.argv;
      const client = new SessionClient({ frontendApi: "a.b.c", proxyUrl, clientToken: "t" });
      client.subscribe(() => {});
      const tokens = [await client.getToken(), await client.getToken()];
      tokens.push(await client.getToken({ template: "any" }));
      ${close}
      process.once("exit", () => console.log(JSON.stringify([tokens, client.loaded])));
      const timers = process.getActiveResourcesInfo().filter((name) => name === "Timeout");
      if (timers.length > 0) throw new Error("There are timers left: " + timers);
    `;
    expect(await inNode(program, fake.url)).toEqual([[token, token, ofTemplate], true]);
    expect(fake.lines.slice(1)).toEqual([postToken("sess_1"), `${postToken("sess_1")}/any`]);
  });
}
