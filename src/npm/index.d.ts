// Results are plain data: structuredClone() and JSON.stringify() take each of them. What is not known is null, never undefined.
// Times are Unix milliseconds, as Date takes them, unless a name says seconds or minutes. All comes from Clerk's Frontend API
// (https://clerk.com/docs/reference/frontend-api), version 2026-05-12: an object's fields have its names, in camel case.

/**
 * Loads the WebAssembly module; everything else but SessionError needs that first. Called again, or at the same time, it loads nothing
 * twice, whatever the source. Rejects with SessionError "not_initialized", which says why; then it may be called again.
 * The page's Content-Security-Policy needs `'wasm-unsafe-eval'` in `script-src` (https://www.w3.org/TR/CSP3/#wasm-unsafe-eval).
 *
 * @param source - Absent: what the package brings, which is right nearly always. Otherwise where the module is, or the module itself.
 */
export default function init(source?: ModuleSource | Promise<ModuleSource>): Promise<void>;

/**
 * A URL to fetch the module from, an answer that carries it, its bytes, or the compiled module. Each may
 * come from another realm, such as a frame or Jest's environment.
 */
export type ModuleSource = string | URL | Response | ArrayBuffer | ArrayBufferView | CompiledModule;

/** Stands for WebAssembly.Module, whose type not every consumer's `lib` has. */
// biome-ignore lint/suspicious/noEmptyInterface: of what it stands for, nothing is known here.
export interface CompiledModule {}

// ---- models: whole, so that nothing is left to guess ------------------------------------------------------------------------------

/** The state of a session (https://clerk.com/docs/guides/secure/session-options). Signed in are `active` and `pending`. */
export type SessionStatus =
  /** The user was away for too long. */
  | "abandoned"
  /** Signed in, with nothing left to do. */
  | "active"
  /** Ended on this client. */
  | "ended"
  /** Its time was up. */
  | "expired"
  /** Signed in, with `tasks` still to do. */
  | "pending"
  /** Deleted. */
  | "removed"
  /** Another session has taken its place. */
  | "replaced"
  /** Signed out from another device, or by the application. */
  | "revoked"
  /** Anything else that the server says. Counts as signed in wherever that is the cautious reading. */
  | "unknown";

/** One user signed in on one client (https://clerk.com/docs/reference/objects/session). */
export interface Session {
  /** `sess_…` */
  id: string;
  /** Alive while active, pending or unknown. */
  status: SessionStatus;
  /** When it expires, used or not. */
  expireAt: number;
  /** When it is abandoned, if the user stays away until then. */
  abandonAt: number | null;
  /** When it was last used: at sign-in, or at the last touch. */
  lastActiveAt: number;
  /** Where it was last used. Null but in listActiveSessions(), whose answer alone has it. */
  latestActivity: SessionActivity | null;
  /** The organization (`org_…`) that is active in it. Null: the personal account. */
  lastActiveOrganizationId: string | null;
  /**
   * Who impersonates the user, as the server sent it: `{"sub": "user_…"}` as a rule, after the `act` claim of RFC 8693.
   * Null: nobody (https://clerk.com/docs/guides/users/impersonation).
   */
  actor: Json | null;
  /** The whole user. Null in listActiveSessions() and SessionVerification.session, whose answers leave it out. */
  user: User | null;
  /** What others may see of the user. */
  publicUserData: PublicUserData | null;
  /** Minutes since the first and second factor were last verified; -1: there is no such factor, or it never was. */
  factorVerificationAge: [first: number, second: number] | null;
  /** What keeps a `pending` session from being `active`. */
  tasks: SessionTask[];
  /** Null only in listActiveSessions() and SessionVerification.session, whose answers leave it out. */
  createdAt: number | null;
  /** Null only in listActiveSessions() and SessionVerification.session, whose answers leave it out. */
  updatedAt: number | null;
  /** The session token that came with this answer; it may have expired since. */
  lastActiveToken: TokenResource | null;
}

/** Where a session was last used: device, browser and place, as far as the server could tell. */
export interface SessionActivity {
  /** The id of this record, not of the session. */
  id: string;
  /** `Chrome`, `Mobile Safari`, … */
  browserName: string | null;
  /** `126.0.0.0` */
  browserVersion: string | null;
  /** The kind of device, or its system: `iPhone`, `Macintosh`, … */
  deviceType: string | null;
  /** IPv4 or IPv6. */
  ipAddress: string | null;
  /** Guessed from the address, as is `country`. */
  city: string | null;
  /** Its name or its code, as the server sends it. */
  country: string | null;
  /** Whether the device is a phone or the like. */
  isMobile: boolean | null;
}

/** Something that the user has to do before the session is active (https://clerk.com/docs/guides/configure/session-tasks). */
export interface SessionTask {
  /** `choose-organization`, … as the server sends it. */
  key: string;
}

/** A session token (https://clerk.com/docs/guides/sessions/session-tokens). */
export interface TokenResource {
  /** A JSON Web Token (RFC 7519), encoded. Whoever has it is the user until it expires. */
  jwt: string;
}

/** The browser, with every session that it holds (https://clerk.com/docs/reference/objects/client). */
export interface Client {
  /** `client_…` */
  id: string;
  /** All that it holds, in the order of the server. */
  sessions: Session[];
  /** The session that is the current one, as the server last heard. */
  lastActiveSessionId: string | null;
  /** How somebody last signed in here: `password`, `oauth_google`, … as the server sends it. */
  lastAuthenticationStrategy: string | null;
  /** When the cookie expires by which the server knows this browser. */
  cookieExpiresAt: number | null;
  /** When it was made. */
  createdAt: number | null;
  /** When it last changed. */
  updatedAt: number | null;
}

/** What others may see of a user. */
export interface PublicUserData {
  /** `user_…` */
  userId: string | null;
  /** An email address, a phone number or a user name. */
  identifier: string | null;
  /** The given name. */
  firstName: string | null;
  /** The family name. */
  lastName: string | null;
  /** The name that the user has chosen to sign in with. */
  username: string | null;
  /** The user's image, or one that Clerk has drawn (https://clerk.com/docs/guides/development/image-optimization). */
  imageUrl: string | null;
  /** Whether the image is the user's own. */
  hasImage: boolean;
  /** Whether the application has shut the user out. */
  banned: boolean;
  /** Whether the user's enterprise has withdrawn the account (SCIM, RFC 7644). */
  deprovisioned: boolean;
}

/** A user of the application, as that user may see it (https://clerk.com/docs/reference/objects/user). */
export interface User {
  /** `user_…` */
  id: string;
  /** The id that the application itself has given to this user. */
  externalId: string | null;
  /** The name that the user has chosen to sign in with. */
  username: string | null;
  /** The given name. */
  firstName: string | null;
  /** The family name. */
  lastName: string | null;
  /** The user's image, or one that Clerk has drawn (https://clerk.com/docs/guides/development/image-optimization). */
  imageUrl: string | null;
  /** Whether the image is the user's own. */
  hasImage: boolean;
  /** Which of emailAddresses is the first. */
  primaryEmailAddressId: string | null;
  /** Which of phoneNumbers is the first. */
  primaryPhoneNumberId: string | null;
  /** Which of web3Wallets is the first. */
  primaryWeb3WalletId: string | null;
  /** All of them, verified or not. */
  emailAddresses: EmailAddress[];
  /** All of them, verified or not. */
  phoneNumbers: PhoneNumber[];
  /** All of them, verified or not. */
  web3Wallets: Web3Wallet[];
  /** All of them, on any device. */
  passkeys: Passkey[];
  /** Accounts elsewhere that the user signs in with (OAuth). */
  externalAccounts: ExternalAccount[];
  /** enterpriseAccounts under the older versions' name, each from its own key. */
  samlAccounts: EnterpriseAccount[];
  /** Accounts at an enterprise's identity provider. */
  enterpriseAccounts: EnterpriseAccount[];
  /** The organizations that the user belongs to. */
  organizationMemberships: OrganizationMembership[];
  /** Whether there is a password. */
  passwordEnabled: boolean;
  /** Whether there is any second factor. */
  twoFactorEnabled: boolean;
  /** Whether an authenticator app is a second factor (TOTP, RFC 6238). */
  totpEnabled: boolean;
  /** Whether there are codes for when the second factor is lost. */
  backupCodeEnabled: boolean;
  /** Written by the application's server alone. */
  publicMetadata: JsonObject | null;
  /** Written by the frontend too, and so by the user: not to be trusted. */
  unsafeMetadata: JsonObject | null;
  /** Whether the application has shut the user out. */
  banned: boolean;
  /** Whether the user cannot sign in for now, after too many failed attempts. */
  locked: boolean;
  /** Whether the user's enterprise has withdrawn the account (SCIM, RFC 7644). */
  deprovisioned: boolean;
  /** Seconds until a locked user may try again. Null while `locked`: never. */
  lockoutExpiresInSeconds: number | null;
  /** How many failed attempts are left before the user is locked. Null: the instance locks nobody. */
  verificationAttemptsRemaining: number | null;
  /** Whether users may delete their own account. */
  deleteSelfEnabled: boolean;
  /** Whether the user may create organizations. */
  createOrganizationEnabled: boolean;
  /** How many organizations the user may create; 0: any number. */
  createOrganizationsLimit: number | null;
  /** When the password was last set. */
  passwordLastUpdatedAt: number | null;
  /** When the user last signed in, anywhere. */
  lastSignInAt: number | null;
  /** Exact to a day only. */
  lastActiveAt: number | null;
  /** When a second factor was set up. */
  mfaEnabledAt: number | null;
  /** When the last second factor was given up. */
  mfaDisabledAt: number | null;
  /** When the user agreed to the application's terms (https://clerk.com/docs/guides/secure/legal-compliance). */
  legalAcceptedAt: number | null;
  /** When it was made. */
  createdAt: number | null;
  /** When it last changed. */
  updatedAt: number | null;
}

/** An email address of a user. */
export interface EmailAddress {
  /** `idn_…` */
  id: string;
  /** The address itself. */
  emailAddress: string | null;
  /** Whether it is held for this user before it is verified. */
  reserved: boolean;
  /** How far its verification has come. Null: not begun. */
  verification: Verification | null;
  /** What else has brought the same address. */
  linkedTo: IdentificationLink[];
  /** Whether its domain is one of an active enterprise connection. */
  matchesSsoConnection: boolean;
  /** When it was made. */
  createdAt: number | null;
  /** When it last changed. */
  updatedAt: number | null;
}

/** A phone number of a user. */
export interface PhoneNumber {
  /** `idn_…` */
  id: string;
  /** As E.164 writes it: `+15555550100`. */
  phoneNumber: string | null;
  /** Whether it is held for this user before it is verified. */
  reserved: boolean;
  /** Whether it is a second factor. */
  reservedForSecondFactor: boolean;
  /** Whether it is the second factor that is offered first. */
  defaultSecondFactor: boolean;
  /** How far its verification has come. Null: not begun. */
  verification: Verification | null;
  /** What else has brought the same number. */
  linkedTo: IdentificationLink[];
  /** Codes for when the phone is lost. The server shows them once, when they are made; otherwise there are none here. */
  backupCodes: string[];
  /** When it was made. */
  createdAt: number | null;
  /** When it last changed. */
  updatedAt: number | null;
}

/** A web3 wallet of a user. */
export interface Web3Wallet {
  /** `idn_…` */
  id: string;
  /** Its address: `0x…` */
  web3Wallet: string | null;
  /** How far its verification has come; its `nonce` and `message` are what the wallet signs. */
  verification: Verification | null;
  /** When it was made. */
  createdAt: number | null;
  /** When it last changed. */
  updatedAt: number | null;
}

/** A passkey of a user (https://www.w3.org/TR/webauthn-3/). */
export interface Passkey {
  /** The id of this passkey at Clerk, not the credential's own. */
  id: string;
  /** What the user calls it. */
  name: string | null;
  /** When somebody last signed in by it. */
  lastUsedAt: number | null;
  /** How far its registration has come. */
  verification: Verification | null;
  /** When it was made. */
  createdAt: number | null;
  /** When it last changed. */
  updatedAt: number | null;
}

/** An account elsewhere that a user signs in with (https://clerk.com/docs/reference/types/external-account). */
export interface ExternalAccount {
  /** The id of this account at Clerk. */
  id: string;
  /** `oauth_google`, `oauth_github`, … as the server sends it. */
  provider: string | null;
  /** The identification that this account is for the user: `idn_…` */
  identificationId: string | null;
  /** The user's id at the provider. */
  providerUserId: string | null;
  /** What the user lets the application do there: OAuth scopes, separated by spaces (RFC 6749, 3.3). */
  approvedScopes: string | null;
  /** The address that the user has there. */
  emailAddress: string | null;
  /** Whether the provider said that it had verified the address. False also where it said nothing. */
  emailAddressVerified: boolean;
  /** The given name, as it is there. */
  firstName: string | null;
  /** The family name, as it is there. */
  lastName: string | null;
  /** The image that the user has there. */
  imageUrl: string | null;
  /** The name that the user has there. */
  username: string | null;
  /** The number that the user has there. */
  phoneNumber: string | null;
  /** What tells it from another account at the same provider. */
  label: string | null;
  /** Written by the application's server alone. */
  publicMetadata: JsonObject | null;
  /** How far the connection to it has come. */
  verification: Verification | null;
  /** When it was made. */
  createdAt: number | null;
  /** When it last changed. */
  updatedAt: number | null;
}

/** An account at an enterprise's identity provider (https://clerk.com/docs/guides/configure/auth-strategies/enterprise-connections/overview). */
export interface EnterpriseAccount {
  /** The id of this account at Clerk. */
  id: string;
  /** Whether the user may sign in by it. */
  active: boolean;
  /** `saml` or `oauth`, as the server sends it. */
  protocol: string | null;
  /** `saml_okta`, `oauth_microsoft`, … as the server sends it. */
  provider: string | null;
  /** The address that the user has there. */
  emailAddress: string | null;
  /** The given name, as it is there. */
  firstName: string | null;
  /** The family name, as it is there. */
  lastName: string | null;
  /** The user's id at the provider. */
  providerUserId: string | null;
  /** The id of enterpriseConnection, which may be known alone. */
  enterpriseConnectionId: string | null;
  /** When the user last signed in by it. */
  lastAuthenticatedAt: number | null;
  /** Written by the application's server alone. */
  publicMetadata: JsonObject | null;
  /** How far the last sign-in by it has come. */
  verification: Verification | null;
  /** The connection that it belongs to. */
  enterpriseConnection: EnterpriseConnection | null;
  /** enterpriseConnection under the older versions' name, each from its own key. */
  samlConnection: EnterpriseConnection | null;
}

/** How an application is connected to an enterprise's identity provider. */
export interface EnterpriseConnection {
  /** The id of this connection at Clerk. */
  id: string;
  /** For people. */
  name: string | null;
  /** Whose email addresses sign in by it, in the older versions. */
  domain: string | null;
  /** Whose email addresses sign in by it. */
  domains: string[];
  /** `saml` or `oauth`, as the server sends it. */
  protocol: string | null;
  /** `saml_okta`, `oauth_microsoft`, … as the server sends it. */
  provider: string | null;
  /** Whether anybody may sign in by it. */
  active: boolean;
  /** The provider's image. */
  logoPublicUrl: string | null;
  /** Whether each sign-in takes the user's name and the like from the provider. */
  syncUserAttributes: boolean;
  /** Whether it is for the subdomains of its domains too. */
  allowSubdomains: boolean;
  /** Whether a sign-in may begin at the provider. */
  allowIdpInitiated: boolean;
  /** Whether its users may add no other way to identify themselves. */
  disableAdditionalIdentifications: boolean;
  /** Whether an account may be linked to it by membership of its organization. */
  allowOrganizationAccountLinking: boolean;
  /** When it was made. */
  createdAt: number | null;
  /** When it last changed. */
  updatedAt: number | null;
}

/** Another identification of the user that an address or a number came with. */
export interface IdentificationLink {
  /** `idn_…` */
  id: string;
  /** `oauth_google`, `saml`, … as the server sends it. */
  type: string | null;
}

/** A user's membership of an organization (https://clerk.com/docs/reference/types/organization-membership). */
export interface OrganizationMembership {
  /** `orgmem_…` */
  id: string;
  /** The role's key: `org:admin` (https://clerk.com/docs/guides/organizations/control-access/roles-and-permissions). */
  role: string | null;
  /** The role's name, for people. */
  roleName: string | null;
  /** What the role allows: `org:sys_memberships:read`, … */
  permissions: string[];
  /** Written by the application's server alone. */
  publicMetadata: JsonObject | null;
  /** Which organization it is. */
  organization: Organization | null;
  /** What others may see of the member. */
  publicUserData: PublicUserData | null;
  /** When it was made. */
  createdAt: number | null;
  /** When it last changed. */
  updatedAt: number | null;
}

/** An organization (https://clerk.com/docs/reference/objects/organization). */
export interface Organization {
  /** `org_…` */
  id: string;
  /** Its name, for people. */
  name: string | null;
  /** Its name for URLs. */
  slug: string | null;
  /** Its logo, or one that Clerk has drawn (https://clerk.com/docs/guides/development/image-optimization). */
  imageUrl: string | null;
  /** Whether the image is the organization's own. */
  hasImage: boolean;
  /** How many members it has. */
  membersCount: number | null;
  /** How many invitations nobody has answered yet. */
  pendingInvitationsCount: number | null;
  /** How many members and invitations it may have; 0: any number. */
  maxAllowedMemberships: number | null;
  /** Whether its admins may delete it. */
  adminDeleteEnabled: boolean;
  /** Whether it may set up its own enterprise connection. */
  selfServeSsoEnabled: boolean;
  /** Written by the application's server alone. */
  publicMetadata: JsonObject | null;
  /** When it was made. */
  createdAt: number | null;
  /** When it last changed. */
  updatedAt: number | null;
}

/** How far a verification has come. The wire has a shape for each strategy; this has the fields of all of them. */
export interface Verification {
  /** `unverified`, `verified`, `transferable`, `failed`, `expired`, … as the server sends it. */
  status: string | null;
  /** `email_code`, `oauth_google`, `passkey`, … as the server sends it. */
  strategy: string | null;
  /** How often a code was tried. */
  attempts: number | null;
  /** Until when it can be completed. */
  expireAt: number | null;
  /** The client that completed it, for a link that may be opened elsewhere. */
  verifiedAtClient: string | null;
  /** For a wallet or a passkey: what is to be signed, or the request for it as JSON. */
  nonce: string | null;
  /** For a wallet: the text that is to be signed. */
  message: string | null;
  /** For a phone number: how the code is sent, `sms` or `whatsapp`. */
  channel: string | null;
  /** For a provider elsewhere: where the browser goes to sign in. */
  externalVerificationRedirectUrl: string | null;
  /** Why it failed. */
  error: ApiError | null;
}

/** One thing that the server has to object (https://clerk.com/docs/guides/development/errors/frontend-api). */
export interface ApiError {
  /** For programs: `resource_not_found`, … */
  code: string | null;
  /** For people, in short. */
  message: string | null;
  /** For people, in full. */
  longMessage: string | null;
  /** What else there is to it, as the server sent it: its keys are in snake case. */
  meta: JsonObject | null;
}

/**
 * A reverification of a session, as far as it has come: its user proves again who they are
 * (https://clerk.com/docs/guides/secure/reverification).
 */
export interface SessionVerification {
  /** What it waits for. "complete": the session's factorVerificationAge is new, and so are the claims of its next token. */
  status: "needs_first_factor" | "needs_second_factor" | "complete" | "unknown";
  /** What it asks for. The server asks for a first factor alone where the user has no second one. */
  level: "first_factor" | "second_factor" | "multi_factor" | "unknown";
  /** The session that it is about, in part: its user and its factorVerificationAge are in SessionClient.session. */
  session: Session | null;
  /** How far the first factor has come. Null: not begun. */
  firstFactorVerification: Verification | null;
  /** How far the second factor has come. Null: not begun. */
  secondFactorVerification: Verification | null;
  /** Among which ways the user may choose for the first factor. */
  supportedFirstFactors: VerificationFactor[];
  /** Among which ways the user may choose for the second factor. */
  supportedSecondFactors: VerificationFactor[];
}

/** A way to verify a factor. Which of its ids are there depends on the strategy. */
export interface VerificationFactor {
  /** `password`, `email_code`, `phone_code`, `passkey`, `totp`, … as the server sends it. */
  strategy: string | null;
  /** The address or the number, with most of it hidden. */
  safeIdentifier: string | null;
  /** For prepareFirstFactor: where the code goes. */
  emailAddressId: string | null;
  /** For prepareFirstFactor and prepareSecondFactor: where the code goes. */
  phoneNumberId: string | null;
  /** The wallet that signs. */
  web3WalletId: string | null;
  /** The passkey that signs. */
  passkeyId: string | null;
  /** The device that is trusted. */
  trustedDeviceId: string | null;
  /** For prepareFirstFactor: the connection to the enterprise's identity provider. */
  enterpriseConnectionId: string | null;
  /** The connection's name, for people. */
  enterpriseConnectionName: string | null;
  /** For a provider elsewhere: where the browser goes to sign in. */
  externalVerificationRedirectUrl: string | null;
  /** Whether its address or number is the user's first. */
  primary: boolean;
  /** Whether it is the one that is offered first. */
  default: boolean;
}

/** A value of JSON (RFC 8259), as JSON.parse gives it. */
export type Json = string | number | boolean | null | Json[] | JsonObject;

/** An object of JSON, whose keys are as they were sent. */
export interface JsonObject {
  [key: string]: Json;
}

// ---- talking to the Frontend API --------------------------------------------------------------------------------------------------

/**
 * Which Frontend API to ask, and as whom. In a page nothing but publishableKey is needed: the browser's cookies say who asks or,
 * at a development instance, a development browser that is shared with clerk-js by the page's `__clerk_db_jwt` cookies.
 * What an instance cannot work with is "invalid_options".
 */
export interface SessionClientOptions {
  /** `pk_live_…` or `pk_test_…`; says which Frontend API to call. This or frontendApi is needed. */
  publishableKey?: string;
  /** The Frontend API's origin or host, in place of the key's. A host that ends in .accounts.dev is a development instance. */
  frontendApi?: string;
  /** Send requests through this absolute URL (https, or http for localhost). Needs one of the two above all the same. */
  proxyUrl?: string;
  /**
   * Identify by this token and no cookies: servers, native shells, extensions. Not together with devBrowser. It is what the Frontend API
   * sends in the `Authorization` header of its answer to a sign-in made with `_is_native=1`, as Clerk's native kits make it, and is given
   * without `Bearer `. The instance's Native API has to be switched on; from a page or its workers Clerk refuses it, since browsers add
   * `Origin` to their requests.
   */
  clientToken?: string;
  /**
   * Called when the server has replaced the client token, to store it, before the promise of the call
   * settles. An error that it throws, or rejects with, is reported as a listener's.
   */
  onClientToken?: (token: string) => void;
  /**
   * A development browser token, where there is no page whose cookie holds it. For development
   * instances alone. If the server does not accept it, a call takes the one that the page's cookies
   * hold by then, or a new one, and is sent once more.
   */
  devBrowser?: string;
  /**
   * Called with a new development browser token, to store it, before the promise of the call settles.
   * An error that it throws, or rejects with, is reported as a listener's.
   */
  onDevBrowser?: (token: string) => void;
  /**
   * Called once for each path of a decorative field that could not be read, and therefore reads as
   * absent: with "invalid_response", and with the path without indices
   * (`sessions[].user.external_accounts[].approved_scopes`). 20 paths at most are reported for each
   * loaded module. Defaults to `console.warn`. An error that it throws is reported as a listener's.
   */
  onUnreadable?: (error: SessionError) => void;
  /**
   * Milliseconds for each attempt, its body included: 1 to 2147483647, default 15000. If the client
   * has to be asked for before a call can settle, that question has as many once more, in all. To
   * bound a whole call, pass a signal.
   */
  timeoutMs?: number;
  /**
   * How many attempts after the first, for requests that are safe to repeat: 0 to 1000, default 3.
   * They are repeated when the network fails or the server answers 429, 502, 503 or 504, but not
   * after a timeout. Between attempts they wait for as long as `Retry-After` says (RFC 9110, 10.2.3:
   * seconds, or a date, which is compared with the answer's own `Date`; more than 30 s rejects at
   * once), else for up to half a second, and twice as long each time. Apart from these, a deletion,
   * end or revocation that fails without an answer is sent once more at once: browsers let only so
   * many requests outlive their page, and fail the rest unsent. A touch is repeated only while no
   * other session or organization has been chosen; otherwise it rejects with its last failure.
   */
  maxRetries?: number;
}

/** What every call takes. */
export interface RequestOptions {
  /**
   * Ends the waiting: the call rejects with the signal's reason, by default a DOMException named AbortError, as fetch does. The request
   * is aborted too, unless another caller waits for it; what the server had heard by then may happen all the same.
   * A signal that throws is "invalid_argument".
   */
  signal?: AbortSignal;
  /** Milliseconds for each attempt of this call, in place of the SessionClient's. Then it rejects with "timeout". */
  timeoutMs?: number;
}

/** For the calls about the user's devices. */
export interface DeviceOptions extends RequestOptions {
  /** On whose behalf, where the browser holds several accounts. Default: the current session; none: "no_session". */
  as?: SessionTarget;
}

/**
 * A session, its id, or "current": SessionClient.session. The server is asked first if that is not
 * known yet or is in doubt. If there is none, the call rejects with "no_session", and nothing else
 * is sent.
 * A client that is known to hold none is not asked for again: getClient() does that.
 * Empty, "." and ".." are "invalid_argument", and so is an explicit undefined or null, here or as an option that names a session:
 * deleteSession(list.find(…)) must never sign out a session that nobody named.
 */
export type SessionTarget = Session | string;

/**
 * Deletes one session without setting up a client first. As SessionClient.deleteSession, but a session that is gone already rejects with
 * "not_deleted". Rejects with "not_initialized" before init(), with "invalid_options" for options that say nobody to ask.
 */
export function deleteSession(
  session: SessionTarget,
  options: SessionClientOptions & RequestOptions,
): Promise<Session | null>;

/**
 * A browser's sessions at one Frontend API. On a server: one for each request, closed afterwards.
 * Methods are bound: `const { getClient } = client` works, and so does useSyncExternalStore(client.subscribe, () => client.client).
 * A proxy of a SessionClient, as Vue's reactive() makes one, works as the client itself.
 *
 * Each call rejects with a SessionError, or with the reason of its signal. Any may be "invalid_argument", "network", "timeout", "api",
 * "invalid_response" or "closed"; what else a call may be stands with it. A call that failed has changed nothing here by itself.
 *
 * If an answer leaves it in doubt whether client is still right (it is older than a change that has
 * been confirmed since; it confirms a change without a client; it refuses with 401, or with 404 or
 * 400 about a session that is held here; or it never came), the server is asked for the client by
 * itself, once for all doubts, at the latest 250 ms later. A call does not wait for that, unless its
 * own result depends on it; the next call that needs the current session does.
 *
 * Some share one request: who deletes, ends or revokes the same session or wants the same token before the answer is there, and who reads
 * the same in one turn of the event loop. A signal or a timeout rejects only its own caller.
 */
export class SessionClient {
  /** Throws SessionError "invalid_options", saying which option and why, or "not_initialized". Sends nothing. */
  constructor(options: SessionClientOptions);

  /** Whether the server has been heard yet: tells "signed out" from "not asked". */
  readonly loaded: boolean;
  /** The client as last heard; the same object until its content changes. To be read, not written. Null: not asked yet, or no client. */
  readonly client: Client | null;
  /** client's session whose id is lastActiveSessionId, if active or pending; else null. One of client.sessions, the very object. */
  readonly session: Session | null;
  /**
   * Calls the listener once after each change of client or loaded, including changes that other tabs
   * make. A change that a call's own answer brings is told before the call's promise settles; one
   * that the server had to be asked for after it, when that answer is there.
   * An error that a listener throws, or that an async one rejects with, stops neither the other
   * listeners nor the call. It is reported: by reportError() in browsers and by console.error() on
   * servers, where reportError() may end the process. Returns the function that stops the calls.
   * Throws "invalid_argument" for what is not a function.
   */
  subscribe(listener: () => void): () => void;

  /** Asks the server for this browser's client. Null: it has none yet. */
  getClient(options?: RequestOptions): Promise<Client | null>;
  /** Asks for one session of this client. One that is not there rejects with "api". */
  getSession(id: string, options?: RequestOptions): Promise<Session>;
  /** Asks for the user's sessions on all devices, whatever their status. */
  listSessions(options?: DeviceOptions): Promise<Session[]>;
  /**
   * Asks for the user's active sessions on all devices, with latestActivity but little else: where the answer leaves a field out, it is
   * null (https://clerk.com/docs/reference/types/session-with-activities).
   */
  listActiveSessions(options?: DeviceOptions): Promise<Session[]>;

  /**
   * Deletes a session: the one named, or with no argument at all the current one.
   * Resolves to the removed session when the server has confirmed it: the same id, one of removed, ended, revoked, expired, abandoned, replaced,
   * and no client half that still holds it alive.
   * Resolves to null when it was certainly gone already: client held it when the call began (or this
   * SessionClient saw it deleted since), the server refused with 404 or 400
   * invalid_action_for_session, and, asked for the client after that, answers for the same client id
   * without it alive. A 404 alone proves nothing: blocked cookies make every session "not found", and
   * another device's session is "not found" here while it lives.
   * Everything else rejects, "not_deleted" meaning "not confirmed", and nothing local has changed by
   * it. One case confirms and rejects: an answer whose id and status can be read, and whose expireAt,
   * lastActiveAt or lastActiveOrganizationId cannot, is "invalid_response", and says so.
   * Calls for one session at the same time share one request.
   *
   * Where the session and who asks are known, the request leaves before the call returns, with `keepalive`: closing the page does not
   * stop it. A session token that was issued stays valid until it expires; the page's `__session` cookies that hold one are expired.
   */
  deleteSession(): Promise<Session | null>;
  /**
   * Deletes the session that is named, and no other. Resolves to it once the server has confirmed that it has ended, to null when it was
   * certainly gone already, and rejects otherwise: "not_deleted" means "not confirmed", and the session may still be alive.
   */
  deleteSession(session: SessionTarget, options?: RequestOptions): Promise<Session | null>;
  /**
   * Deletes every session of this browser; the client stays. Asks for the client first if it is not known; none: "no_session", nothing deleted.
   * Confirmed by an answer, or by that to a further question, that has the same client id and a list
   * of sessions with none alive; else "not_deleted". All of the page's `__session` cookies of this
   * instance are expired then.
   */
  deleteAllSessions(options?: RequestOptions): Promise<Client>;
  /**
   * Ends a session of this client, which remembers it as ended. Resolves to it once the server has confirmed that, else rejects with
   * "not_deleted"; a session that is not there rejects with "api".
   */
  endSession(session: SessionTarget, options?: RequestOptions): Promise<Session>;
  /**
   * Signs a session of the user out, wherever it runs. Resolves to it once the server has confirmed that it has ended, else rejects with
   * "not_deleted"; a session that is not there rejects with "api". The session on whose behalf is asked cannot revoke itself: the server
   * refuses that ("api"), and deleteSession is for it.
   */
  revokeSession(session: SessionTarget, options?: DeviceOptions): Promise<Session>;
  /** Marks a session as in use: it becomes the current one, and its lastActiveAt is now. One that is not there rejects with "api". */
  touchSession(session: SessionTarget, options?: TouchOptions): Promise<Session>;

  /**
   * A session token that is good for at least leewaySeconds more: send it to your server as `Authorization: Bearer …`. Null: signed out.
   * Of several tabs one asks the server for it, and the others wait for that, but no longer than timeoutMs.
   *
   * Tokens are kept by session, template and organization. A token is good for `exp - iat - 1`
   * seconds after it was requested, because the server rounds both times down. While the page is
   * visible, one that is in use is renewed in the background 15 s before that ends (but never in the
   * first half), so that a caller does not wait; elsewhere it is renewed when it is asked for. The tabs of a client give each other their tokens. Once the server has answered it, a touch drops the tokens of its
   * session in this tab, and an attempt in its reverification and its end drop them in every tab that hears of it.
   *
   * The call is bound to the session that it begins with. If that ends meanwhile, a call for the current session resolves to null and one
   * for a named session rejects, with what the server says or "no_session".
   * "invalid_argument" is also more leeway than a fresh token is good for, "timeout" also a token that
   * comes too late to be good for that long, "invalid_response" also one that is good for no second,
   * or is for another session or organization. The claims of a template's token are not checked.
   */
  getToken(options?: TokenOptions): Promise<string | null>;

  /**
   * Begins a reverification, of the current session if none is named; none: "no_session". What comes next stands in the answer's status,
   * and which ways there are in supportedFirstFactors and supportedSecondFactors.
   *
   * The four steps and verifyWithPasskey act on the session of this SessionClient's last startVerification that succeeded; none:
   * "no_session", and nothing is sent. None of these calls is ever repeated, as others are when an answer is lost: a code is good once.
   * What is wrong with a code or a password the server says: "api", with errors.
   */
  startVerification(
    options: {
      level: "first_factor" | "second_factor" | "multi_factor";
      session?: SessionTarget;
    } & RequestOptions,
  ): Promise<SessionVerification>;
  /** Gets a first factor ready: sends a code, makes what a passkey is to sign, or begins a sign-in elsewhere. A password needs none of it. */
  prepareFirstFactor(factor: PrepareFirstFactor, options?: RequestOptions): Promise<SessionVerification>;
  /** Verifies a first factor. */
  attemptFirstFactor(attempt: AttemptFirstFactor, options?: RequestOptions): Promise<SessionVerification>;
  /** Sends a code for a second factor, to the default phone number if none is named. Authenticator apps and backup codes need none of it. */
  prepareSecondFactor(
    factor: { strategy: "phone_code"; phoneNumberId?: string },
    options?: RequestOptions,
  ): Promise<SessionVerification>;
  /** Verifies a second factor: by the code that was sent, by that of an authenticator app (TOTP, RFC 6238), or by a backup code. */
  attemptSecondFactor(
    attempt: { strategy: "phone_code" | "totp" | "backup_code"; code: string },
    options?: RequestOptions,
  ): Promise<SessionVerification>;
  /**
   * Verifies a first factor by a passkey (https://www.w3.org/TR/webauthn-3/): prepares, asks the browser's authenticator, attempts.
   * Rejects with "passkey" where there are none (a server, a worker, a page over plain http): then nothing has been sent; and where the
   * browser or its user refuses, saying what the browser said, with its own error as `cause`. timeoutMs is for the requests and not for
   * the person in front of the authenticator, whom the signal, close() and the server's own limit end.
   */
  verifyWithPasskey(options?: RequestOptions): Promise<SessionVerification>;

  /**
   * Stops timers, channels and reads. A change that is already on the wire is not aborted; its promise rejects with "closed". Safe to call twice;
   * afterwards every call rejects with "closed". Also what `using` calls, where the runtime has it (not declared here: a declaration of
   * Symbol.dispose breaks consumers whose `lib` lacks it).
   */
  close(): void;
}

/** What a touch changes besides the time. */
export interface TouchOptions extends RequestOptions {
  /** The organization (`org_…`) to be active in; null or "": the personal account. Absent: no change. */
  organizationId?: string | null;
  /** Why: the page came into view, or the user chose another session or organization. */
  intent?: "focus" | "select_session" | "select_org";
}

/** Which token, and how good. */
export interface TokenOptions extends RequestOptions {
  /** Default: the current session. */
  session?: SessionTarget;
  /**
   * The name of a JWT template (https://clerk.com/docs/guides/sessions/jwt-templates). Not together with organizationId: the server's
   * template endpoint takes none.
   */
  template?: string;
  /** The organization (`org_…`) that the token is for; null or "": the personal account. Absent: the session's own. */
  organizationId?: string | null;
  /** Whether a token that is known already will not do. What the server answers gives way to one that is known by then and fresher. */
  skipCache?: boolean;
  /**
   * How many seconds more it has to be good for: an integer, default 10. More than `exp - iat - 1` of a
   * fresh token: "invalid_argument", naming that as the longest.
   */
  leewaySeconds?: number;
}

/** What prepareFirstFactor gets ready; the ids are those of SessionVerification.supportedFirstFactors. */
export type PrepareFirstFactor =
  | { strategy: "email_code"; emailAddressId: string }
  | { strategy: "phone_code"; phoneNumberId: string }
  | { strategy: "passkey" }
  | {
      strategy: "enterprise_sso";
      emailAddressId?: string;
      enterpriseConnectionId?: string;
      /** Where the browser comes back to from the identity provider, which is at firstFactorVerification.externalVerificationRedirectUrl. */
      redirectUrl: string;
    };

/** What attemptFirstFactor verifies by. */
export type AttemptFirstFactor =
  | { strategy: "email_code" | "phone_code"; code: string }
  | { strategy: "password"; password: string }
  | {
      strategy: "passkey";
      /** The PublicKeyCredential as JSON: AuthenticationResponseJSON of WebAuthn. verifyWithPasskey does all of it. */
      publicKeyCredential: string;
    };

// ---- no network -------------------------------------------------------------------------------------------------------------------

/**
 * Reads a session as the Frontend API sends it: JSON text (RFC 8259) or its UTF-8 bytes. A field that is not known is skipped.
 * Throws SessionError "invalid_response" with the path where it is not what it should be, "invalid_argument" for another kind of value,
 * "not_initialized" before init().
 */
export function parseSession(json: string | Uint8Array): Session;
/** Reads a list of sessions, as parseSession reads one. */
export function parseSessions(json: string | Uint8Array): Session[];
/** Reads a client with its sessions, as parseSession reads a session. */
export function parseClient(json: string | Uint8Array): Client;

/**
 * Decodes a session token, a JSON Web Token (RFC 7519), and does not verify it: whoever makes the token says what is in it. A server
 * that gets it has to verify it. Throws "invalid_argument" for what is no such token, and "not_initialized".
 */
export function decodeToken(jwt: string): { header: JsonObject; claims: JsonObject };

/**
 * Whether a session has all that is asked for, as far as it says so itself. Asked for nothing, it has nothing; what it does not say, it
 * does not have. This decides what to show. What may be done is for the server to decide: nothing here is verified, and all of it is as
 * old as the answer that the session came with. The session's status does not matter.
 *
 * The same as `has()` of Clerk's own kits (https://clerk.com/docs/guides/secure/authorization-checks), of what a browser knows; but a
 * factorVerificationAge that is no pair of integers says nothing.
 * Throws "invalid_argument", naming what is wrong, for what is no session or no object; anything else that is not of the type that it
 * should be is not had. Throws "not_initialized" too.
 */
export function checkAuthorization(session: Session, params: AuthorizationParams): boolean;

/** What is asked of a session: all that is there, and an undefined one is not. A name is not had if it is empty. */
export interface AuthorizationParams {
  /** The role in the active organization, of session.user.organizationMemberships: `org:admin`, or `admin` for short. */
  role?: string;
  /** A permission in the active organization: `org:invoices:create`, or `invoices:create` for short. */
  permission?: string;
  /**
   * A feature of the organization's or the user's: `widgets`. Of the organization's alone: `org:widgets`; of the user's alone:
   * `user:widgets`. They are in lastActiveToken, if that is of version 2 (https://clerk.com/docs/guides/sessions/session-tokens).
   */
  feature?: string;
  /** A plan that the organization or the user is on, with the same prefixes, from the same token. */
  plan?: string;
  /**
   * How recently the user has proved who they are, by factorVerificationAge (https://clerk.com/docs/guides/secure/reverification).
   * An age of afterMinutes or more is too old, and 0 or less is met by nobody. "first_factor" is about the first; "second_factor" about
   * the second or, where there is only one, that one; "multi_factor" about both or, where there is no second, the first.
   * "strict_mfa" is "multi_factor" after 10 minutes; "strict", "moderate" and "lax" are "second_factor" after 10, 60 and 1440.
   */
  reverification?:
    | "strict_mfa"
    | "strict"
    | "moderate"
    | "lax"
    | { level: "first_factor" | "second_factor" | "multi_factor"; afterMinutes: number };
}

/**
 * The one error of the package. It never holds a token, a cookie or a key. `cause` is the error that the
 * browser, the runtime or a function of the caller's gave, if there was one. If a network error holds
 * the request's URL, as Deno's and Bun's do, `cause` is an error of the same name without the URL's query.
 */
export class SessionError extends Error {
  /** As for every error: its class. */
  readonly name: "SessionError";
  /**
   * What went wrong, for programs. Stable, unlike the message.
   * - "not_initialized": init() has not been called, is not done, or has failed.
   * - "invalid_options": nothing can be asked with these options. Nothing was sent.
   * - "invalid_argument": no request could be made of this, and nothing was sent; or getToken() is to leave more leeway than there is.
   * - "network": no answer, for one is offline, blocked, or cut off. What was asked for may have happened.
   * - "timeout": no answer within timeoutMs, or too late a token. What was asked for may have happened.
   * - "api": the server refused; see status and errors.
   * - "invalid_response": the server's answer is not what it should be; see path.
   * - "no_session": nobody is signed in, as last heard, or no reverification has begun, and nothing else was sent; or the session of getToken() has ended.
   * - "not_deleted": the server did not confirm it; the session may be alive.
   * - "passkey": the browser or its user did not go through with a passkey.
   * - "closed": the SessionClient has been closed.
   * - "internal": a mistake of this package's; or the call began within 16 others, because a function that they need, such as fetch, calls the client.
   */
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
  /** What the server said, for "api" and "not_deleted". Empty where it said nothing that could be read. */
  readonly errors: ApiError[];
  /** Clerk's id of the request, for its support. */
  readonly traceId: string | null;
  /** How many seconds the server asks to be left alone (`Retry-After`), where this can be read. */
  readonly retryAfterSeconds: number | null;
  /** For "invalid_response": where, e.g. sessions[0].user.email_addresses[1].verification.attempts */
  readonly path: string | null;
}
