import { SessionClient } from "clerk-session";
import { before, envelope, errorResponse, wireClient, wireSession } from "./fake_server.js";
import {
  expect,
  getClient,
  ids,
  lines,
  postRemove,
  rejection,
  removePath,
  settledLines,
  statusOf,
  test,
} from "./fixtures.js";

/** The longest delay before a retry, in milliseconds. Only timeouts are longer. */
const maxRetryDelay = 14_000;
const confirmed = envelope(wireSession("sess_1", "removed"), wireClient("client_1", []));

for (const drop of ["before-change", "after-change", "in-body"] as const) {
  test(`If the connection drops ${drop}, the retried deletion's result is correct`, async ({
    api,
    loadedClient,
    signedIn,
    timers,
  }) => {
    api.control.addFaults({ path: removePath(signedIn.first), drop });
    const deleted = loadedClient.deleteSession(signedIn.first);
    // The browser may have refused keepalive, so the retry without it has no delay.
    const result = await deleted;
    expect(timers.delays).toEqual([]);
    if (drop === "before-change")
      expect(result).toMatchObject({ id: signedIn.first, status: "removed" });
    else expect(result).toBeNull();
    expect(statusOf(api, signedIn.first)).toBe("removed");
    expect(ids(loadedClient.client?.sessions)).toEqual([signedIn.current]);
    const attempts = api.control.requests.filter(({ path }) => path === removePath(signedIn.first));
    expect(attempts.map(({ query }) => query._clerk_retry_attempt)).toEqual([undefined, "1"]);
  });
}

for (const status of [429, 502, 503, 504]) {
  test(`${status} is retried with growing delays and the number of the attempt`, async ({
    fake,
    clientOfFake,
    timers,
  }) => {
    fake.answer({ status }, { status }, { status }, confirmed);
    const deleted = clientOfFake.deleteSession("sess_1");
    const waits: number[] = [];
    for (let retry = 1; retry <= 3; retry += 1) {
      const wait = await timers.next(0, maxRetryDelay);
      waits.push(wait.delay);
      wait.fire();
      await fake.arrived(2 + retry);
    }
    expect(await deleted).toMatchObject({ status: "removed" });
    for (const [index, wait] of waits.entries()) {
      expect(wait).toBeGreaterThanOrEqual(250 * 2 ** index);
      expect(wait).toBeLessThanOrEqual(500 * 2 ** index);
    }
    const attempts = fake.requests.slice(1).map(({ query }) => query._clerk_retry_attempt);
    expect(attempts).toEqual([undefined, "1", "2", "3"]);
  });
}

test("After maxRetries, there is no further attempt", async ({ fake, clientOfFake, timers }) => {
  fake.answer(errorResponse(503, "maintenance_mode"));
  const refused = rejection(clientOfFake.deleteSession("sess_1"));
  for (let retry = 1; retry <= 3; retry += 1) {
    (await timers.next(0, maxRetryDelay)).fire();
    await fake.arrived(2 + retry);
  }
  expect(await refused).toMatchObject({ code: "api", status: 503 });
  expect(fake.lines).toHaveLength(5);
  expect(timers.delays).toEqual([]);
});

test("Delays vary, so that browsers that failed together do not retry together", async ({
  fake,
  createClient,
  timers,
}) => {
  fake.answer({ status: 503 });
  const calls: Promise<unknown>[] = [];
  const waits = new Set<number>();
  for (let time = 0; time < 10; time += 1) {
    const client = createClient({ proxyUrl: fake.url, maxRetries: 1 });
    calls.push(rejection(client.getClient()));
    const wait = await timers.next(0, maxRetryDelay);
    waits.add(wait.delay);
    wait.fire();
  }
  await Promise.all(calls);
  expect(waits.size).toBeGreaterThan(1);
});

for (const status of [400, 401, 403, 404, 405, 408, 409, 410, 422, 425, 500, 501, 505, 520]) {
  test(`${status} is not retried`, async ({ fake, clientOfFake, timers }) => {
    fake.answer({ status }, envelope(before));
    expect(await rejection(clientOfFake.getSession("sess_1"))).toMatchObject({
      code: "api",
      status,
    });
    // 401 and 404 may mean that the session has ended, so the client is fetched.
    const followUps = [401, 404].includes(status) ? [getClient] : [];
    expect((await settledLines(fake, 2 + followUps.length)).slice(2)).toEqual(followUps);
    expect(timers.delays).toEqual([]);
  });
}

test("With maxRetries 0, a 503 rejects immediately", async ({ api, createClient, signedIn }) => {
  const client = createClient({ maxRetries: 0 });
  api.control.addFaults({
    path: removePath(signedIn.first),
    answer: { error: "maintenance_mode" },
  });
  expect((await rejection(client.deleteSession(signedIn.first))).code).toBe("api");
  expect(lines(api)).toEqual([postRemove(signedIn.first)]);
  expect(client.loaded).toBe(false);
});

test("With maxRetries 0, only keepalive requests are resent after a dropped connection", async ({
  api,
  createClient,
  signedIn,
}) => {
  const client = createClient({ maxRetries: 0 });
  api.control.addFaults({ drop: "before-change", times: 3 });
  const error = await rejection(client.getSession(signedIn.first));
  expect([error.code, error.status, error.cause]).toEqual(["network", null, expect.anything()]);
  expect((await rejection(client.deleteSession(signedIn.first))).code).toBe("network");
  const once = postRemove(signedIn.first);
  // The server may have deleted the session, so the client is fetched.
  expect(await settledLines(api, 4)).toEqual([
    `GET /v1/client/sessions/${signedIn.first}`,
    once,
    once,
    getClient,
  ]);
});

test("If the server is down, the error is network with the runtime's error as cause", async ({
  api,
  createClient,
}) => {
  const client = createClient({ maxRetries: 0 });
  await api.close();
  const error = await rejection(client.getClient());
  expect(error).toMatchObject({
    code: "network",
    status: null,
    errors: [],
    traceId: null,
    path: null,
  });
  expect(error.cause).toBeInstanceOf(TypeError);
});

for (const [seconds, delay] of [
  ["2", 2000],
  ["30", 30_000],
] as const) {
  test(`Retry-After: ${seconds} delays the retry by ${seconds} s`, async ({
    fake,
    clientOfFake,
    timers,
  }) => {
    fake.answer({ status: 429, headers: { "Retry-After": seconds } }, confirmed);
    const deleted = clientOfFake.deleteSession("sess_1");
    (await timers.next(delay)).fire();
    expect(await deleted).toMatchObject({ status: "removed" });
    expect(fake.lines).toEqual([getClient, postRemove("sess_1"), postRemove("sess_1")]);
  });
}

for (const [label, date, delay] of [
  ["the response's Date", "Fri, 31 Dec 2027 23:59:30 GMT", 29_000],
  ["a Date after it, which gives no delay", "Sat, 01 Jan 2028 00:00:30 GMT", null],
] as const) {
  test(`A Retry-After date is compared with ${label}`, async ({ fake, clientOfFake, timers }) => {
    const headers = { "Retry-After": "Fri, 31 Dec 2027 23:59:59 GMT", Date: date };
    fake.answer({ status: 503, headers }, confirmed);
    const deleted = clientOfFake.deleteSession("sess_1");
    if (delay !== null) (await timers.next(delay)).fire();
    expect(await deleted).toMatchObject({ status: "removed" });
    expect(fake.lines).toEqual([getClient, postRemove("sess_1"), postRemove("sess_1")]);
  });
}

test("A Retry-After date over 30 s after the response's Date rejects immediately", async ({
  fake,
  clientOfFake,
  timers,
}) => {
  const headers = {
    "Retry-After": "Fri, 31 Dec 2027 23:59:59 GMT",
    Date: "Fri, 31 Dec 2027 23:59:28 GMT",
  };
  fake.answer({ ...errorResponse(503, "maintenance_mode"), headers });
  expect(await rejection(clientOfFake.deleteSession("sess_1"))).toMatchObject({
    status: 503,
    retryAfterSeconds: 31,
  });
  expect(timers.delays).toEqual([]);
});

test("Without a Date, a Retry-After date is compared with the local clock", async ({
  clock: _,
  fake,
  clientOfFake,
  timers,
}) => {
  // The fake clock stands at 1,700,000,000 s.
  const headers = { "Retry-After": new Date(1_700_000_012_000).toUTCString() };
  fake.answer(
    {
      handle: (response) => {
        response.sendDate = false;
        response.writeHead(503, headers).end();
      },
    },
    confirmed,
  );
  const deleted = clientOfFake.deleteSession("sess_1");
  (await timers.next(12_000)).fire();
  expect(await deleted).toMatchObject({ status: "removed" });
});

test("Retry-After: 0 retries without a delay", async ({ fake, clientOfFake, timers }) => {
  fake.answer({ status: 429, headers: { "Retry-After": "0" } }, confirmed);
  expect(await clientOfFake.deleteSession("sess_1")).toMatchObject({ status: "removed" });
  expect(fake.lines).toEqual([getClient, postRemove("sess_1"), postRemove("sess_1")]);
  expect(timers.delays).toEqual([]);
});

for (const seconds of [31, 2 ** 32 - 1, 2 ** 32, 2 ** 32 + 1, "9".repeat(40)]) {
  test(`Retry-After: ${seconds}, over 30 s, rejects immediately with retryAfterSeconds`, async ({
    fake,
    clientOfFake,
    timers,
  }) => {
    fake.answer({
      ...errorResponse(429, "too_many_requests"),
      headers: { "Retry-After": String(seconds) },
    });
    const error = await rejection(clientOfFake.deleteSession("sess_1"));
    // Larger values are capped at the maximum of a u32, which is 136 years.
    const retryAfterSeconds = Math.min(Number(seconds), 2 ** 32 - 1);
    expect(error).toMatchObject({ code: "api", status: 429, retryAfterSeconds });
    expect(fake.lines).toEqual([getClient, postRemove("sess_1")]);
    expect(timers.delays).toEqual([]);
  });
}

for (const value of ["soon", "", "-1", "+1", "1.5", "0x1", "Fri, 31 Foo 2027 23:59:59 GMT"]) {
  test(`A Retry-After that is neither seconds nor a date counts as absent: "${value}"`, async ({
    fake,
    clientOfFake,
    timers,
  }) => {
    fake.answer({ status: 503, headers: { "Retry-After": value } }, confirmed);
    const deleted = clientOfFake.deleteSession("sess_1");
    (await timers.next(250, 500)).fire();
    expect(await deleted).toMatchObject({ status: "removed" });
  });
}

test("Without Retry-After, retryAfterSeconds is null", async ({ fake, clientOfFake }) => {
  fake.answer(errorResponse(422, "form_param_value_invalid"));
  expect((await rejection(clientOfFake.getSession("sess_1"))).retryAfterSeconds).toBeNull();
});

for (const method of ["touchSession", "endSession", "revokeSession", "getSession"] as const) {
  test(`${method} is retried too`, async ({ fake, clientOfFake, timers }) => {
    const answered = wireSession(
      "sess_1",
      method === "touchSession" || method === "getSession" ? "active" : "ended",
    );
    fake.answer({ status: 502 }, envelope(answered));
    const done = clientOfFake[method]("sess_1");
    (await timers.next(0, maxRetryDelay)).fire();
    expect((await done).id).toBe("sess_1");
    expect(fake.requests.slice(1).map(({ query }) => query._clerk_retry_attempt)).toEqual([
      undefined,
      "1",
    ]);
  });
}

test("POST /dev_browser is not idempotent and is not retried", async ({ fake }) => {
  fake.answer({ status: 503 });
  const client = new SessionClient({ frontendApi: "x.clerk.accounts.dev", proxyUrl: fake.url });
  expect(await rejection(client.getClient())).toMatchObject({ code: "api", status: 503 });
  expect(fake.lines).toEqual(["POST /v1/dev_browser"]);
  client.close();
});
