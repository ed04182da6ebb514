// Compiles only if the hand-written types, the codes and the steps of a reverification are exactly
// these. tests/models/declarations.rs compares the models with their description.

import type * as Actual from "clerk-session";
import type {
  ApiError,
  Client,
  JsonObject,
  RequestOptions,
  Session,
  SessionClientOptions,
  SessionTarget,
  SessionVerification,
} from "clerk-session";

/**
 * `true` if the compiler considers two types identical, including optional and readonly fields and
 * the order of parameters.
 */
type Same<One, Other> =
  (<T>() => T extends One ? 1 : 2) extends <T>() => T extends Other ? 1 : 2 ? true : false;

function expectTrue<_Claim extends true>(): void {}

type Level = "first_factor" | "second_factor" | "multi_factor";

// Values of JSON, the strings and the codes.
expectTrue<
  Same<
    Actual.Json,
    string | number | boolean | null | Actual.Json[] | { [key: string]: Actual.Json }
  >
>();
expectTrue<Same<JsonObject, { [key: string]: Actual.Json }>>();
expectTrue<
  Same<
    Actual.SessionStatus,
    | "abandoned"
    | "active"
    | "ended"
    | "expired"
    | "pending"
    | "removed"
    | "replaced"
    | "revoked"
    | "unknown"
  >
>();
expectTrue<
  Same<
    SessionVerification["status"],
    "needs_first_factor" | "needs_second_factor" | "complete" | "unknown"
  >
>();
expectTrue<Same<SessionVerification["level"], Level | "unknown">>();
type Code =
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
expectTrue<Same<Actual.ErrorCode, Code>>();

// The steps of a reverification.
type PrepareSecondFactor = { strategy: "phone_code"; phoneNumberId?: string };
type AttemptSecondFactor = { strategy: "phone_code" | "totp" | "backup_code"; code: string };
expectTrue<
  Same<
    Actual.PrepareFirstFactor,
    | { strategy: "email_code"; emailAddressId: string }
    | { strategy: "phone_code"; phoneNumberId: string }
    | { strategy: "passkey" }
    | {
        strategy: "enterprise_sso";
        emailAddressId?: string;
        enterpriseConnectionId?: string;
        redirectUrl: string;
      }
  >
>();
expectTrue<
  Same<
    Actual.AttemptFirstFactor,
    | { strategy: "email_code" | "phone_code"; code: string }
    | { strategy: "password"; password: string }
    | { strategy: "passkey"; publicKeyCredential: string }
  >
>();
expectTrue<Same<Actual.PrepareSecondFactor, PrepareSecondFactor>>();
expectTrue<Same<Actual.AttemptSecondFactor, AttemptSecondFactor>>();

// Options.
expectTrue<
  Same<
    SessionClientOptions,
    {
      publishableKey?: string;
      frontendApi?: string;
      proxyUrl?: string;
      signInUrl?: string;
      signUpUrl?: string;
      clientToken?: string;
      onClientToken?: (token: string) => void;
      devBrowser?: string;
      onDevBrowser?: (token: string) => void;
      onUnreadable?: (error: Actual.SessionError) => void;
      sessionCookie?: boolean;
      partitionedCookies?: boolean;
      touchOnFocus?: boolean;
      refreshOnVisible?: boolean;
      pendingAsSignedOut?: boolean;
      timeoutMs?: number;
      maxRetries?: number;
    }
  >
>();
expectTrue<Same<RequestOptions, { signal?: AbortSignal; timeoutMs?: number }>>();
expectTrue<
  Same<Actual.DeviceOptions, { signal?: AbortSignal; timeoutMs?: number; as?: SessionTarget }>
>();
expectTrue<Same<Actual.AccountUrlOptions, { redirectUrl?: string }>>();
expectTrue<
  Same<
    Actual.RevokedSessions,
    { revoked: Session[]; failed: { session: Session; error: Actual.SessionError }[] }
  >
>();
expectTrue<Same<SessionTarget, Session | string>>();
expectTrue<
  Same<
    Actual.TouchOptions,
    {
      signal?: AbortSignal;
      timeoutMs?: number;
      organizationId?: string | null;
      intent?: "focus" | "select_session" | "select_org";
    }
  >
>();
expectTrue<
  Same<
    Actual.TokenOptions,
    {
      signal?: AbortSignal;
      timeoutMs?: number;
      session?: SessionTarget;
      template?: string;
      organizationId?: string | null;
      skipCache?: boolean;
      leewaySeconds?: number;
    }
  >
>();
type AuthorizationParams = {
  role?: string;
  permission?: string;
  feature?: string;
  plan?: string;
  reverification?:
    | "strict_mfa"
    | "strict"
    | "moderate"
    | "lax"
    | { level: Level; afterMinutes: number };
};
expectTrue<Same<Actual.AuthorizationParams, AuthorizationParams>>();

// The classes.
declare class SessionClient {
  constructor(options: SessionClientOptions);
  readonly loaded: boolean;
  readonly client: Client | null;
  readonly session: Session | null;
  subscribe(listener: () => void): () => void;
  getClient(options?: RequestOptions): Promise<Client | null>;
  getSession(id: string, options?: RequestOptions): Promise<Session>;
  listSessions(options?: Actual.DeviceOptions): Promise<Session[]>;
  listActiveSessions(options?: Actual.DeviceOptions): Promise<Session[]>;
  deleteSession(): Promise<Session | null>;
  deleteSession(session: SessionTarget, options?: RequestOptions): Promise<Session | null>;
  deleteAllSessions(options?: RequestOptions): Promise<Client>;
  endSession(session: SessionTarget, options?: RequestOptions): Promise<Session>;
  revokeSession(session: SessionTarget, options?: Actual.DeviceOptions): Promise<Session>;
  revokeOtherSessions(options?: Actual.DeviceOptions): Promise<Actual.RevokedSessions>;
  touchSession(session: SessionTarget, options?: Actual.TouchOptions): Promise<Session>;
  getToken(options?: Actual.TokenOptions): Promise<string | null>;
  startVerification(
    options: { level: Level; session?: SessionTarget } & RequestOptions,
  ): Promise<SessionVerification>;
  prepareFirstFactor(
    factor: Actual.PrepareFirstFactor,
    options?: RequestOptions,
  ): Promise<SessionVerification>;
  attemptFirstFactor(
    attempt: Actual.AttemptFirstFactor,
    options?: RequestOptions,
  ): Promise<SessionVerification>;
  prepareSecondFactor(
    factor: PrepareSecondFactor,
    options?: RequestOptions,
  ): Promise<SessionVerification>;
  attemptSecondFactor(
    attempt: AttemptSecondFactor,
    options?: RequestOptions,
  ): Promise<SessionVerification>;
  verifyWithPasskey(options?: RequestOptions): Promise<SessionVerification>;
  close(): void;
}
declare class SessionError extends Error {
  readonly name: "SessionError";
  readonly code: "not_initialized" | Code;
  readonly status: number | null;
  readonly errors: ApiError[];
  readonly traceId: string | null;
  readonly retryAfterSeconds: number | null;
  readonly path: string | null;
}
expectTrue<Same<Actual.SessionClient, SessionClient>>();
expectTrue<Same<Actual.SessionError, SessionError>>();
expectTrue<Same<typeof Actual.SessionClient, typeof SessionClient>>();
expectTrue<Same<typeof Actual.SessionError, typeof SessionError>>();

// The functions.
// biome-ignore lint/complexity/noBannedTypes: WebAssembly.Module has no declaration here.
expectTrue<Same<Actual.CompiledModule, {}>>();
type ModuleSource = string | URL | Response | ArrayBuffer | ArrayBufferView | Actual.CompiledModule;
expectTrue<Same<Actual.ModuleSource, ModuleSource>>();
expectTrue<
  Same<typeof Actual.default, (source?: ModuleSource | Promise<ModuleSource>) => Promise<void>>
>();
expectTrue<
  Same<
    typeof Actual.deleteSession,
    (
      session: SessionTarget,
      options: SessionClientOptions & RequestOptions,
    ) => Promise<Session | null>
  >
>();
expectTrue<Same<typeof Actual.parseSession, (json: string | Uint8Array) => Session>>();
expectTrue<Same<typeof Actual.parseSessions, (json: string | Uint8Array) => Session[]>>();
expectTrue<Same<typeof Actual.parseClient, (json: string | Uint8Array) => Client>>();
expectTrue<
  Same<typeof Actual.decodeToken, (jwt: string) => { header: JsonObject; claims: JsonObject }>
>();
expectTrue<
  Same<typeof Actual.checkAuthorization, (session: Session, params: AuthorizationParams) => boolean>
>();

type BuildUrl = (client: Actual.SessionClient, options?: Actual.AccountUrlOptions) => string;
expectTrue<Same<typeof Actual.signInUrl, BuildUrl>>();
expectTrue<Same<typeof Actual.signUpUrl, BuildUrl>>();
expectTrue<Same<typeof Actual.userProfileUrl, BuildUrl>>();
expectTrue<Same<typeof Actual.organizationProfileUrl, BuildUrl>>();

// The exported values of the package, without exception.
expectTrue<
  Same<
    keyof typeof Actual,
    | "default"
    | "SessionClient"
    | "SessionError"
    | "deleteSession"
    | "parseSession"
    | "parseSessions"
    | "parseClient"
    | "decodeToken"
    | "checkAuthorization"
    | "signInUrl"
    | "signUpUrl"
    | "userProfileUrl"
    | "organizationProfileUrl"
  >
>();
