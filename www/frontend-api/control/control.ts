import type { Fault, FaultPlan } from "../faults/fault-plan.js";
import type { Outbox, SentCode } from "../outbox.js";
import type { LoggedRequest, RequestLog } from "../request-log.js";
import { activityOf, type RequestLocation } from "../state/activity.js";
import type { SessionRecord, SessionStatus } from "../state/records.js";
import { rotate, type Store } from "../state/store.js";
import type { TokenRules } from "../tokens/token-issuer.js";

/** A session as the server stores it, with which a test compares a client's view. */
interface SessionSummary {
  readonly id: string;
  readonly status: SessionStatus;
  readonly clientId: string;
  readonly userId: string;
  /** The user's first email address. */
  readonly identifier: string;
  readonly organizationId: string | null;
  /** Unix milliseconds. */
  readonly lastActiveAt: number;
}

/** A registered passkey. */
interface PasskeySummary {
  readonly id: string;
  readonly userId: string;
  readonly name: string;
  /** The credential id that the authenticator chose, in base64url. */
  readonly credentialId: string;
  /** The authenticator's signature counter. */
  readonly counter: number;
  /** Unix milliseconds. */
  readonly lastUsedAt: number | null;
}

/** A session to create as if a user had signed in on some device. */
export interface NewSession {
  /** Email address, user name or phone number. */
  readonly identifier: string;
  /** The client that gets the session. Defaults to a new client. */
  readonly clientId?: string;
  readonly userAgent?: string;
  readonly where?: RequestLocation;
  /** Defaults to `active`. */
  readonly status?: SessionStatus;
  /** The tasks that a `pending` session still requires, such as `choose-organization`. */
  readonly tasks?: readonly string[];
}

/**
 * A call of the control named a session, client, user or development browser that does not exist.
 */
export class ControlError extends Error {
  override readonly name = "ControlError";
}

/**
 * The test interface to the server's state, beside the API. control-routes.ts serves it over HTTP.
 */
export class Control {
  private readonly initialRules: TokenRules;

  /** @param rules - the server's token rules, changed in place */
  constructor(
    private readonly store: Store,
    private readonly log: RequestLog,
    private readonly faultPlan: FaultPlan,
    private readonly outbox: Outbox,
    private readonly rules: TokenRules,
  ) {
    this.initialRules = { ...rules };
  }

  /**
   * Every request since the start or {@link clearRequests}, in order. An entry is updated while its
   * request proceeds.
   */
  get requests(): readonly LoggedRequest[] {
    return this.log.entries;
  }

  clearRequests(): void {
    this.log.clear();
  }

  /**
   * Resolves to the first request, past or future, that matches. A test can wait for `state:
   * "held"` or `"aborted"` instead of sleeping.
   */
  request(matches: (request: LoggedRequest) => boolean): Promise<LoggedRequest> {
    return this.log.find(matches);
  }

  /** Plans faults. The first one that matches a request applies to it. */
  addFaults(...faults: Fault[]): void {
    this.faultPlan.add(...faults);
  }

  /**
   * The faults that have not applied yet; empty after everything that a test planned has happened.
   */
  get faults(): readonly Fault[] {
    return this.faultPlan.pending;
  }

  clearFaults(): void {
    this.faultPlan.clear();
  }

  /** Releases the requests that a fault holds; returns their number. */
  release(): number {
    return this.faultPlan.release();
  }

  /**
   * The codes that were sent, in order. After a response to a preparation, its code is the last
   * one.
   */
  get codes(): readonly SentCode[] {
    return this.outbox.sent;
  }

  /** The passkeys of all users that an authenticator can use. */
  get passkeys(): PasskeySummary[] {
    return [...this.store.users.values()].flatMap(({ id: userId, passkeys }) =>
      passkeys.flatMap(({ id, name, credential, lastUsedAt }) =>
        credential
          ? [
              {
                id,
                userId,
                name,
                credentialId: credential.id,
                counter: credential.counter,
                lastUsedAt,
              },
            ]
          : [],
      ),
    );
  }

  /**
   * Changes the rules for session tokens that are issued from now on. An omitted rule keeps its
   * value.
   */
  setTokenRules(rules: Partial<TokenRules>): void {
    Object.assign(this.rules, rules);
  }

  /**
   * Sets the time after which an unused session is abandoned, in milliseconds. `null`, the default:
   * never.
   */
  setInactivityTimeout(ms: number | null): void {
    this.store.inactivityTimeoutMs = ms;
  }

  /**
   * Resets the server: users and devices as seeded, no sign-in on this browser, no faults, an empty
   * log and outbox.
   */
  reset(): void {
    this.clearFaults();
    this.release();
    this.clearRequests();
    this.outbox.clear();
    this.setTokenRules(this.initialRules);
    this.store.reset();
  }

  get sessions(): SessionSummary[] {
    return [...this.store.sessions.values()].map(summary);
  }

  createSession(from: NewSession): SessionSummary {
    const user = this.store.userByIdentifier(from.identifier);
    if (!user) throw new ControlError(`no user ${from.identifier}`);
    const client =
      from.clientId === undefined ? this.store.createClient() : this.client(from.clientId);
    const session = this.store.createSession({
      user,
      client,
      status: from.status ?? "active",
      activity: activityOf(from.userAgent, from.where ?? { ipAddress: "192.0.2.1" }),
      tasks: (from.tasks ?? []).map((key) => ({ key })),
    });
    return summary(session);
  }

  /** Changes a session as another device, the dashboard or time would: `revoked`, `expired`, … */
  setSessionStatus(sessionId: string, status: SessionStatus): SessionSummary {
    const session = this.store.sessions.get(sessionId);
    if (!session) throw new ControlError(`no session ${sessionId}`);
    this.store.setSessionStatus(session, status);
    return summary(session);
  }

  /**
   * Replaces a client's credential. Its next response carries the new one (cookie, or
   * `Authorization` header); the server accepts the old one until the next rotation.
   */
  rotateClientToken(clientId: string): void {
    rotate(this.client(clientId).credential, "rt");
  }

  /**
   * Replaces a development browser's token. The next response carries the new one as
   * `Clerk-Db-Jwt`.
   */
  rotateDevBrowser(token: string): void {
    rotate(this.devBrowser(token).credential, "dvb");
  }

  /** Deletes a development browser: its requests get 401 `dev_browser_unauthenticated`. */
  forgetDevBrowser(token: string): void {
    const { devBrowsers } = this.store;
    devBrowsers.splice(devBrowsers.indexOf(this.devBrowser(token)), 1);
  }

  private client(id: string) {
    const client = this.store.clients.get(id);
    if (!client) throw new ControlError(`no client ${id}`);
    return client;
  }

  private devBrowser(token: string) {
    const devBrowser = this.store.devBrowserByToken(token);
    if (!devBrowser) throw new ControlError("no such development browser");
    return devBrowser;
  }
}

function summary(session: SessionRecord): SessionSummary {
  return {
    id: session.id,
    status: session.status,
    clientId: session.client.id,
    userId: session.user.id,
    identifier: session.user.emailAddresses[0]?.emailAddress ?? session.user.id,
    organizationId: session.lastActiveOrganizationId,
    lastActiveAt: session.lastActiveAt,
  };
}
