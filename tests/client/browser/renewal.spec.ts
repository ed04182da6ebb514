import type { Page } from "@playwright/test";
import type { TokenOptions } from "clerk-session";
import type { FrontendApiServer } from "../../../www/frontend-api/server.js";
import { getClient, lines, statusOf } from "../fixtures.js";
import { claimsOf, postToken, tokensPath } from "../session_token.js";
import { ada, test as base, expect } from "./page.js";

declare global {
  interface Window {
    /** When each request for a token left, in milliseconds on the page's clock. */
    sent: number[];
    /** What the page's tab still wakes: timers that are set, and those who listen whether it is in view. */
    awake: Set<unknown>;
    worker: Worker;
  }
}

/** What can be said to a page in JSON. */
type Asked = Pick<TokenOptions, "leewaySeconds" | "organizationId" | "skipCache" | "template">;

/** How far the server's clock is ahead, in milliseconds: it goes with the page's, so that no two tokens are the same. */
let ahead = 0;

/** A page with a token, whose clock only goes on when the test says so. */
interface Watched {
  readonly id: string;
  readonly first: string | null;
  getToken(options?: Asked): Promise<string | null>;
  /** Lets the page's clock go on until so long after the first request for a token was sent. */
  runTo(ms: number): Promise<void>;
  /** How long after the first request for a token each left, in milliseconds. */
  sent(): Promise<number[]>;
  /** Resolves when so many requests for a token have been answered, and their answers been heard. */
  answered(count: number): Promise<void>;
  /** What the user does with the page's tab. */
  show(state: "visible" | "hidden"): Promise<void>;
}

const test = base.extend<{
  watch: (options?: { life?: number; token?: Asked }) => Promise<Watched>;
}>({
  apiOptions: [{ now: () => Date.now() + ahead }, { scope: "test" }],
  watch: async ({ api, connect, load, page, signIn }, use) => {
    await use(async ({ life = 60, token } = {}) => {
      api.control.setTokenRules({ lifetimeSeconds: life });
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
      const getToken = (options?: Asked) =>
        page.evaluate((given) => window.client.getToken(given), options);
      // The clock still runs: whoever is alone waits a moment for other tabs, once.
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
          const asked = () => api.control.requests.filter(({ path }) => path.includes("/tokens"));
          await api.control.request(
            () => asked().filter(({ status }) => status !== null).length >= count,
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

/** Whoever renews a token awaits a lock first, and holds it until the answer has been heard: after all of these, nobody does any more. */
async function settle(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const { held = [], pending = [] } = await navigator.locks.query();
    for (const { name = "" } of [...held, ...pending])
      await navigator.locks.request(name, () => {});
  });
}

/** So many milliseconds, but for what passes in a few steps of the test. */
function about(ms: number) {
  return expect.closeTo(ms, -2);
}

function asked({ control }: FrontendApiServer) {
  return control.requests.filter(({ path }) => path.includes("/tokens"));
}

for (const [life, renewal] of [
  [60, 44_000],
  [30, 14_500],
  [20, 9_500],
] as const) {
  test(`a token that lives ${life} s is renewed after ${renewal / 1000} s: 15 s before its certain end, but not in the first half of its life`, async ({
    api,
    page,
    watch,
  }) => {
    const { answered, first, getToken, id, runTo, sent } = await watch({
      life,
      token: { leewaySeconds: 0 },
    });
    await runTo(renewal - 10);
    await settle(page);
    expect(await getToken({ leewaySeconds: 0 })).toBe(first);
    expect(asked(api)).toHaveLength(1);
    await runTo(renewal + 10);
    await answered(2);
    expect(await sent()).toEqual([0, about(renewal)]);
    const second = await getToken({ leewaySeconds: 0 });
    expect(second).not.toBe(first);
    expect(claimsOf(second).sid).toBe(id);
    expect(asked(api)).toHaveLength(2);
  });
}

test("a renewed token is asked for as the first one was: organization, template, session", async ({
  api,
  page,
  watch,
}) => {
  const { answered, getToken, id, runTo } = await watch();
  const organizationId = (await page.evaluate(
    () => window.client.session?.user?.organizationMemberships[0]?.organization?.id,
  )) as string;
  await getToken({ organizationId });
  await getToken({ template: "supabase" });
  await runTo(50_000);
  await answered(6);
  const requests = asked(api).map(({ path, body }) => `${path} ${body}`);
  const each = [
    `${tokensPath(id)} `,
    `${tokensPath(id)} organization_id=${organizationId}`,
    `${tokensPath(id)}/supabase `,
  ];
  expect(requests.slice(0, 3)).toEqual(each);
  expect(requests.slice(3).toSorted()).toEqual(each.toSorted());
});

test("nobody waits while it is renewed", async ({ api, page, watch }) => {
  const { answered, first, getToken, id, runTo } = await watch();
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
  expect(asked(api)).toHaveLength(2);
});

test.describe("only if it was asked for since the last renewal:", () => {
  test("nobody has: it is let go", async ({ api, page, watch }) => {
    const { answered, runTo } = await watch();
    await runTo(46_000);
    await answered(2);
    await runTo(600_000);
    await settle(page);
    expect(asked(api)).toHaveLength(2);
  });

  test("somebody has, before: it is renewed when its time comes", async ({ watch }) => {
    const { answered, getToken, runTo, sent } = await watch();
    await runTo(44_010);
    await answered(2);
    await runTo(50_000);
    await getToken();
    await runTo(88_030);
    await answered(3);
    expect(await sent()).toEqual([0, about(44_000), about(88_000)]);
  });

  test("somebody asks in its last seconds: it is given out, and renewed at once", async ({
    api,
    page,
    watch,
  }) => {
    const { answered, getToken, runTo } = await watch();
    await runTo(44_010);
    await answered(2);
    await runTo(92_000);
    await settle(page);
    expect(asked(api)).toHaveLength(2);
    const second = await getToken();
    await page.clock.runFor(10);
    await answered(3);
    expect(await getToken()).not.toBe(second);
    expect(asked(api)).toHaveLength(3);
  });
});

test.describe("only while somebody may be looking at the page:", () => {
  test("not while it is hidden; when it comes into view, at once", async ({ api, page, watch }) => {
    const { answered, first, getToken, runTo, sent, show } = await watch();
    await show("hidden");
    await runTo(48_000);
    await settle(page);
    expect(asked(api)).toHaveLength(1);
    expect(await getToken()).toBe(first);
    await page.clock.runFor(10);
    await settle(page);
    expect(asked(api)).toHaveLength(1);
    await show("visible");
    await answered(2);
    expect(await sent()).toEqual([0, about(48_000)]);
    expect(await getToken()).not.toBe(first);
  });

  test("hidden when the token came, in view before its time: when that comes", async ({
    watch,
  }) => {
    const { answered, getToken, runTo, sent, show } = await watch();
    await show("hidden");
    await getToken({ skipCache: true });
    await show("visible");
    const [, asked = 0] = await sent();
    await runTo(asked + 44_010);
    await answered(3);
    expect(await sent()).toEqual([0, asked, about(asked + 44_000)]);
  });

  test("in view again and again before its time: nothing is asked", async ({
    api,
    page,
    watch,
  }) => {
    const { runTo, show } = await watch();
    for (const at of [10_000, 20_000, 43_000]) {
      await show("hidden");
      await runTo(at);
      await show("visible");
    }
    await settle(page);
    expect(asked(api)).toHaveLength(1);
  });

  test("nobody has asked since the last renewal: coming into view asks for none", async ({
    api,
    page,
    watch,
  }) => {
    const { answered, runTo, show } = await watch();
    await runTo(44_010);
    await answered(2);
    await show("hidden");
    await runTo(300_000);
    await show("visible");
    await page.clock.runFor(10);
    await settle(page);
    expect(asked(api)).toHaveLength(2);
  });
});

test.describe("a renewal that fails", () => {
  for (const [what, fault] of [
    ["refused", { answer: { error: "internal_clerk_error" } }],
    ["unreadable", { answer: { body: "<html>" } }],
  ] as const) {
    test(`(${what}) leaves the token that is still good, and is not repeated without end`, async ({
      api,
      page,
      watch,
    }) => {
      const { answered, first, getToken, id, runTo } = await watch();
      const errors: Error[] = [];
      page.on("pageerror", (error) => errors.push(error));
      api.control.addFaults({ path: tokensPath(id), times: 2, ...fault });
      await runTo(44_010);
      await answered(2);
      await runTo(47_000);
      await settle(page);
      expect(asked(api)).toHaveLength(2);
      expect(await getToken()).toBe(first);
      // Somebody has asked since: it is tried once more.
      await page.clock.runFor(10);
      await answered(3);
      await runTo(59_000);
      await settle(page);
      expect(asked(api)).toHaveLength(3);
      expect(await getToken()).not.toBe(first);
      expect(asked(api)).toHaveLength(4);
      expect(errors).toEqual([]);
    });
  }

  test("as the session has ended: the client is asked once, listeners are told, and nobody is signed in", async ({
    api,
    page,
    watch,
  }) => {
    const { getToken, id, runTo } = await watch();
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

  test("for want of an answer is over after the client's timeout, and stands in nobody's way", async ({
    api,
    page,
    watch,
  }) => {
    const { answered, first, getToken, id, runTo } = await watch();
    api.control.addFaults({ path: tokensPath(id), hold: "before-change" });
    await runTo(44_010);
    await api.control.request(({ state }) => state === "held");
    await runTo(60_100);
    await api.control.request(({ state }) => state === "aborted");
    const second = getToken();
    await answered(1);
    expect(await second).not.toBe(first);
    await settle(page);
    expect(asked(api)).toHaveLength(3);
  });
});

test("after the machine has slept, what was due is renewed once", async ({ api, page, watch }) => {
  const { answered, first, getToken } = await watch();
  ahead += 8 * 3_600_000;
  await page.clock.fastForward(8 * 3_600_000);
  await answered(2);
  const second = await getToken();
  expect(second).not.toBe(first);
  expect(asked(api)).toHaveLength(2);
});

test("what was dropped is not renewed", async ({ api, page, watch }) => {
  const { id, runTo } = await watch();
  await page.evaluate((session) => window.client.touchSession(session), id);
  await runTo(60_000);
  await settle(page);
  expect(asked(api)).toHaveLength(1);
});

test.describe("close()", () => {
  test("ends it: no timer is left, and nothing happens when the page comes into view", async ({
    api,
    page,
    watch,
  }) => {
    const { show, runTo } = await watch();
    const awake = () => page.evaluate(() => window.awake.size);
    expect(await awake()).toBe(2);
    await page.evaluate(() => window.client.close());
    expect(await awake()).toBe(0);
    await runTo(46_000);
    await show("hidden");
    await show("visible");
    await page.clock.runFor(10);
    await page.evaluate((url) => fetch(`${url}/v1/client/sessions/sess_nobody`), api.url);
    expect(asked(api)).toHaveLength(1);
  });

  test("while it is renewed: the request is aborted", async ({ api, page, watch }) => {
    const { id, runTo } = await watch();
    api.control.addFaults({ path: tokensPath(id), hold: "before-change" });
    await runTo(44_010);
    await api.control.request(({ state }) => state === "held");
    await page.evaluate(() => window.client.close());
    await api.control.request(({ state }) => state === "aborted");
  });
});

test("in a worker a token is renewed only when it is asked for", async ({
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
        // Both clocks go on when this is told so; timers are written down, and the short ones run.
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
          client ??= new SessionClient({ frontendApi: "clerk.example.com", proxyUrl: "${proxyUrl}" });
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
  // Requests' own clocks, and a moment for other tabs to answer; none for a renewal.
  expect(new Set(timers.map((delay) => (delay > 1_000 ? delay : "short")))).toEqual(
    new Set([15_000, "short"]),
  );
  expect(asked(api)).toHaveLength(2);
});
