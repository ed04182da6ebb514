// Results are plain data: structuredClone() and JSON.stringify() accept each of them. An unknown
// value is null, never undefined. Times are Unix milliseconds, as Date takes them, unless a name
// says seconds or minutes. All of it comes from Clerk's Frontend API
// (https://clerk.com/docs/reference/frontend-api), version 2026-05-12: an object's fields have the
// API's names, in camel case.

/**
 * Loads the WebAssembly module. Everything except SessionError needs it first. Further calls, also
 * concurrent ones, share the first load, whatever their source. If loading fails, the call rejects
 * with SessionError "not_initialized", which states the reason; a later call may then succeed.
 *
 * The page's Content-Security-Policy needs `'wasm-unsafe-eval'` in `script-src`
 * (https://www.w3.org/TR/CSP3/#wasm-unsafe-eval).
 *
 * @param source - The module's location, or the module itself. Defaults to the module that the
 * package contains, which is right nearly always.
 *
 * @example
 * ```ts
 * import init, { SessionClient } from "clerk-session";
 *
 * await init();
 * const client = new SessionClient({ frontendApi: "clerk.example.com" });
 * console.log(client.loaded); // false: nothing has been requested yet
 * ```
 */
export default function init(source?: ModuleSource | Promise<ModuleSource>): Promise<void>;

/**
 * A URL to fetch the module from, a response that carries the module, its bytes, or the compiled
 * module. Each may come from another realm, such as a frame or Jest's environment.
 */
export type ModuleSource = string | URL | Response | ArrayBuffer | ArrayBufferView | CompiledModule;

/** A stand-in for WebAssembly.Module, whose type is missing in the `lib` of some consumers. */
// biome-ignore lint/suspicious/noEmptyInterface: the members of WebAssembly.Module are unknown here.
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
 * The Frontend API to call, and the identity to call it with. In a page, publishableKey alone is
 * enough: the browser's cookies identify the user. At a development instance a development browser
 * does, which is shared with clerk-js through the page's `__clerk_db_jwt` cookies.
 * Options that no instance can work with are "invalid_options".
 */
export interface SessionClientOptions {
  /**
   * The instance's key, `pk_live_…` or `pk_test_…`, which names the Frontend API. Either this or
   * frontendApi is required.
   */
  publishableKey?: string;
  /**
   * The Frontend API's origin or host, in place of the key's. A host that ends in .accounts.dev is
   * a development instance.
   */
  frontendApi?: string;
  /**
   * The absolute URL of a proxy for all requests: https, or http for localhost. publishableKey or
   * frontendApi is required all the same.
   */
  proxyUrl?: string;
  /**
   * A client token that identifies the user without cookies, for servers, native shells and
   * extensions. It cannot be combined with devBrowser. The Frontend API sends the token in the
   * `Authorization` header of its response to a sign-in made with `_is_native=1`, as Clerk's native
   * SDKs make it; pass it without `Bearer `. The instance's Native API must be switched on. From a
   * page or its workers Clerk refuses the token, because browsers add `Origin` to their requests.
   */
  clientToken?: string;
  /**
   * Called after the server has replaced the client token, so that the caller can store the new
   * one. The call's promise settles afterwards. An error that the function throws, or rejects with,
   * is reported as a listener's.
   */
  onClientToken?: (token: string) => void;
  /**
   * A development browser token, for development instances if no page's cookie holds one. If the
   * server does not accept the token, the call is sent once more: with the token that the page's
   * cookies hold by then, or with a new one.
   */
  devBrowser?: string;
  /**
   * Called with a new development browser token, so that the caller can store it. The call's
   * promise settles afterwards. An error that the function throws, or rejects with, is reported as
   * a listener's.
   */
  onDevBrowser?: (token: string) => void;
  /**
   * Called once for each path of a decorative field that could not be read, and therefore reads as
   * absent. The error is "invalid_response", and its path has no indices
   * (`sessions[].user.external_accounts[].approved_scopes`). Each loaded module reports at most 20
   * paths. Defaults to `console.warn`. An error that the function throws is reported as a
   * listener's.
   */
  onUnreadable?: (error: SessionError) => void;
  /**
   * The timeout of each attempt in milliseconds, from 1 to 2147483647, including the response's
   * body. Defaults to 15000. If a call must also request the client before it can settle, all
   * attempts of that request together have the same time once more. To limit a whole call, pass a
   * signal.
   */
  timeoutMs?: number;
  /**
   * The number of attempts after the first, from 0 to 1000, for requests that are safe to repeat.
   * Defaults to 3. A request is repeated if the network fails or the server answers 429, 502, 503
   * or 504, but not after a timeout.
   *
   * The wait between attempts is `Retry-After` (RFC 9110, 10.2.3), in seconds or as a date, which is
   * compared with the response's own `Date`; more than 30 s rejects at once. Without that header the
   * wait is up to half a second, and doubles each time.
   *
   * In addition, a deletion, end or revocation that fails without a response is sent once more at
   * once: browsers limit the requests that outlive their page, and fail the rest unsent. A touch is
   * repeated only while no other session or organization has been chosen; otherwise it rejects with
   * its last failure.
   */
  maxRetries?: number;
}

/** The options of every call. */
export interface RequestOptions {
  /**
   * Ends the wait: the call rejects with the signal's reason, by default a DOMException named
   * AbortError, as fetch does. The request is aborted too, unless another caller waits for it. A
   * change that the server had received by then may still happen. A signal that throws is
   * "invalid_argument".
   */
  signal?: AbortSignal;
  /**
   * The timeout of each attempt of this call in milliseconds. Defaults to the SessionClient's. After
   * it, the call rejects with "timeout".
   */
  timeoutMs?: number;
}

/** The options of the calls about the user's devices. */
export interface DeviceOptions extends RequestOptions {
  /**
   * The session on whose behalf the call is made, if the browser holds several accounts. Defaults to
   * the current session; if there is none, the call rejects with "no_session".
   */
  as?: SessionTarget;
}

/**
 * A session, its id, or "current" for SessionClient.session. If the current session is not known
 * yet or is in doubt, the server is asked first. If there is none, the call rejects with
 * "no_session", and nothing else is sent. A client that is known to hold no session is not
 * requested again: call getClient() for that.
 *
 * Empty, "." and ".." are "invalid_argument". So is an explicit undefined or null, here or as an
 * option that names a session: deleteSession(list.find(…)) must never sign out a session that the
 * caller did not name.
 */
export type SessionTarget = Session | string;

/**
 * Deletes one session without setting up a client first. It works as SessionClient.deleteSession,
 * but rejects with "not_deleted" if the session is already gone. Before init() it rejects with
 * "not_initialized"; if the options name no Frontend API, with "invalid_options".
 *
 * @example
 * ```ts
 * import { deleteSession } from "clerk-session";
 *
 * const removed = await deleteSession("current", options);
 * console.log(removed?.status); // "removed"
 * ```
 */
export function deleteSession(
  session: SessionTarget,
  options: SessionClientOptions & RequestOptions,
): Promise<Session | null>;

/**
 * A browser's sessions at one Frontend API. On a server, make one for each request, and close it
 * afterwards.
 *
 * Methods are bound: `const { getClient } = client` works, and so does
 * useSyncExternalStore(client.subscribe, () => client.client). A proxy of a SessionClient, as Vue's
 * reactive() makes one, works as the client itself.
 *
 * Each call rejects with a SessionError, or with the reason of its signal. Every call may reject
 * with "invalid_argument", "network", "timeout", "api", "invalid_response" or "closed"; its own
 * documentation states further codes. A call that failed has changed no local state by itself.
 *
 * A response can leave it in doubt whether `client` is still right: the response is older than a
 * change that has been confirmed since; it confirms a change without a client; it refuses with 401,
 * or with 404 or 400 about a session that is held here; or it never arrived. In each case the
 * SessionClient requests the client by itself, once for all doubts, at the latest 250 ms later. A
 * call waits for that only if its own result depends on it. The next call that needs the current
 * session also waits.
 *
 * Concurrent calls share a request if they delete, end or revoke the same session or get the same
 * token. Reads share a request if they are made in one turn of the event loop. A signal or a timeout
 * rejects only its own caller.
 */
export class SessionClient {
  /**
   * Makes a client. Sends nothing. Throws SessionError "invalid_options", which names the option and
   * the reason, or "not_initialized".
   *
   * @example
   * ```ts
   * import { SessionClient } from "clerk-session";
   *
   * const client = new SessionClient({
   *   frontendApi: "clerk.example.com", // or publishableKey: "pk_live_…"
   *   timeoutMs: 5000,
   * });
   * ```
   */
  constructor(options: SessionClientOptions);

  /** Whether the server has answered about the client: tells "signed out" from "not asked". */
  readonly loaded: boolean;
  /**
   * The client of the latest response: the same object until its content changes. Do not modify it.
   * Null if it has not been requested yet, or if there is no client.
   */
  readonly client: Client | null;
  /**
   * The session of `client` whose id is lastActiveSessionId, if it is active or pending; otherwise
   * null. It is an element of client.sessions, the same object.
   */
  readonly session: Session | null;
  /**
   * Calls the listener once after each change of `client` or `loaded`, including changes that other
   * tabs make. If a call's own response brings a change, the listener is called before the call's
   * promise settles. If a further request is needed to learn the change, the listener is called when
   * that response has arrived.
   *
   * An error that a listener throws, or that an async listener rejects with, stops neither the other
   * listeners nor the call. It is reported: by reportError() in browsers, and by console.error() on
   * servers, where reportError() may end the process.
   *
   * Returns the function that ends the subscription. Throws "invalid_argument" if the listener is
   * not a function.
   *
   * @example
   * ```ts
   * const unsubscribe = client.subscribe(() => {
   *   console.log(client.session === null ? "signed out" : "signed in");
   * });
   * await client.getClient();
   * unsubscribe();
   * ```
   */
  subscribe(listener: () => void): () => void;

  /**
   * Requests this browser's client. Resolves to null if it has none yet.
   *
   * @example
   * ```ts
   * const current = await client.getClient();
   * for (const { id, user } of current?.sessions ?? []) console.log(id, user?.firstName);
   * ```
   */
  getClient(options?: RequestOptions): Promise<Client | null>;
  /**
   * Requests one session of this client. If there is no such session, it rejects with "api".
   *
   * @example
   * ```ts
   * const { status, expireAt } = await client.getSession(sessionId);
   * console.log(status, "until", new Date(expireAt).toISOString());
   * ```
   */
  getSession(id: string, options?: RequestOptions): Promise<Session>;
  /**
   * Requests the user's sessions on all devices, whatever their status.
   *
   * @example
   * ```ts
   * const sessions = await client.listSessions();
   * console.log(sessions.filter(({ status }) => status === "expired").length, "have expired");
   * ```
   */
  listSessions(options?: DeviceOptions): Promise<Session[]>;
  /**
   * Requests the user's active sessions on all devices. They have latestActivity but few other
   * fields: a field that the response leaves out is null
   * (https://clerk.com/docs/reference/types/session-with-activities).
   *
   * @example
   * ```ts
   * for (const { latestActivity, lastActiveAt } of await client.listActiveSessions())
   *   console.log(latestActivity?.deviceType, latestActivity?.city, new Date(lastActiveAt));
   * ```
   */
  listActiveSessions(options?: DeviceOptions): Promise<Session[]>;

  /**
   * Deletes a session: the named one, or without any argument the current one.
   *
   * Resolves to the removed session after the server has confirmed it: with the same id, a status of
   * removed, ended, revoked, expired, abandoned or replaced, and no client half that still holds it
   * alive.
   *
   * Resolves to null if the session was certainly gone already. For that, `client` held it when the
   * call began (or this SessionClient saw it deleted since), the server refused with 404 or 400
   * invalid_action_for_session, and a later request for the client is answered for the same client
   * id without the session alive. A 404 alone proves nothing: blocked cookies make every session
   * "not found", and another device's session is "not found" here while it lives.
   *
   * In all other cases the call rejects, and has changed nothing locally. "not_deleted" means "not
   * confirmed". One case confirms and rejects: if the response's id and status can be read, but its
   * expireAt, lastActiveAt or lastActiveOrganizationId cannot, the error is "invalid_response" and
   * says so.
   *
   * Concurrent calls for one session share one request. If the session and the identity are known,
   * the request leaves before the call returns, with `keepalive`: closing the page does not stop it.
   * A session token that was issued stays valid until it expires; the page's `__session` cookies
   * that hold one are expired.
   *
   * @example
   * ```ts
   * const removed = await client.deleteSession();
   * console.log(removed === null ? "it was gone already" : `${removed.id} is ${removed.status}`);
   * ```
   */
  deleteSession(): Promise<Session | null>;
  /**
   * Deletes the named session, and no other. Resolves to it after the server has confirmed that it
   * has ended, and to null if it was certainly gone already. Otherwise it rejects: "not_deleted"
   * means "not confirmed", and the session may still be alive.
   */
  deleteSession(session: SessionTarget, options?: RequestOptions): Promise<Session | null>;
  /**
   * Deletes every session of this browser; the client stays. If the client is not known, it is
   * requested first; if there is none, the call rejects with "no_session", and nothing is deleted.
   *
   * A response confirms it if it has the same client id and a list of sessions with none alive, and
   * so does the response to a further request; otherwise the call rejects with "not_deleted". After
   * the confirmation, all of the page's `__session` cookies of this instance are expired.
   *
   * @example
   * ```ts
   * const { sessions } = await client.deleteAllSessions();
   * console.log(sessions.some(({ status }) => status === "active")); // false
   * ```
   */
  deleteAllSessions(options?: RequestOptions): Promise<Client>;
  /**
   * Ends a session of this client, which keeps it as ended. Resolves to the session after the server
   * has confirmed that, and otherwise rejects with "not_deleted". If there is no such session, it
   * rejects with "api".
   *
   * @example
   * ```ts
   * const { status } = await client.endSession(sessionId);
   * console.log(status); // "ended"
   * ```
   */
  endSession(session: SessionTarget, options?: RequestOptions): Promise<Session>;
  /**
   * Revokes a session of the user on any device. Resolves to the session after the server has
   * confirmed that it has ended, and otherwise rejects with "not_deleted". If there is no such
   * session, it rejects with "api". The session on whose behalf the call is made cannot revoke
   * itself: the server refuses that ("api"). Use deleteSession for it.
   *
   * @example
   * ```ts
   * const devices = await client.listActiveSessions();
   * for (const device of devices)
   *   if (device.id !== client.session?.id) await client.revokeSession(device);
   * ```
   */
  revokeSession(session: SessionTarget, options?: DeviceOptions): Promise<Session>;
  /**
   * Marks a session as in use: it becomes the current one, and its lastActiveAt is now. If there is
   * no such session, it rejects with "api".
   *
   * @example
   * ```ts
   * await client.touchSession(sessionId, { intent: "select_session" });
   * console.log(client.session?.id === sessionId); // true
   * ```
   */
  touchSession(session: SessionTarget, options?: TouchOptions): Promise<Session>;

  /**
   * Returns a session token that is good for at least leewaySeconds more. Send it to your server as
   * `Authorization: Bearer …`. Resolves to null if the user is signed out. Of several tabs, one
   * requests the token, and the others wait for it, but no longer than timeoutMs.
   *
   * Tokens are cached by session, template and organization. A token is good for `exp - iat - 1`
   * seconds after it was requested, because the server rounds both times down. While the page is
   * visible, a token in use is renewed in the background 15 s before that time ends, but never in
   * the first half of it, so that no caller waits. Elsewhere it is renewed when a caller asks for
   * it. The tabs of a client share their tokens.
   *
   * After the server has answered a touch, this tab drops the tokens of the touched session. After
   * an attempt in a session's reverification, and after its end, every tab that hears of it drops
   * the session's tokens.
   *
   * The call is bound to the session that it begins with. If that session ends meanwhile, a call for
   * the current session resolves to null. A call for a named session rejects with the server's error
   * or with "no_session".
   *
   * The call is also "invalid_argument" if a fresh token is good for less than leewaySeconds,
   * "timeout" if a token arrives too late to be good for that long, and "invalid_response" if the
   * token is good for no second, or is for another session or organization. The claims of a
   * template's token are not checked.
   *
   * @example
   * ```ts
   * const token = await client.getToken();
   * if (token !== null)
   *   await fetch("/api/orders", { headers: { Authorization: `Bearer ${token}` } });
   * ```
   */
  getToken(options?: TokenOptions): Promise<string | null>;

  /**
   * Begins a reverification of the named session, by default of the current one; if there is none,
   * the call rejects with "no_session". The result's status states the next step, and
   * supportedFirstFactors and supportedSecondFactors list the ways to take it.
   *
   * The four steps and verifyWithPasskey act on the session of this SessionClient's last
   * startVerification that succeeded; without one they reject with "no_session", and nothing is
   * sent. Unlike other calls, none of these is repeated after a lost response, because a code is
   * good once. If a code or a password is wrong, the server says so: "api", with errors.
   *
   * @example
   * ```ts
   * const verification = await client.startVerification({ level: "first_factor" });
   * console.log(verification.status); // "needs_first_factor"
   * for (const { strategy, safeIdentifier } of verification.supportedFirstFactors)
   *   console.log(strategy, safeIdentifier);
   * ```
   */
  startVerification(
    options: {
      level: "first_factor" | "second_factor" | "multi_factor";
      session?: SessionTarget;
    } & RequestOptions,
  ): Promise<SessionVerification>;
  /**
   * Prepares a first factor: sends a code, creates a passkey's challenge, or begins a sign-in at an
   * identity provider. A password needs no preparation.
   *
   * @example
   * ```ts
   * const { supportedFirstFactors } = await client.startVerification({ level: "first_factor" });
   * const email = supportedFirstFactors.find(({ strategy }) => strategy === "email_code");
   * if (email?.emailAddressId)
   *   await client.prepareFirstFactor({
   *     strategy: "email_code",
   *     emailAddressId: email.emailAddressId,
   *   });
   * ```
   */
  prepareFirstFactor(factor: PrepareFirstFactor, options?: RequestOptions): Promise<SessionVerification>;
  /**
   * Verifies a first factor.
   *
   * @example
   * ```ts
   * await client.startVerification({ level: "first_factor" });
   * const { status } = await client.attemptFirstFactor({ strategy: "password", password });
   * console.log(status); // "complete"
   * ```
   */
  attemptFirstFactor(attempt: AttemptFirstFactor, options?: RequestOptions): Promise<SessionVerification>;
  /**
   * Sends a code for a second factor, by default to the default phone number. Authenticator apps and
   * backup codes need no preparation.
   *
   * @example
   * ```ts
   * await client.startVerification({ level: "second_factor" });
   * const verification = await client.prepareSecondFactor({ strategy: "phone_code" });
   * console.log(verification.secondFactorVerification?.channel);
   * ```
   */
  prepareSecondFactor(
    factor: { strategy: "phone_code"; phoneNumberId?: string },
    options?: RequestOptions,
  ): Promise<SessionVerification>;
  /**
   * Verifies a second factor by the code that was sent, by the code of an authenticator app (TOTP,
   * RFC 6238), or by a backup code.
   *
   * @example
   * ```ts
   * await client.startVerification({ level: "second_factor" });
   * const { status } = await client.attemptSecondFactor({ strategy: "totp", code });
   * console.log(status); // "complete"
   * ```
   */
  attemptSecondFactor(
    attempt: { strategy: "phone_code" | "totp" | "backup_code"; code: string },
    options?: RequestOptions,
  ): Promise<SessionVerification>;
  /**
   * Verifies a first factor by a passkey (https://www.w3.org/TR/webauthn-3/): prepares the factor,
   * asks the browser's authenticator, and attempts the factor.
   *
   * Rejects with "passkey" if there are no passkeys (a server, a worker, a page over plain http);
   * then nothing has been sent. Also rejects with "passkey" if the browser or its user refuses; the
   * message quotes the browser, and `cause` is its error.
   *
   * timeoutMs applies to the requests. The wait for the person at the authenticator ends by the
   * signal, by close(), or by the server's own limit.
   *
   * @example
   * ```ts
   * import { SessionError } from "clerk-session";
   *
   * await client.startVerification({ level: "first_factor" });
   * const verification = await client.verifyWithPasskey().catch((error) => {
   *   if (error instanceof SessionError && error.code === "passkey") return null;
   *   throw error;
   * });
   * console.log(verification?.status ?? "offer the password instead");
   * ```
   */
  verifyWithPasskey(options?: RequestOptions): Promise<SessionVerification>;

  /**
   * Stops timers, channels and reads. A change in flight is not aborted; its promise rejects with
   * "closed". A second call does nothing; every other call rejects with "closed" afterwards.
   *
   * `using` calls it too, if the runtime supports that. It is not declared here: a declaration of
   * Symbol.dispose breaks consumers whose `lib` lacks it.
   *
   * @example
   * ```ts
   * try {
   *   console.log(await client.getToken());
   * } finally {
   *   client.close(); // on a server, at the end of each request
   * }
   * ```
   */
  close(): void;
}

/** The options of a touch. */
export interface TouchOptions extends RequestOptions {
  /**
   * The organization (`org_…`) to make active; null or "" for the personal account. If absent, the
   * organization does not change.
   */
  organizationId?: string | null;
  /** The reason: the page came into view, or the user chose another session or organization. */
  intent?: "focus" | "select_session" | "select_org";
}

/** The token to get, and how long it must be good. */
export interface TokenOptions extends RequestOptions {
  /** The session that the token is for. Defaults to the current session. */
  session?: SessionTarget;
  /**
   * The name of a JWT template (https://clerk.com/docs/guides/sessions/jwt-templates). It cannot be
   * combined with organizationId, because the server's template endpoint takes no organization.
   */
  template?: string;
  /**
   * The organization (`org_…`) that the token is for; null or "" for the personal account. Defaults
   * to the session's own.
   */
  organizationId?: string | null;
  /**
   * Whether to request a token even if one is cached. If a fresher token is cached by the time the
   * server answers, the call resolves to that one.
   */
  skipCache?: boolean;
  /**
   * The number of seconds for which the token must still be good, an integer. Defaults to 10. More
   * than `exp - iat - 1` of a fresh token is "invalid_argument", whose message states that limit.
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
 * Parses a session as the Frontend API sends it, from JSON text (RFC 8259) or its UTF-8 bytes.
 * Unknown fields are skipped. Throws SessionError "invalid_response" with the path if a field is
 * wrong, "invalid_argument" for another kind of value, and "not_initialized" before init().
 *
 * @example
 * ```ts
 * import { parseSession } from "clerk-session";
 *
 * const json = '{"id":"sess_1","status":"active","expire_at":1,"last_active_at":1}';
 * console.log(parseSession(json).status); // "active"
 * ```
 */
export function parseSession(json: string | Uint8Array): Session;
/**
 * Parses a list of sessions, as parseSession parses one.
 *
 * @example
 * ```ts
 * import { parseSessions } from "clerk-session";
 *
 * const json = '[{"id":"sess_1","status":"active","expire_at":1,"last_active_at":1}]';
 * console.log(parseSessions(json).length); // 1
 * ```
 */
export function parseSessions(json: string | Uint8Array): Session[];
/**
 * Parses a client with its sessions, as parseSession parses a session.
 *
 * @example
 * ```ts
 * import { parseClient, SessionError } from "clerk-session";
 *
 * try {
 *   parseClient('{"id":"client_1","sessions":[{"id":7}]}');
 * } catch (error) {
 *   if (error instanceof SessionError) console.log(error.path); // "sessions[0].id"
 * }
 * ```
 */
export function parseClient(json: string | Uint8Array): Client;

/**
 * Decodes a session token, a JSON Web Token (RFC 7519), without verifying it: anyone can make a
 * token with any content. A server that receives one must verify it. Throws "invalid_argument" if
 * the text is not such a token, and "not_initialized".
 *
 * @example
 * ```ts
 * import { decodeToken } from "clerk-session";
 *
 * const token = await client.getToken();
 * if (token !== null) console.log(decodeToken(token).claims.sub); // "user_…"
 * ```
 */
export function decodeToken(jwt: string): { header: JsonObject; claims: JsonObject };

/**
 * Returns whether a session has everything that params ask for, according to the session itself.
 * Without params the answer is false, and so it is for anything that the session does not state. Use
 * it to decide what to show. Only the server can decide what to allow: nothing here is verified, and
 * the data is as old as the response that brought the session. The session's status does not matter.
 *
 * It works as `has()` of Clerk's own SDKs (https://clerk.com/docs/guides/secure/authorization-checks),
 * with what a browser knows. One difference: a factorVerificationAge that is not a pair of integers
 * states nothing.
 *
 * Throws "invalid_argument", which names the wrong argument, if session is not a session or params
 * is not an object. Any other value of the wrong type counts as not had. Also throws
 * "not_initialized".
 *
 * @example
 * ```ts
 * import { checkAuthorization } from "clerk-session";
 *
 * await client.getClient();
 * if (client.session && checkAuthorization(client.session, { role: "org:admin" }))
 *   console.log("show the settings of the organization");
 * ```
 */
export function checkAuthorization(session: Session, params: AuthorizationParams): boolean;

/**
 * The requirements for a session: each one that is present must hold, and an undefined one is
 * absent. An empty name never holds.
 */
export interface AuthorizationParams {
  /**
   * The role in the active organization, from session.user.organizationMemberships: `org:admin`, or
   * `admin` for short.
   */
  role?: string;
  /** A permission in the active organization: `org:invoices:create`, or `invoices:create`. */
  permission?: string;
  /**
   * A feature of the organization or the user: `widgets`; of the organization alone, `org:widgets`;
   * of the user alone, `user:widgets`. Features come from lastActiveToken, if that is of version 2
   * (https://clerk.com/docs/guides/sessions/session-tokens).
   */
  feature?: string;
  /** A plan of the organization or the user, with the same prefixes, from the same token. */
  plan?: string;
  /**
   * How recently the user must have verified, by factorVerificationAge
   * (https://clerk.com/docs/guides/secure/reverification). An age of afterMinutes or more is too
   * old, and no session meets 0 or less.
   *
   * "first_factor" checks the first factor. "second_factor" checks the second factor or, if there is
   * only one, that one. "multi_factor" checks both or, if there is no second, the first.
   * "strict_mfa" is "multi_factor" after 10 minutes; "strict", "moderate" and "lax" are
   * "second_factor" after 10, 60 and 1440 minutes.
   */
  reverification?:
    | "strict_mfa"
    | "strict"
    | "moderate"
    | "lax"
    | { level: "first_factor" | "second_factor" | "multi_factor"; afterMinutes: number };
}

/**
 * The only error class of the package. An error never holds a token, a cookie or a key. `cause` is
 * the error of the browser, the runtime or the caller's function, if there was one. If a network
 * error holds the request's URL, as Deno's and Bun's do, `cause` is an error of the same name
 * without the URL's query.
 */
export class SessionError extends Error {
  /** The name of the error's class. */
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
  /** The HTTP status, or null if there was no response. */
  readonly status: number | null;
  /** The server's errors, for "api" and "not_deleted". Empty if the response had none that could be read. */
  readonly errors: ApiError[];
  /** Clerk's id of the request, for Clerk's support. */
  readonly traceId: string | null;
  /** The wait that the server asks for (`Retry-After`) in seconds, or null if it cannot be read. */
  readonly retryAfterSeconds: number | null;
  /** For "invalid_response": the location, e.g. sessions[0].user.email_addresses[1].verification.attempts */
  readonly path: string | null;
}
