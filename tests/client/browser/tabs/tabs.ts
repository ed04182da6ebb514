import type { Page } from "@playwright/test";
import type { SessionClientOptions } from "clerk-session";
import type { Json } from "../../../../www/frontend-api/json.js";
import type { FrontendApiServer } from "../../../../www/frontend-api/server.js";
import { envelope, wireClient, wireSession } from "../../fake_server.js";
import { lines } from "../../fixtures.js";
import { sessionToken, tokenResponse } from "../../session_token.js";
import { ada, test as base } from "../page.js";

declare global {
  interface Window {
    /** The messages of the channel that this page records. */
    messages: Json[];
    listening?: BroadcastChannel;
    offering?: BroadcastChannel;
    /** Releases the lock that this page holds. */
    release: () => void;
    /** The current session after each change that this page was notified of, and the time. */
    notifications: { session: string | null; at: number }[];
  }
}

type Tabs = [Page, Page, ...Page[]];

interface Fixtures {
  /** The id of the session signed in by `page`, which has no SessionClient. */
  session: string;
  /** Opens a tab whose SessionClient has loaded the client. Clears the log. */
  openTab: (options?: SessionClientOptions) => Promise<Page>;
  /** Opens `count` such tabs. */
  openTabs: (count: number) => Promise<Tabs>;
  /** The expected name of the tabs' channel. */
  channelName: string;
  /** Makes `page` record the messages of the tabs' channel from now on. */
  recordMessages: () => Promise<void>;
  /** Makes `page` post messages to the tabs' channel without changes. */
  broadcast: (...messages: unknown[]) => Promise<void>;
  /** Resolves when `count` messages of a kind have been recorded. */
  waitForMessages: (kind: string, count?: number) => Promise<void>;
  /** Returns the id of the last recorded request for a token. */
  lastRequestId: () => Promise<unknown>;
  /** Makes `page` answer each request for a token with this offer from now on. */
  offer: (offered: string) => Promise<void>;
  /** Makes `page` hold the lock for the current session's token until it is released. */
  takeLock: () => Promise<{ release(): Promise<void> }>;
  /**
   * Makes tabs request `count` tokens that no tab has, and advances the clock by 100 ms, after
   * which they stop waiting for offers. Returns the result of `ask`. `page` records messages from
   * then on. A test must request this fixture before it opens a tab.
   */
  afterOfferTimeout: <Got>(ask: () => Promise<Got>, count?: number) => Promise<Got>;
  /**
   * Stops the clocks of all tabs. Calling it advances them by `ms` milliseconds. A test must
   * request this fixture before it opens a tab.
   */
  advance: (ms: number) => Promise<void>;
}

export const test = base.extend<Fixtures>({
  session: async ({ load, page, signIn }, use) => {
    await load(page);
    await use(await signIn(page, ada));
  },
  openTab: async ({ api, connect, context, load, session }, use) => {
    if (!session) throw new Error("No session is signed in.");
    await use(async (options) => {
      const tab = await context.newPage();
      await load(tab);
      await connect(tab, options);
      await tab.evaluate(() => window.client.getClient());
      api.control.clearRequests();
      return tab;
    });
  },
  openTabs: async ({ openTab }, use) => {
    await use(
      (count) =>
        Promise.all(Array.from({ length: count }, () => openTab())) as Promise<
          Page[]
        > as Promise<Tabs>,
    );
  },
  channelName: async ({ api, session }, use) => {
    const clientId = api.control.sessions.find(({ id }) => id === session)?.clientId;
    await use(`clerk-session ${api.url}/v1 ${clientId}`);
  },
  recordMessages: async ({ channelName, page }, use) => {
    await use(() =>
      page.evaluate((name) => {
        window.listening?.close();
        window.messages = [];
        window.listening = new BroadcastChannel(name);
        window.listening.onmessage = ({ data }) => window.messages.push(data);
      }, channelName),
    );
  },
  broadcast: async ({ channelName, page }, use) => {
    await use((...messages) =>
      page.evaluate(
        ([name, messages]) => {
          const channel = new BroadcastChannel(name);
          for (const message of messages) channel.postMessage(message);
          channel.close();
        },
        [channelName, messages] as const,
      ),
    );
  },
  waitForMessages: async ({ page }, use) => {
    await use(async (kind, count = 1) => {
      await page.waitForFunction(
        ([kind, count]) => {
          const ofKind = window.messages.filter(
            (message) => Array.isArray(message) && message[0] === kind,
          );
          return ofKind.length >= count;
        },
        [kind, count] as const,
      );
    });
  },
  lastRequestId: async ({ page }, use) => {
    await use(() =>
      page.evaluate(() => {
        const requestIds = window.messages.flatMap((message) =>
          Array.isArray(message) && message[0] === "wanted" ? [message[1]] : [],
        );
        return requestIds.at(-1);
      }),
    );
  },
  offer: async ({ channelName, page }, use) => {
    await use((offered) =>
      page.evaluate(
        ([name, offered]) => {
          window.offering?.close();
          const channel = new BroadcastChannel(name);
          channel.onmessage = ({ data: [kind, requestId] }) => {
            if (kind === "wanted") channel.postMessage(["offered", requestId, offered]);
          };
          window.offering = channel;
        },
        [channelName, offered] as const,
      ),
    );
  },
  takeLock: async ({ channelName, page, session }, use) => {
    await use(async () => {
      await page.evaluate(
        (name) =>
          new Promise<void>((acquired) => {
            void navigator.locks.request(name, () => {
              acquired();
              return new Promise<void>((resolve) => {
                window.release = resolve;
              });
            });
          }),
        `${channelName} ${session}///`,
      );
      return { release: () => page.evaluate(() => window.release()) };
    });
  },
  afterOfferTimeout: async ({ context, waitForMessages, recordMessages, advance }, use) => {
    const isTokenRequest = /\/tokens(\/|$)/;
    await use(async (ask, count) => {
      // No token may come before the clocks of all tabs have advanced. The tab that got it would
      // release its lock, and the next tab's offer timeout would elapse with the same advance.
      let release = () => {};
      const advanced = new Promise<void>((resolve) => {
        release = resolve;
      });
      await context.route(isTokenRequest, async (route) => {
        await advanced;
        await route.fallback();
      });
      await recordMessages();
      const asking = ask();
      await waitForMessages("wanted", count);
      await advance(100);
      release();
      const got = await asking;
      await context.unroute(isTokenRequest);
      return got;
    });
  },
  advance: async ({ context }, use) => {
    const start = Date.now();
    await context.clock.install({ time: start });
    await context.clock.pauseAt(start + 1_000);
    await use((ms) => context.clock.runFor(ms));
  },
});

/** Requests the current session's token in a tab. */
export const getToken = (tab: Page): Promise<string | null> =>
  tab.evaluate(() => window.client.getToken());

/** Makes a tab record the notifications of its subscribers. */
export const recordNotifications = (tab: Page): Promise<void> =>
  tab.evaluate(() => {
    window.notifications = [];
    window.client.subscribe(() => {
      window.notifications.push({ session: window.client.session?.id ?? null, at: Date.now() });
    });
  });

/** Resolves to a tab's recorded notifications when there is at least one. */
export async function notifications(tab: Page): Promise<Window["notifications"]> {
  await tab.waitForFunction(() => window.notifications.length > 0);
  return tab.evaluate(() => window.notifications);
}

/** Returns the token requests that have arrived, as one line each. */
export function tokenRequests(api: FrontendApiServer): string[] {
  return lines(api).filter((line) => line.includes("/tokens"));
}

/** Records the uncaught errors and console errors of pages. */
export function watchErrors(...pages: Page[]): string[] {
  const errors: string[] = [];
  for (const page of pages) {
    page.on("pageerror", ({ message }) => errors.push(message));
    page.on("console", (message) => {
      // The browser itself logs each failed request.
      if (message.type() === "error" && !message.text().startsWith("Failed to load"))
        errors.push(message.text());
    });
  }
  return errors;
}

/**
 * Answers a page's requests to a host as a client with the session `sess_1`. Returns the paths of
 * all requests other than GET /client.
 */
export async function routeHost(page: Page, host: string, clientId: string): Promise<string[]> {
  const others: string[] = [];
  await page.route(`https://${host}/**`, async (route) => {
    const request = route.request();
    const { pathname } = new URL(request.url());
    const isClient = pathname === "/v1/client";
    if (!isClient) others.push(pathname);
    const client = wireClient(clientId, [wireSession("sess_1")]);
    const { json } = isClient ? envelope(client) : tokenResponse(sessionToken());
    const origin = (await request.headerValue("origin")) ?? "";
    const headers = {
      "access-control-allow-origin": origin,
      "access-control-allow-credentials": "true",
    };
    await route.fulfill({ headers, json });
  });
  return others;
}
