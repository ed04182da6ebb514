// Results are plain data: structuredClone() and JSON.stringify() accept each of them. An unknown
// value is null, never undefined. Times are Unix milliseconds, as Date takes them, unless a name
// says seconds or minutes. All of it comes from Clerk's Frontend API
// (https://clerk.com/docs/reference/frontend-api), version 2026-05-12: an object's fields have the
// API's names, in camel case.
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

// The models, the steps of a reverification and the error codes, written from their declarations in
// Rust.
export * from "./models.js";

/**
 * Loads the WebAssembly module. Everything except SessionError needs it first. Further calls, also
 * concurrent ones, share the first load, even with another source. If loading fails, the call
 * rejects with SessionError "not_initialized", which states the reason; a later call may then
 * succeed.
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
// biome-ignore lint/suspicious/noEmptyInterface: WebAssembly.Module's members are unknown here.
export interface CompiledModule {}

// ---- talking to the Frontend API ----

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
   * The application's own sign-in page, which signInUrl() returns in place of the Account Portal's:
   * a path of the page's origin (`/sign-in`), or an absolute URL (https, or http for localhost). It
   * has no query and no fragment. The query parameter `redirect_url` tells it the way back.
   */
  signInUrl?: string;
  /** The application's own sign-up page, which signUpUrl() returns, in the same forms. */
  signUpUrl?: string;
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
   * Whether this page keeps the session token in the cookies `__session` and `__session_{suffix}`,
   * from which Clerk's server SDKs read it, so that a server knows the user of a navigation. At a
   * development instance, the page also keeps `__client_uat`; elsewhere the Frontend API does. The
   * suffix needs publishableKey. Cannot be combined with clientToken. In workers and on servers it
   * has no effect. Defaults to false.
   *
   * The first response about the client begins it; it causes no first request. From then on, a
   * token is requested whenever the cookie needs one: 15 s before it expires, while the page is
   * visible, but at most once in 5 s for one session and organization. Only the page with the focus
   * (or a visible frame of another origin) replaces a valid token of another session or
   * organization. The cookies are expired as soon as the session has ended. A call that changes the
   * session, its organization or its factors settles after the cookie holds a new token or, if none
   * came within timeoutMs, after the cookie has been expired.
   *
   * A cookie that the browser does not keep, because it is blocked or over 4 KB, is reported once
   * with `console.warn`.
   */
  sessionCookie?: boolean;
  /**
   * Whether the cookies that this page writes from now on are partitioned (CHIPS) if it is in a
   * frame of another origin. They also are if the page holds partitioned cookies of their names
   * already. Applies to all clients of the page. Defaults to false.
   */
  partitionedCookies?: boolean;
  /**
   * Whether a page touches the current session when it gets the focus: with the intent "focus", at
   * most once in 5 s, and not while another touch is unanswered. Such a touch is never repeated and
   * drops no token. Clerk counts it as use, which its inactivity timeout needs. Defaults to false.
   */
  touchOnFocus?: boolean;
  /**
   * Whether a page requests the client by itself, once any response has been heard: when it becomes
   * visible after 30 s or more, and when it is online again after a request failed without a
   * response. A sign-in or sign-out elsewhere then shows. A hidden page also waits until it is
   * visible before it requests the client because of a doubt. Defaults to true. A page that comes
   * back from the back/forward cache requests the client in any case.
   */
  refreshOnVisible?: boolean;
  /**
   * Whether a pending session, whose user has tasks left to do, counts as none: in
   * SessionClient.session, for getToken() without a session, and for the cookies of sessionCookie.
   * deleteSession(), touchSession("current") and all other calls act on it all the same. Defaults
   * to false; true is what Clerk's own SDKs do, and recommended for new code.
   */
  pendingAsSignedOut?: boolean;
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
   * The wait between attempts is `Retry-After` (RFC 9110, 10.2.3), in seconds or as a date, which
   * is compared with the response's own `Date`; more than 30 s rejects at once. Without that header
   * the wait is up to half a second, and doubles each time.
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
   * The timeout of each attempt of this call in milliseconds. Defaults to the SessionClient's.
   * After it, the call rejects with "timeout".
   */
  timeoutMs?: number;
}

/** The options of the calls about the user's devices. */
export interface DeviceOptions extends RequestOptions {
  /**
   * The session on whose behalf the call is made, if the browser holds several accounts. Defaults
   * to the current session; if there is none, the call rejects with "no_session".
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
 * token. Reads share a request if they are made in one turn of the event loop. A signal or a
 * timeout rejects only its own caller.
 */
export class SessionClient {
  /**
   * Makes a client. Sends nothing. Throws SessionError "invalid_options", which names the option
   * and the reason, or "not_initialized".
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
   * null. With pendingAsSignedOut, only if it is active. It is an element of client.sessions, the
   * same object.
   */
  readonly session: Session | null;
  /**
   * Calls the listener once after each change of `client` or `loaded`, including changes that other
   * tabs make. If a call's own response brings a change, the listener is called before the call's
   * promise settles. If a further request is needed to learn the change, the listener is called
   * when that response has arrived.
   *
   * An error that a listener throws, or that an async listener rejects with, stops neither the
   * other listeners nor the call. It is reported: by reportError() in browsers, and by
   * console.error() on servers, where reportError() may end the process.
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
   * Requests the user's sessions on all devices, with any status.
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
   * Resolves to the removed session after the server has confirmed it: with the same id, a status
   * of removed, ended, revoked, expired, abandoned or replaced, and no client half that still holds
   * it alive.
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
   * the request leaves before the call returns, with `keepalive`: closing the page does not stop
   * it. A session token that was issued stays valid until it expires; the page's `__session`
   * cookies that hold one are expired.
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
   * Ends a session of this client, which keeps it as ended. Resolves to the session after the
   * server has confirmed that, and otherwise rejects with "not_deleted". If there is no such
   * session, it rejects with "api".
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
   * Revokes all other sessions of the user, on all devices: those that are active, pending or of an
   * unknown status, except the one on whose behalf the call is made. The call stays bound to the
   * session that it begins with. Three revocations are in flight at a time, and each attempt of
   * each has timeoutMs.
   *
   * A revocation that fails does not reject the call. If any has failed, the sessions are listed
   * once more: one that is no longer alive there counts as revoked. The others are in `failed` with
   * their errors, and may still be signed in.
   *
   * Rejects if the first list cannot be had, if the signal aborts, and with "closed". Revocations
   * that had been sent by then may still happen.
   *
   * @example
   * ```ts
   * const { revoked, failed } = await client.revokeOtherSessions();
   * console.log(revoked.length, "signed out");
   * for (const { session, error } of failed) console.log(session.id, error.message);
   * ```
   */
  revokeOtherSessions(options?: DeviceOptions): Promise<RevokedSessions>;
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
   * The call is bound to the session that it begins with. If that session ends meanwhile, a call
   * for the current session resolves to null. A call for a named session rejects with the server's
   * error or with "no_session".
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
      level: Exclude<VerificationLevel, "unknown">;
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
  prepareFirstFactor(
    factor: PrepareFirstFactor,
    options?: RequestOptions,
  ): Promise<SessionVerification>;
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
  attemptFirstFactor(
    attempt: AttemptFirstFactor,
    options?: RequestOptions,
  ): Promise<SessionVerification>;
  /**
   * Sends a code for a second factor, by default to the default phone number. Authenticator apps
   * and backup codes need no preparation.
   *
   * @example
   * ```ts
   * await client.startVerification({ level: "second_factor" });
   * const verification = await client.prepareSecondFactor({ strategy: "phone_code" });
   * console.log(verification.secondFactorVerification?.channel);
   * ```
   */
  prepareSecondFactor(
    factor: PrepareSecondFactor,
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
    attempt: AttemptSecondFactor,
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

/** The outcome of revokeOtherSessions(), in the order of the server's list. */
export interface RevokedSessions {
  /**
   * The sessions that have ended: as the server returned each, or as the second list shows it. A
   * session that the second list lacks is here as the first list showed it.
   */
  revoked: Session[];
  /** The sessions that may still be signed in, each with the error of its revocation. */
  failed: { session: Session; error: SessionError }[];
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

// ---- no network ----

/** The options of the URLs to which an application sends people. */
export interface AccountUrlOptions {
  /**
   * The way back, resolved against the page's URL. Defaults to the page. If it is not an http(s)
   * URL, the function throws "invalid_argument", also for a default such as that of an extension's
   * page. In a worker or on a server there is no page: only an absolute URL can lead back, and by
   * default none does.
   */
  redirectUrl?: string;
}

/**
 * Returns the URL of the sign-in page: the option signInUrl of the client, or else the page of the
 * instance's Account Portal (https://clerk.com/docs/guides/account-portal/overview). The query
 * parameter `redirect_url` is the way back. Sends nothing.
 *
 * At a development instance, the portal's URL holds the development browser's token, if there is
 * one: by it, the portal recognizes this browser. Do not log such a URL. No other page receives the
 * token.
 *
 * Throws "invalid_argument", and "invalid_options" if no Account Portal is known because no label
 * of the Frontend API's host is `clerk`.
 *
 * @example
 * ```ts
 * import { signInUrl } from "clerk-session";
 *
 * const url = signInUrl(client, { redirectUrl: "https://app.example.com/orders" });
 * console.log(url.split("?", 1)[0]); // "https…"
 * ```
 */
export function signInUrl(client: SessionClient, options?: AccountUrlOptions): string;
/**
 * Returns the URL of the sign-up page: the option signUpUrl of the client, or else the page of the
 * Account Portal. It works as signInUrl().
 *
 * @example
 * ```ts
 * import { SessionClient, signUpUrl } from "clerk-session";
 *
 * const own = new SessionClient({ frontendApi: "clerk.example.com", signUpUrl: "/join" });
 * console.log(signUpUrl(own)); // "/join…"
 * ```
 */
export function signUpUrl(client: SessionClient, options?: AccountUrlOptions): string;
/**
 * Returns the URL of the Account Portal's page about the user. It works as signInUrl().
 *
 * @example
 * ```ts
 * import { userProfileUrl } from "clerk-session";
 *
 * console.log(userProfileUrl(client)); // "https…"
 * ```
 */
export function userProfileUrl(client: SessionClient, options?: AccountUrlOptions): string;
/**
 * Returns the URL of the Account Portal's page about the active organization. It works as
 * signInUrl().
 *
 * @example
 * ```ts
 * import { organizationProfileUrl } from "clerk-session";
 *
 * console.log(organizationProfileUrl(client)); // "https…"
 * ```
 */
export function organizationProfileUrl(client: SessionClient, options?: AccountUrlOptions): string;

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
 * Without params the answer is false, and so it is for anything that the session does not state.
 * Use it to decide what to show. Only the server can decide what to allow: nothing here is
 * verified, and the data is as old as the response that brought the session. The session's status
 * does not matter.
 *
 * It works as `has()` of Clerk's own SDKs
 * (https://clerk.com/docs/guides/secure/authorization-checks), with what a browser knows. One
 * difference: a factorVerificationAge that is not a pair of integers states nothing.
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
   * "first_factor" checks the first factor. "second_factor" checks the second factor or, if there
   * is only one, that one. "multi_factor" checks both or, if there is no second, the first.
   * "strict_mfa" is "multi_factor" after 10 minutes; "strict", "moderate" and "lax" are
   * "second_factor" after 10, 60 and 1440 minutes.
   */
  reverification?:
    | "strict_mfa"
    | "strict"
    | "moderate"
    | "lax"
    | { level: Exclude<VerificationLevel, "unknown">; afterMinutes: number };
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
   * The kind of the error, for programs. It is stable, unlike the message. {@link ErrorCode}
   * describes each code of the module. If init() has not been called, is not done or has failed,
   * the code is "not_initialized".
   */
  readonly code: "not_initialized" | ErrorCode;
  /** The HTTP status, or null if there was no response. */
  readonly status: number | null;
  /**
   * The server's errors, for "api" and "not_deleted". Empty if the response had none that could be
   * read.
   */
  readonly errors: ApiError[];
  /** Clerk's id of the request, for Clerk's support. */
  readonly traceId: string | null;
  /** The wait that the server asks for (`Retry-After`) in seconds, or null if it cannot be read. */
  readonly retryAfterSeconds: number | null;
  /**
   * For "invalid_response": the location, e.g.
   * sessions[0].user.email_addresses[1].verification.attempts
   */
  readonly path: string | null;
}
