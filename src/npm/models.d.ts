// Written by tests/models/declarations.rs from the declarations in Rust. To change it, edit those
// and run `UPDATE_DECLARATIONS=1 cargo test --lib declarations`.
//
// Times are Unix milliseconds, as Date takes them, unless a name says seconds or minutes.

/** A value of JSON (RFC 8259), as JSON.parse returns it. */
export type Json = string | number | boolean | null | Json[] | JsonObject;

/** An object of JSON. Its keys are as the server sent them. */
export interface JsonObject {
  [key: string]: Json;
}

/**
 * The state of a session (https://clerk.com/docs/guides/secure/session-options). If it is `active`
 * or `pending`, the user is signed in. An unknown one counts as signed in wherever that is the
 * cautious reading.
 */
export type SessionStatus =
  /** The user was away for too long. */
  | "abandoned"
  /** Signed in, with nothing left to do. */
  | "active"
  /** Ended on its client, which remembers it. */
  | "ended"
  /** Its time was up. */
  | "expired"
  /** Signed in, with {@link Session.tasks} still to do. */
  | "pending"
  /** Deleted. */
  | "removed"
  /** Another session has taken its place. */
  | "replaced"
  /** Signed out from another device, or by the application. */
  | "revoked"
  /** Any other string, which a newer server may send. */
  | "unknown";

/**
 * A session: the period in which one user, signed in on one client, exchanges information with the
 * server (https://clerk.com/docs/reference/objects/session).
 */
export interface Session {
  /** `sess_…` */
  id: string;
  /** Its status. The session is alive if it is active, pending or unknown. */
  status: SessionStatus;
  /** When it expires, used or not. */
  expireAt: number;
  /** When it is abandoned, if the user stays away until then. */
  abandonAt: number | null;
  /** When it was last used: at sign-in, or at the last touch. */
  lastActiveAt: number;
  /** The device and place of its last use. Only the response to `listActiveSessions()` has it. */
  latestActivity: SessionActivity | null;
  /** The session token that came with this response. It may have expired since. */
  lastActiveToken: TokenResource | null;
  /**
   * The user who impersonates this one, as the server sent it: mostly `{"sub": "user_…"}`, after
   * the `act` claim of RFC 8693. `null` without impersonation
   * (https://clerk.com/docs/guides/users/impersonation).
   */
  actor: Json | null;
  /** The tasks that keep a `pending` session from being `active`. */
  tasks: SessionTask[];
  /** The organization (`org_…`) that is active in it. `null` for the personal account. */
  lastActiveOrganizationId: string | null;
  /**
   * The user. `null` only in the response to `listActiveSessions()` and in
   * {@link SessionVerification.session}, which leave it out.
   */
  user: User | null;
  /** The part of the user that other users may see. */
  publicUserData: PublicUserData | null;
  /**
   * The minutes since the first and the second factor were last verified. -1 if there is no such
   * factor, or it was never verified.
   */
  factorVerificationAge: [first: number, second: number] | null;
  /**
   * When it was created. `null` only in the response to `listActiveSessions()` and in
   * {@link SessionVerification.session}, which leave it out.
   */
  createdAt: number | null;
  /**
   * When it last changed. `null` only in the response to `listActiveSessions()` and in
   * {@link SessionVerification.session}, which leave it out.
   */
  updatedAt: number | null;
}

/** The last use of a session: device, browser and place, as far as the server could tell. */
export interface SessionActivity {
  /** The id of this record, not of the session. */
  id: string;
  /** The kind of device, or its system: `iPhone`, `Macintosh`, … */
  deviceType: string | null;
  /** Whether the device is a phone or the like. */
  isMobile: boolean | null;
  /** `Chrome`, `Mobile Safari`, … */
  browserName: string | null;
  /** `126.0.0.0` */
  browserVersion: string | null;
  /** IPv4 or IPv6. */
  ipAddress: string | null;
  /** Guessed from the address, as is `country`. */
  city: string | null;
  /** Its name or its code, as the server sends it. */
  country: string | null;
}

/**
 * A task that the user must complete before a pending session is active
 * (https://clerk.com/docs/guides/configure/session-tasks).
 */
export interface SessionTask {
  /** `choose-organization`, … as the server sends it. */
  key: string;
}

/** A session token (https://clerk.com/docs/guides/sessions/session-tokens). */
export interface TokenResource {
  /**
   * A JSON Web Token (RFC 7519), encoded. It authenticates its bearer as the user until it expires.
   */
  jwt: string;
}

/**
 * A browser or a device, with all its sessions (https://clerk.com/docs/reference/objects/client).
 */
export interface Client {
  /** `client_…` */
  id: string;
  /** All its sessions, in the order of the server. */
  sessions: Session[];
  /**
   * The id of the session that was last active, as far as the server knows: the current one, if it
   * is active or pending.
   */
  lastActiveSessionId: string | null;
  /**
   * The strategy of the last sign-in on this client: `password`, `oauth_google`, … as the server
   * sends it.
   */
  lastAuthenticationStrategy: string | null;
  /** When the cookie expires that identifies this browser to the server. */
  cookieExpiresAt: number | null;
  /** When it was created. */
  createdAt: number | null;
  /** When it last changed. */
  updatedAt: number | null;
}

/** The part of a user that other users may see. */
export interface PublicUserData {
  /** The given name. */
  firstName: string | null;
  /** The family name. */
  lastName: string | null;
  /**
   * The user's image, or one that Clerk has drawn
   * (https://clerk.com/docs/guides/development/image-optimization).
   */
  imageUrl: string | null;
  /** Whether the image is the user's own. */
  hasImage: boolean;
  /** An email address, a phone number or a user name. */
  identifier: string | null;
  /** `user_…` */
  userId: string | null;
  /** The name that the user has chosen to sign in with. */
  username: string | null;
  /** Whether the application has banned the user. */
  banned: boolean;
  /** Whether the user's enterprise has withdrawn the account (SCIM, RFC 7644). */
  deprovisioned: boolean;
}

/**
 * A user of the application, with what the user may see
 * (https://clerk.com/docs/reference/objects/user).
 */
export interface User {
  /** `user_…` */
  id: string;
  /** The name that the user has chosen to sign in with. */
  username: string | null;
  /** The given name. */
  firstName: string | null;
  /** The family name. */
  lastName: string | null;
  /**
   * The user's image, or one that Clerk has drawn
   * (https://clerk.com/docs/guides/development/image-optimization).
   */
  imageUrl: string | null;
  /** Whether the image is the user's own. */
  hasImage: boolean;
  /** The id of the primary one of {@link User.emailAddresses}. */
  primaryEmailAddressId: string | null;
  /** The id of the primary one of {@link User.phoneNumbers}. */
  primaryPhoneNumberId: string | null;
  /** The id of the primary one of {@link User.web3Wallets}. */
  primaryWeb3WalletId: string | null;
  /** Whether there is a password. */
  passwordEnabled: boolean;
  /** Whether there is any second factor. */
  twoFactorEnabled: boolean;
  /** Whether an authenticator app is a second factor (TOTP, RFC 6238). */
  totpEnabled: boolean;
  /** Whether there are backup codes for a lost second factor. */
  backupCodeEnabled: boolean;
  /** All, verified or not. */
  emailAddresses: EmailAddress[];
  /** All, verified or not. */
  phoneNumbers: PhoneNumber[];
  /** All, verified or not. */
  web3Wallets: Web3Wallet[];
  /** All, on any device. */
  passkeys: Passkey[];
  /** The organizations that the user belongs to. */
  organizationMemberships: OrganizationMembership[];
  /** Accounts at other services that the user signs in with (OAuth). */
  externalAccounts: ExternalAccount[];
  /** {@link User.enterpriseAccounts} under the older versions' name, each from its own key. */
  samlAccounts: EnterpriseAccount[];
  /** Accounts at an enterprise's identity provider. */
  enterpriseAccounts: EnterpriseAccount[];
  /** When the password was last set. */
  passwordLastUpdatedAt: number | null;
  /** Only the application's server writes it. */
  publicMetadata: JsonObject | null;
  /** The frontend, and so the user, may write it too: do not trust it. */
  unsafeMetadata: JsonObject | null;
  /** The id that the application itself has given to this user. */
  externalId: string | null;
  /** When the user last signed in, anywhere. */
  lastSignInAt: number | null;
  /** Whether the application has banned the user. */
  banned: boolean;
  /** Whether the user cannot sign in for now, after too many failed attempts. */
  locked: boolean;
  /** Whether the user's enterprise has withdrawn the account (SCIM, RFC 7644). */
  deprovisioned: boolean;
  /** Seconds until a locked user may try again. `null` for a `locked` user means never. */
  lockoutExpiresInSeconds: number | null;
  /**
   * The number of failed attempts left before the user is locked. `null` if the instance locks no
   * users.
   */
  verificationAttemptsRemaining: number | null;
  /** When it was created. */
  createdAt: number | null;
  /** When it last changed. */
  updatedAt: number | null;
  /** Whether users may delete their own account. */
  deleteSelfEnabled: boolean;
  /** Whether the user may create organizations. */
  createOrganizationEnabled: boolean;
  /** The number of organizations that the user may create. 0 means any number. */
  createOrganizationsLimit: number | null;
  /** Exact to a day only. */
  lastActiveAt: number | null;
  /** When a second factor was set up. */
  mfaEnabledAt: number | null;
  /** When the last second factor was removed. */
  mfaDisabledAt: number | null;
  /**
   * When the user agreed to the application's terms
   * (https://clerk.com/docs/guides/secure/legal-compliance).
   */
  legalAcceptedAt: number | null;
}

/** An email address of a user. */
export interface EmailAddress {
  /** `idn_…` */
  id: string;
  /** The address itself. */
  emailAddress: string | null;
  /** Whether it is reserved for this user before it is verified. */
  reserved: boolean;
  /** The state of its verification. `null` if it has not begun. */
  verification: Verification | null;
  /** Other identifications with the same address. */
  linkedTo: IdentificationLink[];
  /** Whether its domain belongs to an active enterprise connection. */
  matchesSsoConnection: boolean;
  /** When it was created. */
  createdAt: number | null;
  /** When it last changed. */
  updatedAt: number | null;
}

/** A phone number of a user. */
export interface PhoneNumber {
  /** `idn_…` */
  id: string;
  /** The number in E.164 format: `+15555550100`. */
  phoneNumber: string | null;
  /** Whether it is a second factor. */
  reservedForSecondFactor: boolean;
  /** Whether it is the second factor that is offered first. */
  defaultSecondFactor: boolean;
  /** Whether it is reserved for this user before it is verified. */
  reserved: boolean;
  /** The state of its verification. `null` if it has not begun. */
  verification: Verification | null;
  /** Other identifications with the same number. */
  linkedTo: IdentificationLink[];
  /**
   * Codes for a lost phone. The server sends them only once, when they are created; otherwise the
   * list is empty.
   */
  backupCodes: string[];
  /** When it was created. */
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
  /** The state of its verification; the wallet signs its `nonce` or `message`. */
  verification: Verification | null;
  /** When it was created. */
  createdAt: number | null;
  /** When it last changed. */
  updatedAt: number | null;
}

/** A passkey of a user (https://www.w3.org/TR/webauthn-3/). */
export interface Passkey {
  /** The id of this passkey at Clerk, not the credential's own. */
  id: string;
  /** The name that the user gave it. */
  name: string | null;
  /** When it was last used to sign in. */
  lastUsedAt: number | null;
  /** The state of its registration. */
  verification: Verification | null;
  /** When it was created. */
  createdAt: number | null;
  /** When it last changed. */
  updatedAt: number | null;
}

/**
 * An account at another service that a user signs in with (OAuth,
 * https://clerk.com/docs/reference/types/external-account).
 */
export interface ExternalAccount {
  /** The id of this account at Clerk. */
  id: string;
  /** `oauth_google`, `oauth_github`, … as the server sends it. */
  provider: string | null;
  /** The identification that this account is for the user: `idn_…` */
  identificationId: string | null;
  /** The user's id at the provider. */
  providerUserId: string | null;
  /** The OAuth scopes that the user has granted, separated by spaces (RFC 6749, 3.3). */
  approvedScopes: string | null;
  /** The user's email address there. */
  emailAddress: string | null;
  /** Whether the provider said that it had verified the address. False also if it did not say. */
  emailAddressVerified: boolean;
  /** The given name, as it is there. */
  firstName: string | null;
  /** The family name, as it is there. */
  lastName: string | null;
  /** The user's image there. */
  imageUrl: string | null;
  /** The user's name there. */
  username: string | null;
  /** The user's phone number there. */
  phoneNumber: string | null;
  /** Only the application's server writes it. */
  publicMetadata: JsonObject | null;
  /** A label that distinguishes it from other accounts at the same provider. */
  label: string | null;
  /** When it was created. */
  createdAt: number | null;
  /** When it last changed. */
  updatedAt: number | null;
  /** The state of its verification, which connects it to the user. */
  verification: Verification | null;
}

/**
 * An account at an enterprise's identity provider (SAML, OIDC;
 * https://clerk.com/docs/guides/configure/auth-strategies/enterprise-connections/overview).
 */
export interface EnterpriseAccount {
  /** The id of this account at Clerk. */
  id: string;
  /** `saml_okta`, `oauth_microsoft`, … as the server sends it. */
  provider: string | null;
  /** `saml` or `oauth`, as the server sends it. */
  protocol: string | null;
  /** Whether the user may sign in with it. */
  active: boolean;
  /** The user's email address there. */
  emailAddress: string | null;
  /** The given name, as it is there. */
  firstName: string | null;
  /** The family name, as it is there. */
  lastName: string | null;
  /** The user's id at the provider. */
  providerUserId: string | null;
  /** The id of {@link EnterpriseAccount.enterpriseConnection}, which may be known alone. */
  enterpriseConnectionId: string | null;
  /** When the user last signed in with it. */
  lastAuthenticatedAt: number | null;
  /** Only the application's server writes it. */
  publicMetadata: JsonObject | null;
  /** The state of the last sign-in with it. */
  verification: Verification | null;
  /** The connection that it belongs to. */
  enterpriseConnection: EnterpriseConnection | null;
  /**
   * {@link EnterpriseAccount.enterpriseConnection} under the older versions' name, each from its
   * own key.
   */
  samlConnection: EnterpriseConnection | null;
}

/** The connection of an application to an enterprise's identity provider. */
export interface EnterpriseConnection {
  /** The id of this connection at Clerk. */
  id: string;
  /** A name for display. */
  name: string | null;
  /** The domain of the email addresses that sign in with it, in the older versions. */
  domain: string | null;
  /** The domains of the email addresses that sign in with it. */
  domains: string[];
  /** `saml` or `oauth`, as the server sends it. */
  protocol: string | null;
  /** Whether users may sign in with it. */
  active: boolean;
  /** The provider's image. */
  logoPublicUrl: string | null;
  /** `saml_okta`, `oauth_microsoft`, … as the server sends it. */
  provider: string | null;
  /** Whether each sign-in copies the user's attributes, such as the name, from the provider. */
  syncUserAttributes: boolean;
  /** Whether it includes the subdomains of its domains. */
  allowSubdomains: boolean;
  /** Whether a sign-in may begin at the provider. */
  allowIdpInitiated: boolean;
  /** Whether its users must not add other identifications. */
  disableAdditionalIdentifications: boolean;
  /** Whether an account may be linked to it by membership of its organization. */
  allowOrganizationAccountLinking: boolean;
  /** When it was created. */
  createdAt: number | null;
  /** When it last changed. */
  updatedAt: number | null;
}

/**
 * A link from an email address or a phone number to another identification of the user, which has
 * brought the same.
 */
export interface IdentificationLink {
  /** `oauth_google`, `saml`, … as the server sends it. */
  type: string | null;
  /** `idn_…` */
  id: string;
}

/**
 * A user's membership of an organization
 * (https://clerk.com/docs/reference/types/organization-membership).
 */
export interface OrganizationMembership {
  /** `orgmem_…` */
  id: string;
  /** Only the application's server writes it. */
  publicMetadata: JsonObject | null;
  /**
   * The role's key: `org:admin`
   * (https://clerk.com/docs/guides/organizations/control-access/roles-and-permissions).
   */
  role: string | null;
  /** The role's name for display. */
  roleName: string | null;
  /** The permissions of the role: `org:sys_memberships:read`, … */
  permissions: string[];
  /** When it was created. */
  createdAt: number | null;
  /** When it last changed. */
  updatedAt: number | null;
  /** The organization. */
  organization: Organization | null;
  /** The part of the member that other users may see. */
  publicUserData: PublicUserData | null;
}

/** An organization (https://clerk.com/docs/reference/objects/organization). */
export interface Organization {
  /** `org_…` */
  id: string;
  /** Its name for display. */
  name: string | null;
  /** Its name for URLs. */
  slug: string | null;
  /**
   * Its logo, or one that Clerk has drawn
   * (https://clerk.com/docs/guides/development/image-optimization).
   */
  imageUrl: string | null;
  /** Whether the image is the organization's own. */
  hasImage: boolean;
  /** The number of members. */
  membersCount: number | null;
  /** The number of invitations without an answer. */
  pendingInvitationsCount: number | null;
  /** The number of members and invitations that it may have. 0 means any number. */
  maxAllowedMemberships: number | null;
  /** Whether its admins may delete it. */
  adminDeleteEnabled: boolean;
  /** Whether it may set up its own enterprise connection. */
  selfServeSsoEnabled: boolean;
  /** Only the application's server writes it. */
  publicMetadata: JsonObject | null;
  /** When it was created. */
  createdAt: number | null;
  /** When it last changed. */
  updatedAt: number | null;
}

/**
 * The state of the verification of an identification. The API has a form for each strategy; this
 * has the fields of all.
 */
export interface Verification {
  /** `unverified`, `verified`, `transferable`, `failed`, `expired`, … as the server sends it. */
  status: string | null;
  /** `email_code`, `oauth_google`, `passkey`, … as the server sends it. */
  strategy: string | null;
  /** The number of codes that were tried. */
  attempts: number | null;
  /** The time until which it can be completed. */
  expireAt: number | null;
  /** The client that completed it, which for a link may be another one. */
  verifiedAtClient: string | null;
  /** For a wallet: the text to sign. For a passkey: the request for it, as JSON. */
  nonce: string | null;
  /** For a wallet: the message to sign. */
  message: string | null;
  /** For a phone number: the channel of the code, `sms` or `whatsapp`. */
  channel: string | null;
  /** For an OAuth or enterprise provider: the URL where the browser signs in. */
  externalVerificationRedirectUrl: string | null;
  /** The error because of which it failed. */
  error: ApiError | null;
}

/**
 * One error of the Frontend API (https://clerk.com/docs/guides/development/errors/frontend-api).
 */
export interface ApiError {
  /** A short message for display. */
  message: string | null;
  /** A long message for display. */
  longMessage: string | null;
  /** A code for programs: `resource_not_found`, … */
  code: string | null;
  /** Details, as the server sent them: the keys are in snake case. */
  meta: JsonObject | null;
}

/**
 * A reverification of a session in its current state: the user verifies their identity again
 * (https://clerk.com/docs/guides/secure/reverification).
 */
export interface SessionVerification {
  /** The factors that it requires: the first alone, if the user has no second. */
  level: VerificationLevel;
  /**
   * Its next step. If it is complete, the session's {@link Session.factorVerificationAge} is new,
   * and so are the claims of its next token.
   */
  status: VerificationStatus;
  /** The ways in which the first factor can be verified. */
  supportedFirstFactors: VerificationFactor[];
  /** The ways in which the second factor can be verified. */
  supportedSecondFactors: VerificationFactor[];
  /** The state of the first factor. `null` if it has not begun. */
  firstFactorVerification: Verification | null;
  /** The state of the second factor. `null` if it has not begun. */
  secondFactorVerification: Verification | null;
  /**
   * The session that it verifies, in part. Its user and its {@link Session.factorVerificationAge}
   * are in the client's {@link Client.sessions}.
   */
  session: Session | null;
}

/** The next step of a reverification. */
export type VerificationStatus =
  /** The first factor must be verified. */
  | "needs_first_factor"
  /** The second factor must be verified. */
  | "needs_second_factor"
  /** None: all required factors are verified. */
  | "complete"
  /** Any other string, which a newer server may send. */
  | "unknown";

/** The factors that a reverification requires. */
export type VerificationLevel =
  /** The first factor: a password, a code, a passkey, … */
  | "first_factor"
  /** The second factor, or the first if the user has no second. */
  | "second_factor"
  /** Both, or the first if the user has no second. */
  | "multi_factor"
  /** Any other string, which a newer server may send. */
  | "unknown";

/** A way to verify a factor. The strategy decides which of the ids it has. */
export interface VerificationFactor {
  /** `password`, `email_code`, `phone_code`, `passkey`, `totp`, … as the server sends it. */
  strategy: string | null;
  /** The identification, with most of it hidden. */
  safeIdentifier: string | null;
  /**
   * For `prepareFirstFactor()`: the id of the enterprise connection that the user signs in with.
   */
  enterpriseConnectionId: string | null;
  /** The name of that connection, for display. */
  enterpriseConnectionName: string | null;
  /** For `prepareFirstFactor()`: the id of the email address that gets the code, `idn_…` */
  emailAddressId: string | null;
  /**
   * For `prepareFirstFactor()` and `prepareSecondFactor()`: the id of the phone number that gets
   * the code, `idn_…`
   */
  phoneNumberId: string | null;
  /** The id of the wallet that signs: `idn_…` */
  web3WalletId: string | null;
  /** The id of the passkey that signs. */
  passkeyId: string | null;
  /** The id of the trusted device that confirms. */
  trustedDeviceId: string | null;
  /** Whether it uses the user's primary address or number. */
  primary: boolean;
  /** For an OAuth or enterprise provider: the URL where the browser signs in. */
  externalVerificationRedirectUrl: string | null;
  /** Whether to offer it first. */
  default: boolean;
}

/**
 * The strategy to prepare for a first factor, with one of the ids in
 * {@link SessionVerification.supportedFirstFactors}. A password needs no preparation.
 */
export type PrepareFirstFactor =
  | {
      /** Sends a code to an email address. */
      strategy: "email_code";
      /** The id of the email address that gets the code. */
      emailAddressId: string;
    }
  | {
      /** Sends a code to a phone number. */
      strategy: "phone_code";
      /** The id of the phone number that gets the code. */
      phoneNumberId: string;
    }
  | {
      /** Creates the challenge that a passkey signs: {@link Verification.nonce}. */
      strategy: "passkey";
    }
  | {
      /**
       * Begins a sign-in at an enterprise's identity provider. The page must send the browser to
       * the URL in {@link Verification.externalVerificationRedirectUrl} of
       * {@link SessionVerification.firstFactorVerification}.
       */
      strategy: "enterprise_sso";
      /** The URL to which the browser comes back from the identity provider. */
      redirectUrl: string;
      /** The id of the email address by which the provider knows the user. */
      emailAddressId?: string;
      /** The id of the connection to the provider. */
      enterpriseConnectionId?: string;
    };

/** The strategy that verifies a first factor. */
export type AttemptFirstFactor =
  | {
      /**
       * `email_code`: The code that was sent to an email address. `phone_code`: The code that was
       * sent to a phone number.
       */
      strategy: "email_code" | "phone_code";
      /** The code. */
      code: string;
    }
  | {
      /** The user's password, which needs no preparation. */
      strategy: "password";
      /** The password. */
      password: string;
    }
  | {
      /** A passkey's signature. `verifyWithPasskey()` prepares, asks for and sends it. */
      strategy: "passkey";
      /** The `PublicKeyCredential` as JSON (`AuthenticationResponseJSON` of WebAuthn). */
      publicKeyCredential: string;
    };

/**
 * The strategy to prepare for a second factor. An authenticator app and a backup code need no
 * preparation.
 */
export interface PrepareSecondFactor {
  /** Sends a code to a phone number. */
  strategy: "phone_code";
  /** The id of the phone number that gets the code. Defaults to the user's default one. */
  phoneNumberId?: string;
}

/** The strategy that verifies a second factor. */
export interface AttemptSecondFactor {
  /**
   * `phone_code`: The code that was sent to a phone number. `totp`: The code that an authenticator
   * app shows now (TOTP, RFC 6238). `backup_code`: A backup code, for a lost second factor. Each is
   * good once.
   */
  strategy: "phone_code" | "totp" | "backup_code";
  /** The code. */
  code: string;
}

/** The kind of an error, for programs. It is stable, unlike the message. */
export type ErrorCode =
  /** An option has no valid value. Nothing was sent. */
  | "invalid_options"
  /**
   * An argument has no valid value. Nothing was sent. From `getToken()` also: the leeway is more
   * than a fresh token is good for.
   */
  | "invalid_argument"
  /**
   * There was no response: the browser is offline, or the request was blocked or cut off. The
   * server may have done what was requested.
   */
  | "network"
  /**
   * There was no response within the timeout, or the token came too late. The server may have done
   * what was requested.
   */
  | "timeout"
  /** The server responded with an error: see `SessionError.status` and `SessionError.errors`. */
  | "api"
  /** The server's response cannot be read: see `SessionError.path`. */
  | "invalid_response"
  /**
   * No user is signed in, as far as the client knows, or no reverification has begun. Nothing else
   * was sent. From `getToken()` also: the session has ended.
   */
  | "no_session"
  /** The server did not confirm that the session has ended. It may be alive. */
  | "not_deleted"
  /** The browser or its user did not go through with a passkey. */
  | "passkey"
  /** The `SessionClient` has been closed. */
  | "closed"
  /**
   * A fault of this package. Or the call began within 16 others, because a function that they need,
   * such as `fetch`, calls the client.
   */
  | "internal";
