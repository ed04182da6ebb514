import { type Activity, activityOf } from "./activity.js";
import { newId, seedId } from "./ids.js";
import type {
  ClientRecord,
  Credential,
  DevBrowserRecord,
  SessionRecord,
  SessionStatus,
  SignInRecord,
} from "./records.js";
import { seedSessions } from "./seed-sessions.js";
import type { UserRecord } from "./user-record.js";
import { ada } from "./users/ada.js";
import { alan } from "./users/alan.js";
import { grace } from "./users/grace.js";

const day = 24 * 60 * 60_000;
/**
 * A session's default lifetime, and the time after which an unused one is abandoned, in
 * milliseconds: the settings of a new instance.
 */
const sessionLifetime = 7 * day;
const abandonAfter = 30 * day;
/** The lifetime of an unfinished sign-in, in milliseconds. */
const signInLifetime = day;

/** The properties of a session to create. An omitted one is as after a sign-in just now. */
export interface NewSession {
  readonly user: UserRecord;
  readonly client: ClientRecord;
  readonly activity: Activity;
  readonly id?: string;
  readonly status?: SessionStatus;
  readonly createdAt?: number;
  readonly lastActiveAt?: number;
  readonly tasks?: { key: string }[];
}

/** Returns whether a session is signed in. */
export function isAlive(session: SessionRecord): boolean {
  return session.status === "active" || session.status === "pending";
}

/** Replaces the secret. The previous one stays valid for requests in flight. */
export function rotate(credential: Credential, prefix: string): void {
  credential.previous = credential.current;
  credential.current = newId(prefix);
}

/** The server's state, in memory. */
export class Store {
  readonly users = new Map<string, UserRecord>();
  readonly clients = new Map<string, ClientRecord>();
  readonly sessions = new Map<string, SessionRecord>();
  readonly devBrowsers: DevBrowserRecord[] = [];
  /** The time after which an unused session is abandoned. `null`: never. */
  inactivityTimeoutMs: number | null = null;

  /** @param now - the time in Unix milliseconds */
  constructor(private readonly now: () => number) {
    this.reset();
  }

  /** Deletes all clients and sessions, and restores the users with their other devices. */
  reset(): void {
    this.inactivityTimeoutMs = null;
    for (const records of [this.users, this.clients, this.sessions]) records.clear();
    this.devBrowsers.length = 0;
    const now = this.now();
    for (const [name, user] of Object.entries({ ada: ada(), grace: grace(), alan: alan() })) {
      this.users.set(user.id, user);
      for (const seed of seedSessions[name as keyof typeof seedSessions]) {
        this.createSession({
          id: seedId("sess", seed.name),
          user,
          client: this.createClient(seedId("client", seed.name)),
          status: seed.status,
          activity: activityOf(seed.userAgent, seed.where),
          createdAt: now - seed.createdAgo,
          lastActiveAt: now - seed.lastActiveAgo,
        });
      }
    }
  }

  /** Finds a user by a sign-in identifier: an email address, user name or phone number. */
  userByIdentifier(identifier: string): UserRecord | undefined {
    const wanted = identifier.trim().toLowerCase();
    return [...this.users.values()].find(
      (user) =>
        user.username === wanted ||
        user.emailAddresses.some(({ emailAddress }) => emailAddress === wanted) ||
        user.phoneNumbers.some(({ phoneNumber }) => phoneNumber === wanted),
    );
  }

  createClient(id = newId("client")): ClientRecord {
    const now = this.now();
    const client: ClientRecord = {
      id,
      sessions: [],
      signIn: null,
      lastActiveSessionId: null,
      lastAuthenticationStrategy: null,
      credential: { current: newId("rt"), previous: null },
      createdAt: now,
      updatedAt: now,
    };
    this.clients.set(id, client);
    return client;
  }

  createSignIn(client: ClientRecord): SignInRecord {
    const signIn: SignInRecord = {
      id: newId("sia"),
      status: "needs_identifier",
      user: null,
      identifier: null,
      attempts: 0,
      createdSessionId: null,
      abandonAt: this.now() + signInLifetime,
    };
    client.signIn = signIn;
    client.updatedAt = this.now();
    return signIn;
  }

  createSession(from: NewSession): SessionRecord {
    const now = this.now();
    const createdAt = from.createdAt ?? now;
    const lastActiveAt = from.lastActiveAt ?? now;
    const session: SessionRecord = {
      id: from.id ?? newId("sess"),
      user: from.user,
      client: from.client,
      status: from.status ?? "active",
      activity: from.activity,
      lastActiveOrganizationId: null,
      lastActiveToken: null,
      tasks: from.tasks ?? [],
      firstFactorVerifiedAt: createdAt,
      secondFactorVerifiedAt: null,
      reverification: null,
      expireAt: Math.max(createdAt, lastActiveAt) + sessionLifetime,
      abandonAt: Math.max(createdAt, lastActiveAt) + abandonAfter,
      lastActiveAt,
      createdAt,
      updatedAt: lastActiveAt,
    };
    this.sessions.set(session.id, session);
    from.client.sessions.push(session);
    if (isAlive(session)) from.client.lastActiveSessionId = session.id;
    from.client.updatedAt = now;
    from.user.lastActiveAt = Math.max(lastActiveAt, from.user.lastActiveAt ?? 0);
    return session;
  }

  /**
   * Abandons the sessions that nobody has used for the inactivity timeout. Signing in and a touch
   * are use.
   */
  abandonIdleSessions(): void {
    const { inactivityTimeoutMs } = this;
    if (inactivityTimeoutMs === null) return;
    const idleSince = this.now() - inactivityTimeoutMs;
    for (const session of this.sessions.values()) {
      if (isAlive(session) && session.lastActiveAt <= idleSince)
        this.setSessionStatus(session, "abandoned");
    }
  }

  /**
   * Changes a session's status. If it is no longer alive, it stops being its client's last active
   * one.
   */
  setSessionStatus(session: SessionRecord, status: SessionStatus): void {
    session.status = status;
    session.updatedAt = this.now();
    const { client } = session;
    client.updatedAt = this.now();
    if (!isAlive(session)) {
      session.lastActiveToken = null;
      if (client.lastActiveSessionId === session.id) client.lastActiveSessionId = null;
    }
  }

  createDevBrowser(): DevBrowserRecord {
    const devBrowser: DevBrowserRecord = {
      credential: { current: newId("dvb"), previous: null },
      client: null,
    };
    this.devBrowsers.push(devBrowser);
    return devBrowser;
  }

  devBrowserByToken(token: string): DevBrowserRecord | undefined {
    return this.devBrowsers.find(
      ({ credential: { current, previous } }) => token === current || token === previous,
    );
  }
}
