// What the declarations of the package have to say, written down a second time: fixed by its users, not by its code.

export default function init(source?: ModuleSource | Promise<ModuleSource>): Promise<void>;
export type ModuleSource = string | URL | Response | ArrayBuffer | ArrayBufferView | CompiledModule;
// biome-ignore lint/suspicious/noEmptyInterface: of what it stands for, nothing is known here.
export interface CompiledModule {}
export type SessionStatus =
  | "abandoned"
  | "active"
  | "ended"
  | "expired"
  | "pending"
  | "removed"
  | "replaced"
  | "revoked"
  | "unknown";
export interface Session {
  id: string;
  status: SessionStatus;
  expireAt: number;
  abandonAt: number | null;
  lastActiveAt: number;
  latestActivity: SessionActivity | null;
  lastActiveOrganizationId: string | null;
  actor: Json | null;
  user: User | null;
  publicUserData: PublicUserData | null;
  factorVerificationAge: [first: number, second: number] | null;
  tasks: SessionTask[];
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
export interface SessionVerification {
  status: "needs_first_factor" | "needs_second_factor" | "complete" | "unknown";
  level: "first_factor" | "second_factor" | "multi_factor" | "unknown";
  session: Session | null;
  firstFactorVerification: Verification | null;
  secondFactorVerification: Verification | null;
  supportedFirstFactors: VerificationFactor[];
  supportedSecondFactors: VerificationFactor[];
}
export interface VerificationFactor {
  strategy: string | null;
  safeIdentifier: string | null;
  emailAddressId: string | null;
  phoneNumberId: string | null;
  web3WalletId: string | null;
  passkeyId: string | null;
  trustedDeviceId: string | null;
  enterpriseConnectionId: string | null;
  enterpriseConnectionName: string | null;
  externalVerificationRedirectUrl: string | null;
  primary: boolean;
  default: boolean;
}
export type Json = string | number | boolean | null | Json[] | JsonObject;
export interface JsonObject {
  [key: string]: Json;
}
export interface SessionClientOptions {
  publishableKey?: string;
  frontendApi?: string;
  proxyUrl?: string;
  clientToken?: string;
  onClientToken?: (token: string) => void;
  devBrowser?: string;
  onDevBrowser?: (token: string) => void;
  onUnreadable?: (error: SessionError) => void;
  timeoutMs?: number;
  maxRetries?: number;
}
export interface RequestOptions {
  signal?: AbortSignal;
  timeoutMs?: number;
}
export interface DeviceOptions extends RequestOptions {
  as?: SessionTarget;
}
export type SessionTarget = Session | string;
export function deleteSession(
  session: SessionTarget,
  options: SessionClientOptions & RequestOptions,
): Promise<Session | null>;
export class SessionClient {
  constructor(options: SessionClientOptions);
  readonly loaded: boolean;
  readonly client: Client | null;
  readonly session: Session | null;
  subscribe(listener: () => void): () => void;
  getClient(options?: RequestOptions): Promise<Client | null>;
  getSession(id: string, options?: RequestOptions): Promise<Session>;
  listSessions(options?: DeviceOptions): Promise<Session[]>;
  listActiveSessions(options?: DeviceOptions): Promise<Session[]>;
  deleteSession(): Promise<Session | null>;
  deleteSession(session: SessionTarget, options?: RequestOptions): Promise<Session | null>;
  deleteAllSessions(options?: RequestOptions): Promise<Client>;
  endSession(session: SessionTarget, options?: RequestOptions): Promise<Session>;
  revokeSession(session: SessionTarget, options?: DeviceOptions): Promise<Session>;
  touchSession(session: SessionTarget, options?: TouchOptions): Promise<Session>;
  getToken(options?: TokenOptions): Promise<string | null>;
  startVerification(
    options: {
      level: "first_factor" | "second_factor" | "multi_factor";
      session?: SessionTarget;
    } & RequestOptions,
  ): Promise<SessionVerification>;
  prepareFirstFactor(factor: PrepareFirstFactor, options?: RequestOptions): Promise<SessionVerification>;
  attemptFirstFactor(attempt: AttemptFirstFactor, options?: RequestOptions): Promise<SessionVerification>;
  prepareSecondFactor(
    factor: { strategy: "phone_code"; phoneNumberId?: string },
    options?: RequestOptions,
  ): Promise<SessionVerification>;
  attemptSecondFactor(
    attempt: { strategy: "phone_code" | "totp" | "backup_code"; code: string },
    options?: RequestOptions,
  ): Promise<SessionVerification>;
  verifyWithPasskey(options?: RequestOptions): Promise<SessionVerification>;
  close(): void;
}
export interface TouchOptions extends RequestOptions {
  organizationId?: string | null;
  intent?: "focus" | "select_session" | "select_org";
}
export interface TokenOptions extends RequestOptions {
  session?: SessionTarget;
  template?: string;
  organizationId?: string | null;
  skipCache?: boolean;
  leewaySeconds?: number;
}
export type PrepareFirstFactor =
  | { strategy: "email_code"; emailAddressId: string }
  | { strategy: "phone_code"; phoneNumberId: string }
  | { strategy: "passkey" }
  | {
      strategy: "enterprise_sso";
      emailAddressId?: string;
      enterpriseConnectionId?: string;
      redirectUrl: string;
    };
export type AttemptFirstFactor =
  | { strategy: "email_code" | "phone_code"; code: string }
  | { strategy: "password"; password: string }
  | { strategy: "passkey"; publicKeyCredential: string };
export function parseSession(json: string | Uint8Array): Session;
export function parseSessions(json: string | Uint8Array): Session[];
export function parseClient(json: string | Uint8Array): Client;
export function decodeToken(jwt: string): { header: JsonObject; claims: JsonObject };
export function checkAuthorization(
  session: Session,
  params: {
    role?: string;
    permission?: string;
    feature?: string;
    plan?: string;
    reverification?:
      | "strict_mfa"
      | "strict"
      | "moderate"
      | "lax"
      | { level: "first_factor" | "second_factor" | "multi_factor"; afterMinutes: number };
  },
): boolean;
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
  readonly status: number | null;
  readonly errors: ApiError[];
  readonly traceId: string | null;
  readonly retryAfterSeconds: number | null;
  readonly path: string | null;
}
