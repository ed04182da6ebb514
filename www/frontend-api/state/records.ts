import type { Activity } from "./activity.js";
import type { UserRecord } from "./user-record.js";
import type { VerificationRecord } from "./verification-record.js";

/** Every status of a session; `active` and `pending` are the ones that are alive. */
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

/** A user's session on one client. Times are Unix milliseconds. */
export interface SessionRecord {
  readonly id: string;
  readonly user: UserRecord;
  readonly client: ClientRecord;
  status: SessionStatus;
  /** The device of the latest sign-in or touch. */
  activity: Activity;
  lastActiveOrganizationId: string | null;
  /** The last token issued for it, which responses repeat until shortly before its end. */
  lastActiveToken: { jwt: string; organizationId: string | null; expireAt: number } | null;
  tasks: { key: string }[];
  /**
   * The times of the last verification of each factor: the first by a sign-in, the second by a
   * reverification (null: never in this session).
   */
  firstFactorVerifiedAt: number;
  secondFactorVerifiedAt: number | null;
  /** The latest reverification, if any; it stays after it is complete. */
  reverification: ReverificationRecord | null;
  readonly expireAt: number;
  readonly abandonAt: number;
  lastActiveAt: number;
  readonly createdAt: number;
  updatedAt: number;
}

/** The levels of a reverification. */
export const reverificationLevels = ["first_factor", "second_factor", "multi_factor"] as const;

/** A reverification of a signed-in user. */
export interface ReverificationRecord {
  readonly level: (typeof reverificationLevels)[number];
  status: "needs_first_factor" | "needs_second_factor" | "complete";
  first: VerificationRecord | null;
  second: VerificationRecord | null;
}

/** A browser or device, with its sessions. Times are Unix milliseconds. */
export interface ClientRecord {
  readonly id: string;
  readonly sessions: SessionRecord[];
  /** The current sign-in, if any. */
  signIn: SignInRecord | null;
  lastActiveSessionId: string | null;
  lastAuthenticationStrategy: string | null;
  /** The proof that a request comes from this client; see {@link Credential}. */
  readonly credential: Credential;
  readonly createdAt: number;
  updatedAt: number;
}

/**
 * A secret that is replaced now and then. The server still accepts the previous one, because a
 * request may have left before the response with the new one arrived. The response to such a
 * request carries the current one.
 */
export interface Credential {
  current: string;
  previous: string | null;
}

/** A sign-in that is not complete yet. */
export interface SignInRecord {
  readonly id: string;
  status: "needs_identifier" | "needs_first_factor" | "complete";
  user: UserRecord | null;
  identifier: string | null;
  /** The number of password attempts. */
  attempts: number;
  createdSessionId: string | null;
  /** Unix milliseconds. */
  readonly abandonAt: number;
}

/** The substitute for the client cookie on a development instance. */
export interface DevBrowserRecord {
  readonly credential: Credential;
  client: ClientRecord | null;
}
