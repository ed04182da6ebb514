import type { SessionClientOptions } from "clerk-session";

/** What the page talks to. */
export interface Instance {
  readonly kind: "local" | "development" | "production";
  /** For people: the host, or what it is. */
  readonly name: string;
  readonly options: SessionClientOptions;
  /** Where people sign in to a real instance; null for the local one, whose form is on this page. */
  readonly signInUrl: string | null;
  /** The JWT templates that it is known to have; a real one's have whatever names its owner gave them. */
  readonly templates: readonly string[];
}

/** Any live key will do for the local Frontend API: what it says is only the host that the proxy stands in for. */
const localKey = "pk_live_Y2xlcmsuZXhhbXBsZS5jb20k";

/** For this tab only, but over the way to the Account Portal and back. Publishable keys are no secrets. */
const storedKey = "clerk-session-demo:publishable-key";

/** The local Frontend API, if `npm start` runs one. */
export function localInstance(): Instance | null {
  const proxyUrl = import.meta.env.VITE_FRONTEND_API;
  if (!proxyUrl) return null;
  return {
    kind: "local",
    name: "Local Frontend API",
    options: { publishableKey: localKey, proxyUrl },
    signInUrl: null,
    templates: ["supabase", "reporting"],
  };
}

/** The instance that a key names. Whether it is a key at all, `new SessionClient()` says. */
export function instanceFromKey(publishableKey: string): Instance {
  const host = hostFromKey(publishableKey);
  const development = host.endsWith(".accounts.dev");
  const portal = development
    ? host.replace(/\.clerk\.accounts\.dev$/, ".accounts.dev")
    : host.replace(/^clerk\./, "accounts.");
  return {
    kind: development ? "development" : "production",
    name: host,
    options: { publishableKey },
    signInUrl: `https://${portal}/sign-in`,
    templates: [],
  };
}

/** The key typed in on this tab, else the one that the page was started with, else the local Frontend API. */
export function initialInstance(): Instance {
  const key = sessionStorage.getItem(storedKey) ?? import.meta.env.CLERK_PUBLISHABLE_KEY;
  if (key) return instanceFromKey(key);
  const local = localInstance();
  if (local === null) throw new Error("There is neither a local Frontend API nor a publishable key.");
  return local;
}

/** Keeps the choice over a reload. */
export function rememberInstance({ kind, options: { publishableKey = "" } }: Instance): void {
  if (kind === "local") sessionStorage.removeItem(storedKey);
  else sessionStorage.setItem(storedKey, publishableKey);
}

function hostFromKey(publishableKey: string): string {
  try {
    return atob(publishableKey.replace(/^pk_(live|test)_/, "")).replace(/\$$/, "");
  } catch {
    // SessionClient's constructor refuses it with a reason.
    return "";
  }
}
