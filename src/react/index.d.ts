// Hooks for React 18 and 19. They never throw because of a request, never suspend, and return plain
// states. On a server, and while a page is hydrated, each returns its state before the first
// response, and nothing is sent.
import type { Client, Session, SessionClient, TokenOptions } from "clerk-session";
import type { ReactElement, ReactNode } from "react";

/** The state of requested data. */
export interface RequestState<Data> {
  /**
   * Undefined until it is known. Null if nobody is signed in, or for useClient() if there is no
   * client. While a request for newer data is in flight, and after it has failed, the previous data
   * stays; a token stays only while it is good.
   */
  readonly data: Data | null | undefined;
  /**
   * The reason why the last request failed: a SessionError, as the SessionClient's method rejects
   * with it. Null if it did not fail, or if the client has changed since.
   */
  readonly error: unknown;
  /** Whether a response is awaited. True before the first request, too. */
  readonly isFetching: boolean;
  /**
   * Requests the data anew, in place of a request in flight. Calls in one turn of the event loop
   * share a request. useToken()'s also replaces a good token.
   */
  readonly refresh: () => void;
}

/** The properties of SessionProvider. */
export interface SessionProviderProps {
  /**
   * The client that the hooks below use. If it is null, because the module is not loaded yet or
   * because this is a server, the hooks return the state before the first response. The provider
   * neither calls init() nor closes the client.
   */
  client: SessionClient | null;
  children?: ReactNode;
}

/**
 * Provides a SessionClient to the hooks of its children. Sends nothing itself. On a server it needs
 * neither init() nor a client.
 *
 * @example
 * ```tsx
 * import init, { SessionClient } from "clerk-session";
 * import { SessionProvider, useSession } from "clerk-session/react";
 * import { Suspense, use } from "react";
 *
 * const isPage = typeof document === "object";
 * const loading = isPage ? init().then(() => new SessionClient(options)) : null;
 *
 * function App() {
 *   return (
 *     <SessionProvider client={loading && use(loading)}>
 *       <Greeting />
 *     </SessionProvider>
 *   );
 * }
 *
 * function Greeting() {
 *   const { data: session } = useSession();
 *   return <p>Hello {session?.user?.firstName}</p>;
 * }
 *
 * render(
 *   <Suspense fallback="Loading…">
 *     <App />
 *   </Suspense>,
 * );
 * ```
 */
export function SessionProvider(props: SessionProviderProps): ReactElement;

/**
 * Returns the client of the nearest SessionProvider, for calls such as deleteSession(). Null if the
 * provider has none. Throws if there is no provider, as the other hooks do.
 *
 * @example
 * ```tsx
 * import { useSessionClient } from "clerk-session/react";
 *
 * function SignOut() {
 *   const client = useSessionClient();
 *   return <button onClick={() => client?.deleteSession()}>Sign out</button>;
 * }
 *
 * render(<SignOut />);
 * ```
 */
export function useSessionClient(): SessionClient | null;

/**
 * Returns this browser's client with its sessions, and follows its changes, including those by
 * other tabs. If the SessionClient has not heard of it yet, the hook requests it: one request for
 * all components.
 *
 * @example
 * ```tsx
 * import { useClient } from "clerk-session/react";
 *
 * function Accounts() {
 *   const { data: browser, error, refresh } = useClient();
 *   if (error) return <button onClick={refresh}>Try again</button>;
 *   return browser?.sessions.map(({ id, user }) => <li key={id}>{user?.firstName}</li>);
 * }
 *
 * render(<Accounts />);
 * ```
 */
export function useClient(): RequestState<Client>;

/**
 * Returns the current session: useClient()'s state, with SessionClient.session as the data.
 *
 * @example
 * ```tsx
 * import { useSession } from "clerk-session/react";
 *
 * function Status() {
 *   const { data: session } = useSession();
 *   if (session === undefined) return <p>Loading…</p>;
 *   return <p>{session ? "Signed in" : "Signed out"}</p>;
 * }
 *
 * render(<Status />);
 * ```
 */
export function useSession(): RequestState<Session>;

/**
 * Returns the user's active sessions on all devices, as listActiveSessions() resolves to them. They
 * are requested anew for another current session, and never shown for it before that. After another
 * change of devices, such as revokeSession(), call refresh().
 *
 * @example
 * ```tsx
 * import { useSessionClient, useSessions } from "clerk-session/react";
 *
 * function Devices() {
 *   const client = useSessionClient();
 *   const { data: devices, refresh } = useSessions();
 *   return devices?.map((device) => (
 *     <button key={device.id} onClick={() => client?.revokeSession(device).then(refresh)}>
 *       Sign out {device.latestActivity?.browserName}
 *     </button>
 *   ));
 * }
 *
 * render(<Devices />);
 * ```
 */
export function useSessions(): RequestState<Session[]>;

/**
 * Returns a token of the current session, and replaces it before it ends, while the component is
 * mounted and the page is visible. A page that becomes visible again loses a token that is no
 * longer good, and gets another. After a failure, the token is requested again when the page
 * becomes visible or the browser is online. For a request to a server, `await client.getToken()` in
 * an event handler is enough; this hook is for components that must render with a token.
 *
 * @example
 * ```tsx
 * import { useToken } from "clerk-session/react";
 *
 * function Socket() {
 *   const { data: token, error } = useToken({ leewaySeconds: 5 });
 *   if (error) return <p>{String(error)}</p>;
 *   return token ? <p>A token of {token.length} characters</p> : null;
 * }
 *
 * render(<Socket />);
 * ```
 */
export function useToken(
  options?: Pick<TokenOptions, "template" | "organizationId" | "leewaySeconds">,
): RequestState<string>;
