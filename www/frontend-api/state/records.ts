import type { Activity } from "./activity.js";
import type { UserRecord } from "./user-record.js";
import type { VerificationRecord } from "./verification-record.js";

/** Every status that a session can have; `active` and `pending` are the ones that are alive. */
export const sessionStatuses = [
  "abandoned",
  "active",
  "ended",
  "expired",
  "pending",
  "removed",
  "replaced",
  "revoked",
] as const;

/** One of {@link sessionStatuses}. */
export type SessionStatus = (typeof sessionStatuses)[number];

/** One user signed in on one client. Times are Unix milliseconds. */
export interface SessionRecord {
  readonly id: string;
  readonly user: UserRecord;
  readonly client: ClientRecord;
  status: SessionStatus;
  /** Of the newest request that showed the user at work: signing in, or touch. */
  activity: Activity;
  lastActiveOrganizationId: string | null;
  /** The last token given out for it, which answers repeat while it is good. */
  lastActiveToken: { jwt: string; organizationId: string | null; expireAt: number } | null;
  tasks: { key: string }[];
  /** When each factor was last verified: the first to sign in, the second (null: never in this session) in a reverification. */
  firstFactorVerifiedAt: number;
  secondFactorVerifiedAt: number | null;
  /** The one started last, if any; it stays when it is complete. */
  reverification: ReverificationRecord | null;
  readonly expireAt: number;
  readonly abandonAt: number;
  lastActiveAt: number;
  readonly createdAt: number;
  updatedAt: number;
}

/** How much a reverification can be asked to prove. */
export const reverificationLevels = ["first_factor", "second_factor", "multi_factor"] as const;

/** A signed-in user proving once more who it is. */
export interface ReverificationRecord {
  readonly level: (typeof reverificationLevels)[number];
  status: "needs_first_factor" | "needs_second_factor" | "complete";
  first: VerificationRecord | null;
  second: VerificationRecord | null;
}

/** One browser or device, with the sessions on it. Times are Unix milliseconds. */
export interface ClientRecord {
  readonly id: string;
  readonly sessions: SessionRecord[];
  /** The sign-in under way, if any. */
  signIn: SignInRecord | null;
  lastActiveSessionId: string | null;
  lastAuthenticationStrategy: string | null;
  /** What proves that a request comes from this client; see {@link Credential}. */
  readonly credential: Credential;
  readonly createdAt: number;
  updatedAt: number;
}

/**
 * A secret that is replaced now and then. The one before it is still accepted, because a request may have left before
 * the answer with the new one arrived; whoever shows it is handed the new one.
 */
export interface Credential {
  current: string;
  previous: string | null;
}

/** Someone on the way in. */
export interface SignInRecord {
  readonly id: string;
  status: "needs_identifier" | "needs_first_factor" | "complete";
  user: UserRecord | null;
  identifier: string | null;
  /** Wrong passwords so far. */
  attempts: number;
  createdSessionId: string | null;
  /** Unix milliseconds. */
  readonly abandonAt: number;
}

/** What stands in for the client cookie on a development instance. */
export interface DevBrowserRecord {
  readonly credential: Credential;
  client: ClientRecord | null;
}
