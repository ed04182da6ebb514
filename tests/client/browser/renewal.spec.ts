import type { Page } from "@playwright/test";
import type { TokenOptions } from "clerk-session";
import type { FrontendApiServer } from "../../../www/frontend-api/server.js";
import { getClient, lines, statusOf } from "../fixtures.js";
import { claimsOf, postToken, tokensPath } from "../session_token.js";
import { ada, test as base, expect } from "./page.js";

declare global {
  interface Window {
    /** The times at which token requests were sent, in milliseconds on the page's clock. */
    sent: number[];
    /** The pending timers and the listeners of the document. */
    awake: Set<unknown>;
    worker: Worker;
  }
}

/** The options of getToken that are serializable as JSON. */
type JsonTokenOptions = Pick<
  TokenOptions,
  "leewaySeconds" | "organizationId" | "skipCache" | "template"
>;

/**
 * The offset of the server's clock in milliseconds. It advances with the page's clock, so that no
 * two tokens are equal.
 */
let ahead = 0;

/** A page with a token, whose clock advances only when the test says so. */
interface RenewalPage {
  readonly id: string;
  readonly first: string | null;
  getToken(options?: JsonTokenOptions): Promise<string | null>;
  /** Advances the page's clock to `ms` after the first token request was sent. */
  runTo(ms: number): Promise<void>;
  /** Returns the times of the token requests, in milliseconds after the first. */
  sent(): Promise<number[]>;
  /** Resolves when `count` token requests have been answered and the page has processed them. */
  answered(count: number): Promise<void>;
  /** Shows or hides the page's tab. */
  show(state: "visible" | "hidden"): Promise<void>;
}

const test = base.extend<{
  openPage: (options?: { lifetime?: number; token?: JsonTokenOptions }) => Promise<RenewalPage>;
}>({
  apiOptions: [{ now: () => Date.now() + ahead }, { scope: "test" }],
  openPage: async ({ api, connect, load, page, signIn }, use) => {
    await use(async ({ lifetime = 60, token } = {}) => {
      api.control.setTokenRules({ lifetimeSeconds: lifetime });
      await page.clock.install();
      await load(page);
      await connect(page);
      const id = await signIn(page, ada);
      await page.evaluate(() => window.client.getClient());
      api.control.clearRequests();
      await page.evaluate(() => {
        window.sent = [];
        const { fetch } = window;
        window.fetch = (url, init) => {
          if (String(url).includes("/tokens")) window.sent.push(Date.now());
          return fetch(url, init);
        };
        window.awake = new Set();
        const { setTimeout: set, clearTimeout: clear } = window;
        window.setTimeout = ((run: () => void, delay?: number) => {
          const id = set(() => {
            window.awake.delete(id);
            run();
          }, delay);
          window.awake.add(id);
          return id;
        }) as typeof set;
        window.clearTimeout = (id) => {
          window.awake.delete(id);
          clear(id);
        };
        const { addEventListener: listen, removeEventListener: stop } = document;
        document.addEventListener = ((type: string, listener: EventListener) => {
          window.awake.add(listener);
          listen.call(document, type, listener);
        }) as typeof listen;
        document.removeEventListener = ((type: string, listener: EventListener) => {
          window.awake.delete(listener);
          stop.call(document, type, listener);
        }) as typeof stop;
      });
      const getToken = (options?: JsonTokenOptions) =>
        page.evaluate((given) => window.client.getToken(given), options);
      // The clock still runs, because a single tab waits 100 ms for other tabs once.
      const first = await getToken(token);
      await page.clock.pauseAt(await page.evaluate(() => Date.now() + 1_000));
      ahead += 1_000;
      return {
        id,
        first,
        getToken,
        runTo: async (ms) => {
          const now = await page.evaluate(() => Date.now() - (window.sent[0] ?? 0));
          expect(ms).toBeGreaterThan(now);
          ahead += ms - now;
          await page.clock.runFor(ms - now);
        },
        sent: () => page.evaluate(() => window.sent.map((at) => at - (window.sent[0] ?? 0))),
        answered: async (count) => {
          await api.control.request(
            () => tokenRequests(api).filter(({ status }) => status !== null).length >= count,
          );
          await settle(page);
        },
        show: (state) =>
          page.evaluate((visibilityState) => {
            Object.defineProperty(document, "visibilityState", {
              value: visibilityState,
              configurable: true,
            });
            document.dispatchEvent(new Event("visibilitychange"));
          }, state),
      };
    });
  },
});

/**
 * Resolves when no renewal is running. A renewal requests a lock and holds it until its response
 * has been processed.
 */
async function settle(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const { held = [], pending = [] } = await navigator.locks.query();
    for (const { name = "" } of [...held, ...pending])
      await navigator.locks.request(name, () => {});
  });
}

/** Matches a number of milliseconds within 50 ms, which a few steps of the test may take. */
function about(ms: number) {
  return expect.closeTo(ms, -2);
}

/** Returns the token requests that the server has received. */
function tokenRequests({ control }: FrontendApiServer) {
  return control.requests.filter(({ path }) => path.includes("/tokens"));
}

for (const [lifetime, renewal] of [
  [60, 44_000],
  [30, 14_500],
  [20, 9_500],
] as const) {
  // Renewal is due 15 s before the earliest expiry, but not in the first half of the lifetime.
  test(`A token that lives ${lifetime} s is renewed after ${renewal / 1000} s`, async ({
    api,
    page,
    openPage,
  }) => {
    const { answered, first, getToken, id, runTo, sent } = await openPage({
      lifetime,
      token: { leewaySeconds: 0 },
    });
    await runTo(renewal - 10);
    await settle(page);
    expect(await getToken({ leewaySeconds: 0 })).toBe(first);
    expect(tokenRequests(api)).toHaveLength(1);
    await runTo(renewal + 10);
    await answered(2);
    expect(await sent()).toEqual([0, about(renewal)]);
    const second = await getToken({ leewaySeconds: 0 });
    expect(second).not.toBe(first);
    expect(claimsOf(second).sid).toBe(id);
    expect(tokenRequests(api)).toHaveLength(2);
  });
}

test("A renewal has the organization, template and session of the first request", async ({
  api,
  page,
  openPage,
}) => {
  const { answered, getToken, id, runTo } = await openPage();
  const organizationId = (await page.evaluate(
    () => window.client.session?.user?.organizationMemberships[0]?.organization?.id,
  )) as string;
  await getToken({ organizationId });
  await getToken({ template: "supabase" });
  await runTo(50_000);
  await answered(6);
  const requests = tokenRequests(api).map(({ path, body }) => `${path} ${body}`);
  const each = [
    `${tokensPath(id)} `,
    `${tokensPath(id)} organization_id=${organizationId}`,
    `${tokensPath(id)}/supabase `,
  ];
  expect(requests.slice(0, 3)).toEqual(each);
  expect(requests.slice(3).toSorted()).toEqual(each.toSorted());
});

test("During a renewal, getToken returns the cached token", async ({ api, page, openPage }) => {
  const { answered, first, getToken, id, runTo } = await openPage();
  api.control.addFaults({ path: tokensPath(id), hold: "before-change" });
  await runTo(44_010);
  await api.control.request(({ state }) => state === "held");
  expect(await getToken()).toBe(first);
  await runTo(48_000);
  expect(await getToken()).toBe(first);
  api.control.release();
  await answered(2);
  const second = await getToken();
  expect(second).not.toBe(first);
  await settle(page);
  expect(tokenRequests(api)).toHaveLength(2);
});

test.describe("A token is renewed only if it was used since the last renewal:", () => {
  test("an unused token expires", async ({ api, page, openPage }) => {
    const { answered, runTo } = await openPage();
    await runTo(46_000);
    await answered(2);
    await runTo(600_000);
    await settle(page);
    expect(tokenRequests(api)).toHaveLength(2);
  });

  test("a token used before its renewal is due is renewed then", async ({ openPage }) => {
    const { answered, getToken, runTo, sent } = await openPage();
    await runTo(44_010);
    await answered(2);
    await runTo(50_000);
    await getToken();
    await runTo(88_030);
    await answered(3);
    expect(await sent()).toEqual([0, about(44_000), about(88_000)]);
  });

  test("a token used in its last seconds is returned and renewed immediately", async ({
    api,
    page,
    openPage,
  }) => {
    const { answered, getToken, runTo } = await openPage();
    await runTo(44_010);
    await answered(2);
    await runTo(92_000);
    await settle(page);
    expect(tokenRequests(api)).toHaveLength(2);
    const second = await getToken();
    await page.clock.runFor(10);
    await answered(3);
    expect(await getToken()).not.toBe(second);
    expect(tokenRequests(api)).toHaveLength(3);
  });
});

test.describe("A token is renewed only while the page is visible:", () => {
  test("in a hidden page it is not renewed until the page becomes visible", async ({
    api,
    page,
    openPage,
  }) => {
    const { answered, first, getToken, runTo, sent, show } = await openPage();
    await show("hidden");
    await runTo(48_000);
    await settle(page);
    expect(tokenRequests(api)).toHaveLength(1);
    expect(await getToken()).toBe(first);
    await page.clock.runFor(10);
    await settle(page);
    expect(tokenRequests(api)).toHaveLength(1);
    await show("visible");
    await answered(2);
    expect(await sent()).toEqual([0, about(48_000)]);
    expect(await getToken()).not.toBe(first);
  });

  test("if the page becomes visible before the renewal is due, it is renewed then", async ({
    openPage,
  }) => {
    const { answered, getToken, runTo, sent, show } = await openPage();
    await show("hidden");
    await getToken({ skipCache: true });
    await show("visible");
    const [, sentAt = 0] = await sent();
    await runTo(sentAt + 44_010);
    await answered(3);
    expect(await sent()).toEqual([0, sentAt, about(sentAt + 44_000)]);
  });

  test("a page that becomes visible repeatedly before the renewal is due sends no request", async ({
    api,
    page,
    openPage,
  }) => {
    const { runTo, show } = await openPage();
    for (const at of [10_000, 20_000, 43_000]) {
      await show("hidden");
      await runTo(at);
      await show("visible");
    }
    await settle(page);
    expect(tokenRequests(api)).toHaveLength(1);
  });

  test("an unused token is not renewed when the page becomes visible", async ({
    api,
    page,
    openPage,
  }) => {
    const { answered, runTo, show } = await openPage();
    await runTo(44_010);
    await answered(2);
    await show("hidden");
    await runTo(300_000);
    await show("visible");
    await page.clock.runFor(10);
    await settle(page);
    expect(tokenRequests(api)).toHaveLength(2);
  });
});

test.describe("A failed renewal", () => {
  for (const [label, fault] of [
    ["refused", { answer: { error: "internal_clerk_error" } }],
    ["unreadable", { answer: { body: "<html>" } }],
  ] as const) {
    test(`(${label}) keeps the valid token and is retried only after the token's next use`, async ({
      api,
      page,
      openPage,
    }) => {
      const { answered, first, getToken, id, runTo } = await openPage();
      const errors: Error[] = [];
      page.on("pageerror", (error) => errors.push(error));
      api.control.addFaults({ path: tokensPath(id), times: 2, ...fault });
      await runTo(44_010);
      await answered(2);
      await runTo(47_000);
      await settle(page);
      expect(tokenRequests(api)).toHaveLength(2);
      expect(await getToken()).toBe(first);
      // The token was used since, so its renewal is tried once more.
      await page.clock.runFor(10);
      await answered(3);
      await runTo(59_000);
      await settle(page);
      expect(tokenRequests(api)).toHaveLength(3);
      expect(await getToken()).not.toBe(first);
      expect(tokenRequests(api)).toHaveLength(4);
      expect(errors).toEqual([]);
    });
  }

  test("of an ended session sends one GET /client, calls the listeners and signs out", async ({
    api,
    page,
    openPage,
  }) => {
    const { getToken, id, runTo } = await openPage();
    api.control.setSessionStatus(id, "revoked");
    const told = page.evaluate(
      () =>
        new Promise<unknown>((resolve) => {
          window.client.subscribe(() =>
            resolve([window.client.session, window.client.client?.sessions]),
          );
        }),
    );
    await runTo(44_010);
    expect(await told).toEqual([null, []]);
    expect(await getToken()).toBeNull();
    expect(lines(api)).toEqual([postToken(id), postToken(id), getClient]);
    expect(statusOf(api, id)).toBe("revoked");
  });

  test("without a response ends after the client's timeout and blocks no later call", async ({
    api,
    page,
    openPage,
  }) => {
    const { answered, first, getToken, id, runTo } = await openPage();
    api.control.addFaults({ path: tokensPath(id), hold: "before-change" });
    await runTo(44_010);
    await api.control.request(({ state }) => state === "held");
    await runTo(60_100);
    await api.control.request(({ state }) => state === "aborted");
    const second = getToken();
    await answered(1);
    expect(await second).not.toBe(first);
    await settle(page);
    expect(tokenRequests(api)).toHaveLength(3);
  });
});

test("After the machine has slept, a due renewal is made once", async ({ api, page, openPage }) => {
  const { answered, first, getToken } = await openPage();
  ahead += 8 * 3_600_000;
  await page.clock.fastForward(8 * 3_600_000);
  await answered(2);
  const second = await getToken();
  expect(second).not.toBe(first);
  expect(tokenRequests(api)).toHaveLength(2);
});

test("A dropped token is not renewed", async ({ api, page, openPage }) => {
  const { id, runTo } = await openPage();
  await page.evaluate((session) => window.client.touchSession(session), id);
  await runTo(60_000);
  await settle(page);
  expect(tokenRequests(api)).toHaveLength(1);
});

test.describe("close()", () => {
  test("ends the renewal and leaves no timer and no listener", async ({ api, page, openPage }) => {
    const { show, runTo } = await openPage();
    const awake = () => page.evaluate(() => window.awake.size);
    expect(await awake()).toBe(2);
    await page.evaluate(() => window.client.close());
    expect(await awake()).toBe(0);
    await runTo(46_000);
    await show("hidden");
    await show("visible");
    await page.clock.runFor(10);
    await page.evaluate((url) => fetch(`${url}/v1/client/sessions/sess_nobody`), api.url);
    expect(tokenRequests(api)).toHaveLength(1);
  });

  test("aborts the request of a renewal", async ({ api, page, openPage }) => {
    const { id, runTo } = await openPage();
    api.control.addFaults({ path: tokensPath(id), hold: "before-change" });
    await runTo(44_010);
    await api.control.request(({ state }) => state === "held");
    await page.evaluate(() => window.client.close());
    await api.control.request(({ state }) => state === "aborted");
  });
});

test("In a worker, a token is renewed only when it is requested", async ({
  api,
  load,
  page,
  signIn,
  site,
}) => {
  await load(page);
  await signIn(page, ada);
  api.control.clearRequests();
  await page.evaluate(
    ([base, proxyUrl]) => {
      const program = `
        import init, { SessionClient } from "${base}pkg/index.js";
        // Both clocks advance on a message. The delay of each timer is recorded.
        const clocks = [[Date, "now", Date.now], [performance, "now", performance.now]];
        let later = 0;
        for (const [clock, name, now] of clocks) clock[name] = () => now.call(clock) + later;
        const set = setTimeout;
        const timers = [];
        globalThis.setTimeout = (run, delay) => {
          timers.push(delay);
          return set(run, delay);
        };
        const send = fetch;
        let count = 0;
        globalThis.fetch = (url, init) => {
          if (url.includes("/tokens")) count += 1;
          return send(url, init);
        };
        const loaded = init();
        let client;
        onmessage = async ({ data }) => {
          await loaded;
          const options = { frontendApi: "clerk.example.com", proxyUrl: "${proxyUrl}" };
          client ??= new SessionClient(options);
          later += data;
          await client.getToken();
          postMessage([count, timers]);
        };
      `;
      const url = URL.createObjectURL(new Blob([program], { type: "text/javascript" }));
      window.worker = new Worker(url, { type: "module" });
    },
    [site, api.url] as const,
  );
  const counts: number[] = [];
  let timers: number[] = [];
  for (const ms of [0, 43_000, 5_000, 2_000]) {
    ahead += ms;
    const [count, set] = await page.evaluate(
      (ms) =>
        new Promise<[number, number[]]>((resolve, reject) => {
          window.worker.onmessage = ({ data }) => resolve(data);
          window.worker.onerror = ({ message }) => reject(new Error(message));
          window.worker.postMessage(ms);
        }),
      ms,
    );
    counts.push(count);
    timers = set;
  }
  expect(counts).toEqual([1, 1, 1, 2]);
  // The timeouts of requests and the 100 ms for other tabs. No timer is for a renewal.
  expect(new Set(timers.map((delay) => (delay > 1_000 ? delay : "short")))).toEqual(
    new Set([15_000, "short"]),
  );
  expect(tokenRequests(api)).toHaveLength(2);
});
