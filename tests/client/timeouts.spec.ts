import { before, envelope, wireClient, wireSession } from "./fake_server.js";
import {
  anyToken,
  expect,
  getClient,
  lines,
  postRemove,
  rejection,
  removePath,
  settledLines,
  statusOf,
  test,
} from "./fixtures.js";

const hold = (id: string) => ({ path: removePath(id), hold: "before-change" }) as const;

test("By default an attempt times out after 15 seconds and is not retried", async ({
  api,
  loadedClient,
  signedIn,
  timers,
}) => {
  api.control.addFaults(hold(signedIn.first));
  const refused = rejection(loadedClient.deleteSession(signedIn.first));
  await api.control.request(({ state }) => state === "held");
  (await timers.next(15_000)).fire();
  expect(await refused).toMatchObject({ code: "timeout", status: null });
  await api.control.request(({ state }) => state === "aborted");
  // The server may have deleted the session, so the client is fetched.
  expect(await settledLines(api, 2)).toEqual([postRemove(signedIn.first), getClient]);
  await expect.poll(() => timers.delays).toEqual([]);
  expect(loadedClient.client?.sessions.length).toBe(2);
});

test("timeoutMs of a call overrides timeoutMs of the SessionClient", async ({
  api,
  createClient,
  signedIn,
  timers,
}) => {
  const client = createClient({ timeoutMs: 7000 });
  for (const [options, delay] of [
    [{}, 7000],
    [{ timeoutMs: undefined }, 7000],
    [{ timeoutMs: 900 }, 900],
  ] as const) {
    api.control.addFaults({ hold: "before-change" });
    const refused = rejection(client.getSession(signedIn.first, options as { timeoutMs?: number }));
    (await timers.next(delay)).fire();
    const error = await refused;
    expect(error.code).toBe("timeout");
    expect(error.message).toContain(String(delay));
  }
});

test("The timeout covers the body too", async ({ fake, clientOfFake, timers }) => {
  fake.answer(
    {
      handle: (response) => {
        response.writeHead(200, { "content-type": "application/json" });
        response.write('{"response":{"id":"sess_1",');
      },
    },
    envelope(before),
  );
  const refused = rejection(clientOfFake.deleteSession("sess_1"));
  await fake.arrived(2);
  (await timers.next(15_000)).fire();
  expect((await refused).code).toBe("timeout");
  expect(await settledLines(fake, 3)).toEqual([getClient, postRemove("sess_1"), getClient]);
});

test("The timeout restarts with each attempt and does not run between attempts", async ({
  fake,
  clientOfFake,
  timers,
}) => {
  fake.answer({ status: 503 }, { handle: () => {} });
  const refused = rejection(clientOfFake.deleteSession("sess_1"));
  const wait = await timers.next(250, 500);
  expect(timers.delays).toEqual([wait.delay]);
  wait.fire();
  await fake.arrived(3);
  (await timers.next(15_000)).fire();
  expect((await refused).code).toBe("timeout");
});

test("The timeout applies separately to the request for the client", async ({
  api,
  client,
  timers,
}) => {
  api.control.addFaults({ path: "/v1/client", hold: "before-change" });
  const refused = rejection(client.deleteSession("current", { timeoutMs: 321 }));
  await api.control.request(({ state }) => state === "held");
  (await timers.next(321)).fire();
  expect((await refused).code).toBe("timeout");
  expect(lines(api)).toEqual([getClient]);
});

test("No timer is left after a call has settled", async ({ loadedClient, signedIn, timers }) => {
  await loadedClient.getClient();
  await loadedClient.deleteSession(signedIn.first);
  expect(timers.delays).toEqual([]);
});

test.describe("An AbortSignal", () => {
  for (const [label, reason] of [
    ["an Error", new Error("enough")],
    ["a string", "enough"],
    ["a number", 0],
    ["null", null],
    ["an object", { enough: true }],
  ] as const) {
    test(`already aborted with ${label} rejects with that reason and sends nothing`, async ({
      api,
      loadedClient,
      signedIn,
    }) => {
      const signal = AbortSignal.abort(reason);
      for (const call of [
        loadedClient.deleteSession(signedIn.first, { signal }),
        loadedClient.deleteSession("current", { signal }),
        loadedClient.deleteAllSessions({ signal }),
        loadedClient.getClient({ signal }),
        loadedClient.listSessions({ signal }),
        loadedClient.touchSession("current", { signal }),
      ]) {
        const [outcome] = await Promise.allSettled([call]);
        expect(outcome.status).toBe("rejected");
        expect(outcome.status === "rejected" && Object.is(outcome.reason, reason)).toBe(true);
      }
      expect(lines(api)).toEqual([]);
    });

    test(`aborted with ${label} during a request rejects the call and aborts the request`, async ({
      api,
      loadedClient,
      signedIn,
    }) => {
      api.control.addFaults(hold(signedIn.first));
      const caller = new AbortController();
      const call = Promise.allSettled([
        loadedClient.deleteSession(signedIn.first, { signal: caller.signal }),
      ]);
      await api.control.request(({ state }) => state === "held");
      caller.abort(reason);
      const [outcome] = await call;
      expect(outcome.status === "rejected" && Object.is(outcome.reason, reason)).toBe(true);
      await api.control.request(({ state }) => state === "aborted");
      expect(statusOf(api, signedIn.first)).toBe("active");
    });
  }

  test("aborted without a reason rejects the call with a DOMException named AbortError", async ({
    api,
    loadedClient,
    signedIn,
  }) => {
    api.control.addFaults(hold(signedIn.first));
    const caller = new AbortController();
    const call = loadedClient.deleteSession(signedIn.first, { signal: caller.signal });
    await api.control.request(({ state }) => state === "held");
    caller.abort();
    const error = await call.catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(DOMException);
    expect(error).toBe(caller.signal.reason);
    expect((error as DOMException).name).toBe("AbortError");
  });

  test("aborted before a retry rejects immediately, and no further attempt is made", async ({
    fake,
    clientOfFake,
    timers,
  }) => {
    fake.answer({ status: 503 });
    const caller = new AbortController();
    const call = clientOfFake.deleteSession("sess_1", { signal: caller.signal });
    await timers.next(250, 500);
    caller.abort("no more");
    await expect(call).rejects.toBe("no more");
    fake.answer(envelope(wireClient("client_1", [])));
    await clientOfFake.getClient();
    expect(timers.delays).toEqual([]);
    expect(fake.lines.filter((line) => line === postRemove("sess_1"))).toHaveLength(1);
  });

  test("aborted while the client is requested prevents the deletion", async ({
    api,
    client,
    signedIn,
  }) => {
    api.control.addFaults({ path: "/v1/client", hold: "before-change" });
    const caller = new AbortController();
    const call = client.deleteSession("current", { signal: caller.signal });
    await api.control.request(({ state }) => state === "held");
    caller.abort("no more");
    await expect(call).rejects.toBe("no more");
    await api.control.request(({ state }) => state === "aborted");
    expect(statusOf(api, signedIn.current)).toBe("active");
    expect(lines(api)).toEqual([getClient]);
  });

  test("aborted after the call changes nothing", async ({ loadedClient, signedIn }) => {
    const caller = new AbortController();
    const deleted = await loadedClient.deleteSession(signedIn.first, { signal: caller.signal });
    caller.abort();
    expect(deleted).toMatchObject({ status: "removed" });
  });

  test("from AbortSignal.timeout limits a whole call, retries included", async ({
    fake,
    createClient,
  }) => {
    fake.answer({ status: 503 });
    const client = createClient({ proxyUrl: fake.url, clientToken: anyToken, maxRetries: 1000 });
    const call = client.getSession("sess_1", { signal: AbortSignal.timeout(20) });
    await expect(call).rejects.toMatchObject({ name: "TimeoutError" });
  });

  test("has no listener left after the call", async ({ fake, clientOfFake }) => {
    const caller = new AbortController();
    const listening = new Set<unknown>();
    const { signal } = caller;
    const { addEventListener, removeEventListener } = signal;
    Object.assign(signal, {
      addEventListener(type: string, listener: () => void) {
        listening.add(listener);
        addEventListener.call(signal, type, listener);
      },
      removeEventListener(type: string, listener: () => void) {
        listening.delete(listener);
        removeEventListener.call(signal, type, listener);
      },
    });
    fake.answer(envelope(wireSession("sess_1", "removed"), wireClient("client_1", [])));
    await clientOfFake.deleteSession("sess_1", { signal });
    expect(listening.size).toBe(0);
  });
});
