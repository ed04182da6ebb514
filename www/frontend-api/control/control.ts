import type { Fault, FaultPlan } from "../faults/fault-plan.js";
import type { Outbox, SentCode } from "../outbox.js";
import type { LoggedRequest, RequestLog } from "../request-log.js";
import { activityOf, type RequestLocation } from "../state/activity.js";
import type { SessionRecord, SessionStatus } from "../state/records.js";
import { rotate, type Store } from "../state/store.js";
import type { TokenRules } from "../tokens/token-issuer.js";

/** A session as the server has it: the truth that a client's view is compared with. */
export interface SessionSummary {
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

/** A passkey that somebody has registered. */
export interface PasskeySummary {
  readonly id: string;
  readonly userId: string;
  readonly name: string;
  /** The authenticator's own id of it, in base64url. */
  readonly credentialId: string;
  /** How often the authenticator says that it has signed. */
  readonly counter: number;
  /** Unix milliseconds. */
  readonly lastUsedAt: number | null;
}

/** A session to be made as if somebody had signed in on some device. */
export interface NewSession {
  /** Email address, user name or phone number. */
  readonly identifier: string;
  /** The client to put it on; default: a new one. */
  readonly clientId?: string;
  readonly userAgent?: string;
  readonly where?: RequestLocation;
  /** Default `active`. */
  readonly status?: SessionStatus;
  /** What a `pending` session still has to do, such as `choose-organization`. */
  readonly tasks?: readonly string[];
}

/** What a caller of the control asked for is not there. */
export class ControlError extends Error {
  override readonly name = "ControlError";
}

/**
 * What tests do to the server behind its clients' backs. The same over HTTP: control-routes.ts.
 */
export class Control {
  private readonly initialRules: TokenRules;

  /** @param rules - of the server's tokens; changed in place */
  constructor(
    private readonly store: Store,
    private readonly log: RequestLog,
    private readonly faultPlan: FaultPlan,
    private readonly outbox: Outbox,
    private readonly rules: TokenRules,
  ) {
    this.initialRules = { ...rules };
  }

  /** Every request since the start or {@link clearRequests}, in order; what became of a request is added as it happens. */
  get requests(): readonly LoggedRequest[] {
    return this.log.entries;
  }

  clearRequests(): void {
    this.log.clear();
  }

  /**
   * Resolves to the first request, past or future, that fits: so a test waits for `state: "held"` or `"aborted"`
   * instead of sleeping.
   */
  request(matches: (request: LoggedRequest) => boolean): Promise<LoggedRequest> {
    return this.log.find(matches);
  }

  /** Plans faults; for one request, the first that fits strikes. */
  addFaults(...faults: Fault[]): void {
    this.faultPlan.add(...faults);
  }

  /** Those still to strike: empty once everything that a test planned has happened. */
  get faults(): readonly Fault[] {
    return this.faultPlan.pending;
  }

  clearFaults(): void {
    this.faultPlan.clear();
  }

  /** Lets the requests go on that a fault holds; answers how many. */
  release(): number {
    return this.faultPlan.release();
  }

  /** The codes that were sent, in order: whoever has the answer to a preparation finds its code at the end. */
  get codes(): readonly SentCode[] {
    return this.outbox.sent;
  }

  /** The passkeys that can be asked for, of all users. */
  get passkeys(): PasskeySummary[] {
    return [...this.store.users.values()].flatMap(({ id: userId, passkeys }) =>
      passkeys.flatMap(({ id, name, credential, lastUsedAt }) =>
        credential
          ? [{ id, userId, name, credentialId: credential.id, counter: credential.counter, lastUsedAt }]
          : [],
      ),
    );
  }

  /** Changes what the session tokens are like that are made from now on; what is not named stays as it is. */
  setTokenRules(rules: Partial<TokenRules>): void {
    Object.assign(this.rules, rules);
  }

  /** Back to the start: users and devices as seeded, nobody signed in here, no faults, an empty log and outbox. */
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
    const client = from.clientId === undefined ? this.store.createClient() : this.client(from.clientId);
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
   * Replaces what a client proves itself with. Its next answer carries the new one (cookie, or `Authorization` header);
   * the old one is accepted until the next rotation.
   */
  rotateClientToken(clientId: string): void {
    rotate(this.client(clientId).credential, "rt");
  }

  /** Replaces a development browser's token; the next answer carries the new one as `Clerk-Db-Jwt`. */
  rotateDevBrowser(token: string): void {
    rotate(this.devBrowser(token).credential, "dvb");
  }

  /** Forgets a development browser: its requests get 401 `dev_browser_unauthenticated`. */
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
