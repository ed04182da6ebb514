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
    /** What has passed the channel that this page listens to. */
    messages: Json[];
    listening?: BroadcastChannel;
    offering?: BroadcastChannel;
    /** Lets go of the lock that this page holds. */
    release: () => void;
    /** Whose session was the current one after each change that this page was told of, and when that was. */
    notifications: { session: string | null; at: number }[];
  }
}

type Tabs = [Page, Page, ...Page[]];

interface Fixtures {
  /** The session that somebody has signed in to, in a page without a SessionClient: `page`. */
  session: string;
  /** Opens a tab that has a SessionClient that has asked for the client. The log is empty again. */
  openTab: (options?: SessionClientOptions) => Promise<Page>;
  /** Opens so many of them. */
  openTabs: (count: number) => Promise<Tabs>;
  /** The name that the tabs' channel is to have. */
  channelName: string;
  /** Has `page` listen to the tabs' channel, from now on. */
  recordMessages: () => Promise<void>;
  /** Has `page` say something to the tabs, exactly as it is. */
  broadcast: (...messages: unknown[]) => Promise<void>;
  /** Waits until so many messages of a kind have passed the channel. */
  waitForMessages: (kind: string, count?: number) => Promise<void>;
  /** The number of the last question for a token that has passed the channel. */
  lastRequestId: () => Promise<unknown>;
  /** Has `page` offer this, from now on, whenever a token is wanted. */
  offer: (offered: string) => Promise<void>;
  /** Has `page` take the turn to get the current session's token, until it is told to let go. */
  takeLock: () => Promise<{ release(): Promise<void> }>;
  /**
   * Has tabs ask for so many tokens that none of them has, and wait for each other in vain: 100 ms pass, and no more. Answers what
   * comes of it. From then on `page` listens. To be asked for before any tab.
   */
  afterOfferTimeout: <Got>(ask: () => Promise<Got>, count?: number) => Promise<Got>;
  /** From now on time stands still in all tabs, but passes when this is called, in milliseconds. To be asked for before any tab. */
  advance: (ms: number) => Promise<void>;
}

export const test = base.extend<Fixtures>({
  session: async ({ load, page, signIn }, use) => {
    await load(page);
    await use(await signIn(page, ada));
  },
  openTab: async ({ api, connect, context, load, session }, use) => {
    if (!session) throw new Error("Nobody has signed in.");
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
        const questions = window.messages.flatMap((said) =>
          Array.isArray(said) && said[0] === "wanted" ? [said[1]] : [],
        );
        return questions.at(-1);
      }),
    );
  },
  offer: async ({ channelName, page }, use) => {
    await use((offered) =>
      page.evaluate(
        ([name, offered]) => {
          window.offering?.close();
          const channel = new BroadcastChannel(name);
          channel.onmessage = ({ data: [kind, lastRequestId] }) => {
            if (kind === "wanted") channel.postMessage(["offered", lastRequestId, offered]);
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
          new Promise<void>((begin) => {
            void navigator.locks.request(name, () => {
              begin();
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
  afterOfferTimeout: async ({ waitForMessages, recordMessages, advance }, use) => {
    await use(async (ask, count) => {
      await recordMessages();
      const asking = ask();
      await waitForMessages("wanted", count);
      await advance(100);
      return asking;
    });
  },
  advance: async ({ context }, use) => {
    const start = Date.now();
    await context.clock.install({ time: start });
    await context.clock.pauseAt(start + 1_000);
    await use((ms) => context.clock.runFor(ms));
  },
});

/** Asks for the current session's token. */
export const getToken = (tab: Page): Promise<string | null> =>
  tab.evaluate(() => window.client.getToken());

/** Has a tab write down what its subscribers are told. */
export const recordNotifications = (tab: Page): Promise<void> =>
  tab.evaluate(() => {
    window.notifications = [];
    window.client.subscribe(() => {
      window.notifications.push({ session: window.client.session?.id ?? null, at: Date.now() });
    });
  });

/** Waits until a tab's subscribers have been told something; answers all that they were told. */
export async function notifications(tab: Page): Promise<Window["notifications"]> {
  await tab.waitForFunction(() => window.notifications.length > 0);
  return tab.evaluate(() => window.notifications);
}

/** The requests for tokens that have arrived, as one line each. */
export function tokenRequests(api: FrontendApiServer): string[] {
  return lines(api).filter((line) => line.includes("/tokens"));
}

/** What goes wrong in a page without anybody hearing of it. */
export function watchErrors(...pages: Page[]): string[] {
  const errors: string[] = [];
  for (const page of pages) {
    page.on("pageerror", ({ message }) => errors.push(message));
    page.on("console", (message) => {
      // The browser itself writes of each request that fails.
      if (message.type() === "error" && !message.text().startsWith("Failed to load"))
        errors.push(message.text());
    });
  }
  return errors;
}

/** Has a host know a page as a client with the session `sess_1`; answers what it will have been asked besides that. */
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
