/** Loads the WebAssembly module once. No argument: the bytes that the package brings. Otherwise a URL, a response, bytes or a compiled module. */
export default function init(source?: ModuleSource | Promise<ModuleSource>): Promise<void>;
/** CompiledModule stands for WebAssembly.Module, whose type not every consumer's `lib` has. */
export type ModuleSource = string | URL | Response | ArrayBuffer | ArrayBufferView | CompiledModule;
// biome-ignore lint/suspicious/noEmptyInterface: of what it stands for, nothing is known here.
export interface CompiledModule {}

// ---- models: whole, so that nothing is left to guess; from the wire's snake_case names --------------------------------------------

export type SessionStatus =
  | "abandoned"
  | "active"
  | "ended"
  | "expired"
  | "pending"
  | "removed"
  | "replaced"
  | "revoked"
  /** Anything else that the server says. Counts as signed in wherever that is the cautious reading. */
  | "unknown";

export interface Session {
  id: string;
  status: SessionStatus;
  expireAt: number;
  abandonAt: number | null;
  lastActiveAt: number;
  latestActivity: SessionActivity | null;
  lastActiveOrganizationId: string | null;
  /** Who impersonates the user, as the server sent it. */
  actor: Json | null;
  user: User | null;
  publicUserData: PublicUserData | null;
  /** Minutes since the first and second factor were last verified; -1: no such factor. */
  factorVerificationAge: [first: number, second: number] | null;
  tasks: SessionTask[];
  /** Null only in listActiveSessions() and SessionVerification.session, whose answers leave it out. */
  createdAt: number | null;
  updatedAt: number | null;
  lastActiveToken: TokenResource | null;
}
export interface SessionActivity {
  id: string;
  browserName: string | null;
  browserVersion: string | null;
  deviceType: string | null;
  ipAddress: string | null;
  city: string | null;
  country: string | null;
  isMobile: boolean | null;
}
export interface SessionTask {
  key: string;
}
export interface TokenResource {
  jwt: string;
}

/** The browser, with every session that it holds. */
export interface Client {
  id: string;
  sessions: Session[];
  lastActiveSessionId: string | null;
  lastAuthenticationStrategy: string | null;
  cookieExpiresAt: number | null;
  createdAt: number | null;
  updatedAt: number | null;
}

export interface PublicUserData {
  userId: string | null;
  identifier: string | null;
  firstName: string | null;
  lastName: string | null;
  username: string | null;
  imageUrl: string | null;
  hasImage: boolean;
  banned: boolean;
  deprovisioned: boolean;
}

export interface User {
  id: string;
  externalId: string | null;
  username: string | null;
  firstName: string | null;
  lastName: string | null;
  imageUrl: string | null;
  hasImage: boolean;
  primaryEmailAddressId: string | null;
  primaryPhoneNumberId: string | null;
  primaryWeb3WalletId: string | null;
  emailAddresses: EmailAddress[];
  phoneNumbers: PhoneNumber[];
  web3Wallets: Web3Wallet[];
  passkeys: Passkey[];
  externalAccounts: ExternalAccount[];
  /** Under the older versions' name, each from its own key. */
  samlAccounts: EnterpriseAccount[];
  enterpriseAccounts: EnterpriseAccount[];
  organizationMemberships: OrganizationMembership[];
  passwordEnabled: boolean;
  twoFactorEnabled: boolean;
  totpEnabled: boolean;
  backupCodeEnabled: boolean;
  publicMetadata: JsonObject | null;
  unsafeMetadata: JsonObject | null;
  banned: boolean;
  locked: boolean;
  deprovisioned: boolean;
  lockoutExpiresInSeconds: number | null;
  verificationAttemptsRemaining: number | null;
  deleteSelfEnabled: boolean;
  createOrganizationEnabled: boolean;
  createOrganizationsLimit: number | null;
  passwordLastUpdatedAt: number | null;
  lastSignInAt: number | null;
  lastActiveAt: number | null;
  mfaEnabledAt: number | null;
  mfaDisabledAt: number | null;
  legalAcceptedAt: number | null;
  createdAt: number | null;
  updatedAt: number | null;
}
export interface EmailAddress {
  id: string;
  emailAddress: string | null;
  reserved: boolean;
  verification: Verification | null;
  linkedTo: IdentificationLink[];
  matchesSsoConnection: boolean;
  createdAt: number | null;
  updatedAt: number | null;
}
export interface PhoneNumber {
  id: string;
  phoneNumber: string | null;
  reserved: boolean;
  reservedForSecondFactor: boolean;
  defaultSecondFactor: boolean;
  verification: Verification | null;
  linkedTo: IdentificationLink[];
  backupCodes: string[];
  createdAt: number | null;
  updatedAt: number | null;
}
export interface Web3Wallet {
  id: string;
  web3Wallet: string | null;
  verification: Verification | null;
  createdAt: number | null;
  updatedAt: number | null;
}
export interface Passkey {
  id: string;
  name: string | null;
  lastUsedAt: number | null;
  verification: Verification | null;
  createdAt: number | null;
  updatedAt: number | null;
}
export interface ExternalAccount {
  id: string;
  provider: string | null;
  identificationId: string | null;
  providerUserId: string | null;
  approvedScopes: string | null;
  emailAddress: string | null;
  emailAddressVerified: boolean;
  firstName: string | null;
  lastName: string | null;
  imageUrl: string | null;
  username: string | null;
  phoneNumber: string | null;
  label: string | null;
  publicMetadata: JsonObject | null;
  verification: Verification | null;
  createdAt: number | null;
  updatedAt: number | null;
}
export interface EnterpriseAccount {
  id: string;
  active: boolean;
  protocol: string | null;
  provider: string | null;
  emailAddress: string | null;
  firstName: string | null;
  lastName: string | null;
  providerUserId: string | null;
  enterpriseConnectionId: string | null;
  lastAuthenticatedAt: number | null;
  publicMetadata: JsonObject | null;
  verification: Verification | null;
  enterpriseConnection: EnterpriseConnection | null;
  samlConnection: EnterpriseConnection | null;
}
export interface EnterpriseConnection {
  id: string;
  name: string | null;
  domain: string | null;
  domains: string[];
  protocol: string | null;
  provider: string | null;
  active: boolean;
  logoPublicUrl: string | null;
  syncUserAttributes: boolean;
  allowSubdomains: boolean;
  allowIdpInitiated: boolean;
  disableAdditionalIdentifications: boolean;
  allowOrganizationAccountLinking: boolean;
  createdAt: number | null;
  updatedAt: number | null;
}
export interface IdentificationLink {
  id: string;
  type: string | null;
}
export interface OrganizationMembership {
  id: string;
  role: string | null;
  roleName: string | null;
  permissions: string[];
  publicMetadata: JsonObject | null;
  organization: Organization | null;
  publicUserData: PublicUserData | null;
  createdAt: number | null;
  updatedAt: number | null;
}
export interface Organization {
  id: string;
  name: string | null;
  slug: string | null;
  imageUrl: string | null;
  hasImage: boolean;
  membersCount: number | null;
  pendingInvitationsCount: number | null;
  maxAllowedMemberships: number | null;
  adminDeleteEnabled: boolean;
  selfServeSsoEnabled: boolean;
  publicMetadata: JsonObject | null;
  createdAt: number | null;
  updatedAt: number | null;
}
/** status and strategy as the server sends them. */
export interface Verification {
  status: string | null;
  strategy: string | null;
  attempts: number | null;
  expireAt: number | null;
  verifiedAtClient: string | null;
  nonce: string | null;
  message: string | null;
  channel: string | null;
  externalVerificationRedirectUrl: string | null;
  error: ApiError | null;
}
export interface ApiError {
  code: string | null;
  message: string | null;
  longMessage: string | null;
  meta: JsonObject | null;
}

export type Json = string | number | boolean | null | Json[] | JsonObject;
export interface JsonObject {
  [key: string]: Json;
}

// ---- talking to the Frontend API --------------------------------------------------------------------------------------------------

export interface SessionClientOptions {
  /** pk_live_… or pk_test_…; says which Frontend API to call. This or frontendApi is needed. */
  publishableKey?: string;
  /** The Frontend API's origin or host, in place of the key's. A host that ends in .accounts.dev is a development instance. */
  frontendApi?: string;
  /** Send requests through this absolute URL. Needs one of the two above all the same. */
  proxyUrl?: string;
  /** Identify by this token and no cookies: servers, native shells, extensions. Not together with devBrowser. */
  clientToken?: string;
  /** The server replaced the client token: store it. */
  onClientToken?: (token: string) => void;
  /** A development browser token, where there is no page whose cookie holds it; and where to keep a new one. */
  devBrowser?: string;
  onDevBrowser?: (token: string) => void;
  /** For each attempt; default 15000. To bound a whole call, pass a signal. */
  timeoutMs?: number;
  /** After the first attempt, for requests that are safe to repeat; default 3. */
  maxRetries?: number;
}

export interface RequestOptions {
  signal?: AbortSignal;
  timeoutMs?: number;
}
/** For the calls about the user's devices: on whose behalf, where the browser holds several accounts. Default: the current session. */
export interface DeviceOptions extends RequestOptions {
  as?: SessionTarget;
}

/**
 * A session, its id, or "current" (SessionClient.session; asked from the server if not known yet; none: "no_session", nothing else sent).
 * Empty, "." and ".." are "invalid_argument", and so is an explicit undefined or null here and in any options object:
 * deleteSession(list.find(…)) must never sign out a session that nobody named.
 */
export type SessionTarget = Session | string;

/** Deletes one session without setting up a client first. As SessionClient.deleteSession, but a session that is gone already rejects with "not_deleted". */
export function deleteSession(
  session: SessionTarget,
  options: SessionClientOptions & RequestOptions,
): Promise<Session | null>;

/** Methods are bound: `const { getToken } = client` works, and so does useSyncExternalStore(client.subscribe, () => client.client). */
export class SessionClient {
  /** Throws SessionError "invalid_options", saying which option and why, or "not_initialized". Sends nothing. */
  constructor(options: SessionClientOptions);

  /** Whether the server has been heard yet: tells "signed out" from "not asked". */
  readonly loaded: boolean;
  /** The client as last heard; the same object until its content changes. To be read, not written. Null: not asked yet, or no client. */
  readonly client: Client | null;
  /** client's session whose id is lastActiveSessionId, if active or pending; else null. */
  readonly session: Session | null;
  /** Called once after each change of client or loaded, here or in another tab, before the promise of the call that caused it settles.
   *  What a listener throws is reported (reportError) and stops nobody. Returns the function that stops it. */
  subscribe(listener: () => void): () => void;

  /** Null: this browser has no client yet. */
  getClient(options?: RequestOptions): Promise<Client | null>;
  getSession(id: string, options?: RequestOptions): Promise<Session>;
  listSessions(options?: DeviceOptions): Promise<Session[]>;
  listActiveSessions(options?: DeviceOptions): Promise<Session[]>;

  /**
   * Deletes a session: the one named, or with no argument at all the current one.
   * Resolves to the removed session when the server has confirmed it: the same id, one of removed, ended, revoked, expired, abandoned, replaced,
   * and no client half that still holds it alive.
   * Resolves to null when it was certainly gone already: client held it when the call began (or this SessionClient saw it deleted since), the server
   * refused with 404 or 400 invalid_action_for_session, and, asked again, answers for the same client id without it alive. A 404 alone proves nothing:
   * blocked cookies make every session "not found", and another device's session is "not found" here while it lives.
   * Everything else rejects, "not_deleted" meaning "not confirmed", and nothing local has changed by it.
   * Calls for one session at the same time share one request.
   */
  deleteSession(): Promise<Session | null>;
  deleteSession(session: SessionTarget, options?: RequestOptions): Promise<Session | null>;
  /** Deletes every session of this browser; the client stays. Asks for the client first if it is not known; none: "no_session", nothing deleted.
   *  Confirmed by an answer, or a further question, with the same client id and no session alive; else "not_deleted". */
  deleteAllSessions(options?: RequestOptions): Promise<Client>;
  /** Confirmed as deleteSession is; a session that is not there rejects with "api". */
  endSession(session: SessionTarget, options?: RequestOptions): Promise<Session>;
  /** Signs a session out wherever it runs. Confirmed likewise. */
  revokeSession(session: SessionTarget, options?: DeviceOptions): Promise<Session>;
  touchSession(session: SessionTarget, options?: TouchOptions): Promise<Session>;

  /** Stops timers, channels and reads. A change that is already on the wire is not aborted; its promise rejects with "closed". Safe to call twice;
   *  afterwards every call rejects with "closed". Also what `using` calls, where the runtime has it (not declared here: a declaration of
   *  Symbol.dispose breaks consumers whose `lib` lacks it). */
  close(): void;
}

export interface TouchOptions extends RequestOptions {
  organizationId?: string | null;
  intent?: "focus" | "select_session" | "select_org";
}
// ---- no network -------------------------------------------------------------------------------------------------------------------

/** Reads what the Frontend API sends (JSON text or its UTF-8 bytes). Throws SessionError "invalid_response" with the path. */
export function parseSession(json: string | Uint8Array): Session;
export function parseSessions(json: string | Uint8Array): Session[];
export function parseClient(json: string | Uint8Array): Client;

export class SessionError extends Error {
  readonly name: "SessionError";
  readonly code:
    | "not_initialized"
    | "invalid_options"
    | "invalid_argument"
    | "network"
    | "timeout"
    | "api"
    | "invalid_response"
    | "no_session"
    | "not_deleted"
    | "passkey"
    | "closed"
    | "internal";
  /** HTTP status, where there was an answer. */
  readonly status: number | null;
  /** What the server said, for "api". */
  readonly errors: ApiError[];
  readonly traceId: string | null;
  readonly retryAfterSeconds: number | null;
  /** For "invalid_response": where, e.g. sessions[0].user.email_addresses[1].verification.attempts */
  readonly path: string | null;
  // cause carries the browser's own error, where there was one
}
// A call whose signal aborts rejects with the signal's reason (a DOMException named AbortError by default), as fetch does. Where several callers share
// a request, a signal or timeout rejects only its own caller, and the request is aborted when the last has gone.
