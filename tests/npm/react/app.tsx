import type { SessionClient } from "clerk-session";
import {
  type RequestState,
  SessionProvider,
  useClient,
  useSession,
  useSessions,
  useToken,
} from "clerk-session/react";
import { type ReactNode, StrictMode, Suspense, use } from "react";
import { createRoot, hydrateRoot, type Root } from "react-dom/client";
import { renderToString } from "react-dom/server";

/** The components of the page: each shows the state of one hook. */
const parts = {
  client: () => (
    <Shown name="client" state={useClient()} text={({ sessions }) => sessions.length} />
  ),
  session: () => <Shown name="session" state={useSession()} text={({ id }) => id} />,
  sessions: () => (
    <Shown name="sessions" state={useSessions()} text={(list) => list.map(({ id }) => id).join()} />
  ),
  token: () => <Shown name="token" state={useToken()} text={(jwt) => jwt} />,
  organizationToken: () => (
    <Shown name="token" state={useToken({ organizationId: null })} text={(jwt) => jwt} />
  ),
};

export type Part = keyof typeof parts;

declare global {
  interface Window {
    /** Everything that the components have rendered, in order: a name, and a text. */
    rendered: [name: string, text: string][];
  }
}

/** Shows a state: its data, a dot while a response is awaited, and the code of its error. */
function Shown<Data>({
  name,
  state: { data, error, isFetching, refresh },
  text,
}: {
  name: string;
  state: RequestState<Data>;
  text: (data: Data) => ReactNode;
}) {
  const shown = data === undefined ? "unknown" : data === null ? "none" : text(data);
  const code = error ? ` ${(error as { code: string }).code}` : "";
  const all = `${shown}${code}${isFetching ? " …" : ""}`;
  if (typeof window === "object") window.rendered.push([name, all]);
  return (
    <button type="button" aria-label={name} onClick={refresh}>
      {all}
    </button>
  );
}

/** A client, a promise of one, or none. */
type GivenClient = SessionClient | Promise<SessionClient> | null;

function Provider({ client, names }: { client: GivenClient; names: readonly Part[] }) {
  return (
    <SessionProvider client={client instanceof Promise ? use(client) : client}>
      {names.map((name, index) => {
        const Part = parts[name];
        // biome-ignore lint/suspicious/noArrayIndexKey: The same part may be there twice.
        return <Part key={`${name} ${index}`} />;
      })}
    </SessionProvider>
  );
}

/** The page, under StrictMode and in a Suspense boundary. */
function App(props: { client: GivenClient; names: readonly Part[] }) {
  return (
    <StrictMode>
      <Suspense fallback="Loading…">
        <Provider {...props} />
      </Suspense>
    </StrictMode>
  );
}

let root: Root | undefined;

/** Renders the page, which replaces the one before. */
export function show(names: readonly Part[], client: GivenClient = window.client) {
  root ??= createRoot(document.body);
  root.render(<App client={client} names={names} />);
}

/** Renders as a server does. */
export function serverHtml(names: readonly Part[], client: GivenClient = null) {
  return renderToString(<App client={client} names={names} />);
}

/** Hydrates a page that the server has rendered. */
export function hydrate(html: string, names: readonly Part[], client: GivenClient) {
  document.body.innerHTML = html;
  root = hydrateRoot(document.body, <App client={client} names={names} />, {
    onRecoverableError: reportError,
  });
}
