// Results are plain data: structuredClone() and JSON.stringify() take each of them. What is not known is null, never undefined.
// Times are Unix milliseconds, as Date takes them, unless a name says seconds or minutes. All comes from Clerk's Frontend API
// (https://clerk.com/docs/reference/frontend-api), version 2026-05-12: an object's fields have its names, in camel case.

import type {
  ApiError,
  AttemptFirstFactor,
  AttemptSecondFactor,
  Client,
  ErrorCode,
  JsonObject,
  PrepareFirstFactor,
  PrepareSecondFactor,
  Session,
  SessionVerification,
  VerificationLevel,
} from "./models.js";

// The models, the steps of a reverification and the codes of errors: written from the declarations in Rust.
export * from "./models.js";

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
      level: Exclude<VerificationLevel, "unknown">;
      session?: SessionTarget;
    } & RequestOptions,
  ): Promise<SessionVerification>;
  /** Gets a first factor ready: sends a code, makes what a passkey is to sign, or begins a sign-in elsewhere. A password needs none of it. */
  prepareFirstFactor(
    factor: PrepareFirstFactor,
    options?: RequestOptions,
  ): Promise<SessionVerification>;
  /** Verifies a first factor. */
  attemptFirstFactor(
    attempt: AttemptFirstFactor,
    options?: RequestOptions,
  ): Promise<SessionVerification>;
  /** Sends a code for a second factor, to the default phone number if none is named. Authenticator apps and backup codes need none of it. */
  prepareSecondFactor(
    factor: PrepareSecondFactor,
    options?: RequestOptions,
  ): Promise<SessionVerification>;
  /** Verifies a second factor: by the code that was sent, by that of an authenticator app (TOTP, RFC 6238), or by a backup code. */
  attemptSecondFactor(
    attempt: AttemptSecondFactor,
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
    | { level: Exclude<VerificationLevel, "unknown">; afterMinutes: number };
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
   * The kind of the error, for programs. It is stable, unlike the message. {@link ErrorCode} describes
   * each code of the module. If init() has not been called, is not done or has failed, the code is
   * "not_initialized".
   */
  readonly code: "not_initialized" | ErrorCode;
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
