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
import { ada, test as base, expect, grace } from "../www/frontend-api/fixtures.js";
import { Visitor } from "../www/frontend-api/visitor.js";
import { FakeClock } from "./fake_clock.js";
import { before, envelope, type FakeServer, startFakeServer } from "./fake_server.js";
import { FakeTimers } from "./fake_timers.js";

export { ada, alan, expect, grace } from "../www/frontend-api/fixtures.js";

/** What the tests' publishable key and host are; requests go to a local server in its place. */
export const frontendApi = "clerk.example.com";
/** Nothing that is worth keeping secret; an ordinary one for a server that takes any. */
export const anyToken = "any-client-token";

/** Somebody who holds a client token, and the sessions that are on that client. */
export interface SignedIn {
  readonly clientToken: string;
  /** Signed in first: Ada's. */
  readonly first: string;
  /** Signed in second, and so the current one: Grace's. */
  readonly current: string;
}

interface Fixtures {
  /** The WebAssembly module, loaded. */
  loadedModule: undefined;
  /** Two accounts on one client of the local Frontend API, whose log is empty again. */
  signedIn: SignedIn;
  /** Makes SessionClients that the end of the test closes. */
  createClient: (options?: SessionClientOptions) => SessionClient;
  /** A SessionClient of the signed-in client that has not asked for anything. */
  client: SessionClient;
  /** The same, but it has asked for the client; the log is empty again. */
  loadedClient: SessionClient;
  /** A server that answers just what a test tells it to. */
  fake: FakeServer;
  /** A SessionClient of the fake server's that has heard `before` from it; that request is in its log. */
  clientOfFake: SessionClient;
  /** Timers that go off when the test says so, for the SessionClients and whoever else sets one. */
  timers: FakeTimers;
  /** The time, for the SessionClients: it stands still until the test says so. */
  clock: FakeClock;
}

export const test = base.extend<Fixtures>({
  loadedModule: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs off this pattern.
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
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs off this pattern.
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
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs off this pattern.
  timers: async ({}, use) => {
    const timers = new FakeTimers();
    await use(timers);
    timers.restore();
  },
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs off this pattern.
  clock: async ({}, use) => {
    const clock = new FakeClock();
    await use(clock);
    clock.restore();
  },
});

/** Signs in as a native shell would; with a client token, on its client. */
async function signInWith(url: string, account: DemoAccount, knownToken?: string) {
  const native = new Visitor(url, {
    query: { _is_native: "1" },
    ...(knownToken !== undefined && { headers: { authorization: knownToken } }),
  });
  const { emailAddress: identifier, password } = account;
  const answer = await native.post("/v1/client/sign_ins", { identifier, password });
  const clientToken = answer.headers.get("authorization") ?? knownToken;
  if (clientToken === undefined) throw new Error("Signing in brought no client token.");
  return { id: answer.string("/response/created_session_id"), clientToken };
}

/** Requests as one line each: the method that is meant, and where. */
export function lines({ control }: FrontendApiServer): string[] {
  return control.requests.map(line);
}

/**
 * The requests as one line each, once so many have arrived and no more follow: the GET /client that an answer raises leaves by itself,
 * and a call does not wait for it.
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

/** Resolves when a listener of the client is called next. */
export function nextChange(client: SessionClient): Promise<void> {
  return new Promise((resolve) => {
    const stop = client.subscribe(() => {
      stop();
      resolve();
    });
  });
}

export function line({ operation, path }: Pick<LoggedRequest, "operation" | "path">): string {
  return `${operation} ${path}`;
}

export const removePath = (id: string): string => `/v1/client/sessions/${id}/remove`;
export const postRemove = (id: string): string => `POST ${removePath(id)}`;
export const getClient = "GET /v1/client";

/** What the server itself holds to be true. */
export function statusOf({ control }: FrontendApiServer, id: string): string | undefined {
  return control.sessions.find((session) => session.id === id)?.status;
}

/** The SessionError that a promise rejects with; fails if it resolves, or rejects with anything else. */
export async function rejection(promise: Promise<unknown>): Promise<SessionError> {
  const outcome: unknown = await promise.then(
    (value) => new Error(`It resolved, to ${JSON.stringify(value)}`),
    (reason: unknown) => reason,
  );
  if (outcome instanceof SessionError) return outcome;
  throw outcome;
}

/** The SessionError that a function throws. */
export function thrown(run: () => unknown): SessionError {
  try {
    run();
  } catch (error) {
    if (error instanceof SessionError) return error;
    throw error;
  }
  throw new Error("Nothing was thrown.");
}

export function ids(sessions: readonly Session[] | undefined): string[] {
  return (sessions ?? []).map(({ id }) => id);
}
