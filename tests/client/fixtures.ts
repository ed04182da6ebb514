import { setTimeout } from "node:timers/promises";
import init, {
  type Session,
  SessionClient,
  type SessionClientOptions,
  SessionError,
} from "clerk-session";
import type { DemoAccount } from "../../www/frontend-api/demo-accounts.js";
import type { LoggedRequest } from "../../www/frontend-api/request-log.js";
import type { FrontendApiServer } from "../../www/frontend-api/server.js";
import { ApiClient } from "../www/frontend-api/api-client.js";
import { ada, test as base, expect, grace } from "../www/frontend-api/fixtures.js";
import { FakeClock } from "./fake_clock.js";
import { before, envelope, type FakeServer, startFakeServer } from "./fake_server.js";
import { FakeTimers } from "./fake_timers.js";

export { ada, alan, expect, grace } from "../www/frontend-api/fixtures.js";

/** The Frontend API host in the tests' options. Requests go to a local server instead. */
export const frontendApi = "clerk.example.com";
/** A client token for a server that accepts any token. It is not a secret. */
export const anyToken = "any-client-token";

/** A client token, and the sessions of its client. */
export interface SignedIn {
  readonly clientToken: string;
  /** Ada's session, signed in first. */
  readonly first: string;
  /** Grace's session, signed in second and therefore the current one. */
  readonly current: string;
}

interface Fixtures {
  /** Loads the WebAssembly module before each test. */
  loadedModule: undefined;
  /** Two accounts signed in on one client of the local Frontend API. The log has been cleared. */
  signedIn: SignedIn;
  /** Creates a SessionClient, which is closed at the end of the test. */
  createClient: (options?: SessionClientOptions) => SessionClient;
  /** A SessionClient of the signed-in client that has sent no request. */
  client: SessionClient;
  /** A SessionClient that has loaded the signed-in client. The log has been cleared. */
  loadedClient: SessionClient;
  /** A server whose responses the test defines. */
  fake: FakeServer;
  /**
   * A SessionClient that has loaded the client `before` from the fake server. That request is in
   * the server's log.
   */
  clientOfFake: SessionClient;
  /** The timers of all SessionClients. They fire when the test says so. */
  timers: FakeTimers;
  /** The clocks of all SessionClients. They stand still until the test advances them. */
  clock: FakeClock;
}

export const test = base.extend<Fixtures>({
  loadedModule: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads dependencies from the pattern.
    async ({}, use) => {
      await init();
      await use(undefined);
    },
    { auto: true },
  ],
  signedIn: async ({ api }, use) => {
    const first = await signInWith(api.url, ada);
    const second = await signInWith(api.url, grace, first.clientToken);
    api.control.clearRequests();
    await use({ clientToken: second.clientToken, first: first.id, current: second.id });
  },
  createClient: async ({ api, signedIn }, use) => {
    const clients: SessionClient[] = [];
    await use((options = {}) => {
      const { clientToken } = signedIn;
      const client = new SessionClient({ frontendApi, proxyUrl: api.url, clientToken, ...options });
      clients.push(client);
      return client;
    });
    for (const client of clients) client.close();
  },
  client: async ({ createClient }, use) => {
    await use(createClient());
  },
  loadedClient: async ({ api, client }, use) => {
    await client.getClient();
    api.control.clearRequests();
    await use(client);
  },
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads dependencies from the pattern.
  fake: async ({}, use) => {
    const fake = await startFakeServer();
    await use(fake);
    await fake.close();
  },
  clientOfFake: async ({ fake, createClient }, use) => {
    const client = createClient({ proxyUrl: fake.url, clientToken: anyToken });
    fake.answer(envelope(before));
    await client.getClient();
    await use(client);
  },
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads dependencies from the pattern.
  timers: async ({}, use) => {
    const timers = new FakeTimers();
    await use(timers);
    timers.restore();
  },
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads dependencies from the pattern.
  clock: async ({}, use) => {
    const clock = new FakeClock();
    await use(clock);
    clock.restore();
  },
});

/** Signs in as a native app does. If a client token is given, signs in on its client. */
async function signInWith(url: string, account: DemoAccount, knownToken?: string) {
  const native = new ApiClient(url, {
    query: { _is_native: "1" },
    ...(knownToken !== undefined && { headers: { authorization: knownToken } }),
  });
  const { emailAddress: identifier, password } = account;
  const answer = await native.post("/v1/client/sign_ins", { identifier, password });
  const clientToken = answer.headers.get("authorization") ?? knownToken;
  if (clientToken === undefined) throw new Error("Signing in brought no client token.");
  return { id: answer.string("/response/created_session_id"), clientToken };
}

/** Returns one line per request: the method, after `_method` is applied, and the path. */
export function lines({ control }: FrontendApiServer): string[] {
  return control.requests.map(line);
}

/**
 * Returns the requests as one line each, once `count` have arrived and no more follow within 50 ms.
 * A call does not wait for the GET /client that its response triggers.
 */
export async function settledLines(
  server: FrontendApiServer | FakeServer,
  count: number,
): Promise<string[]> {
  const arrived = () => ("control" in server ? lines(server) : server.lines);
  await expect.poll(() => arrived().length).toBeGreaterThanOrEqual(count);
  for (let seen = -1; seen !== arrived().length; ) {
    seen = arrived().length;
    await setTimeout(50);
  }
  return arrived();
}

/** Resolves when the client next calls its listeners. */
export function nextChange(client: SessionClient): Promise<void> {
  return new Promise((resolve) => {
    const stop = client.subscribe(() => {
      stop();
      resolve();
    });
  });
}

/** Returns a request as one line: its method and path. */
export function line({ operation, path }: Pick<LoggedRequest, "operation" | "path">): string {
  return `${operation} ${path}`;
}

/** Returns the path that deletes a session. */
export const removePath = (id: string): string => `/v1/client/sessions/${id}/remove`;
/** Returns the line of the request that deletes a session. */
export const postRemove = (id: string): string => `POST ${removePath(id)}`;
/** The line of the request for the client. */
export const getClient = "GET /v1/client";

/** Returns the status of a session in the server's own state. */
export function statusOf({ control }: FrontendApiServer, id: string): string | undefined {
  return control.sessions.find((session) => session.id === id)?.status;
}

/**
 * Returns the SessionError that a promise rejects with. Throws if the promise resolves, or rejects
 * with another value.
 */
export async function rejection(promise: Promise<unknown>): Promise<SessionError> {
  const outcome: unknown = await promise.then(
    (value) => new Error(`It resolved, to ${JSON.stringify(value)}`),
    (reason: unknown) => reason,
  );
  if (outcome instanceof SessionError) return outcome;
  throw outcome;
}

/** Returns the SessionError that a function throws. Throws if it throws none. */
export function thrown(run: () => unknown): SessionError {
  try {
    run();
  } catch (error) {
    if (error instanceof SessionError) return error;
    throw error;
  }
  throw new Error("Nothing was thrown.");
}

/** Returns the ids of sessions. */
export function ids(sessions: readonly Session[] | undefined): string[] {
  return (sessions ?? []).map(({ id }) => id);
}
