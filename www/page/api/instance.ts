import type { SessionClientOptions } from "clerk-session";

/** An instance that the page can connect to. The local one signs in by a form on this page. */
export interface Instance {
  readonly kind: "local" | "development" | "production";
  /** The displayed name: the host, or a description. */
  readonly name: string;
  readonly options: SessionClientOptions;
  /** The JWT templates known to exist. A real instance's owner chooses their names. */
  readonly templates: readonly string[];
}

/**
 * The local Frontend API accepts any live key, which only encodes the host that the proxy replaces.
 */
const localKey = "pk_live_Y2xlcmsuZXhhbXBsZS5jb20k";

/**
 * The storage key. sessionStorage is limited to this tab, and survives the visit to the Account
 * Portal. Publishable keys are no secrets.
 */
const storedKey = "clerk-session-demo:publishable-key";

/** Returns the local Frontend API, if `npm start` runs one. */
export function localInstance(): Instance | null {
  const proxyUrl = import.meta.env.VITE_FRONTEND_API;
  if (!proxyUrl) return null;
  return {
    kind: "local",
    name: "Local Frontend API",
    options: { publishableKey: localKey, proxyUrl },
    templates: ["supabase", "reporting"],
  };
}

/** Returns the instance that a key encodes. `new SessionClient()` validates the key. */
export function instanceFromKey(publishableKey: string): Instance {
  const host = hostFromKey(publishableKey);
  return {
    kind: host.endsWith(".accounts.dev") ? "development" : "production",
    name: host,
    options: { publishableKey },
    templates: [],
  };
}

/**
 * Returns the first available: the instance of the key typed in this tab, that of the key that the
 * page was started with, the local Frontend API.
 */
export function initialInstance(): Instance {
  const key = sessionStorage.getItem(storedKey) ?? import.meta.env.CLERK_PUBLISHABLE_KEY;
  if (key) return instanceFromKey(key);
  const local = localInstance();
  if (local === null)
    throw new Error("There is neither a local Frontend API nor a publishable key.");
  return local;
}

/** Stores the choice for the next load of this tab. */
export function rememberInstance({ kind, options: { publishableKey = "" } }: Instance): void {
  if (kind === "local") sessionStorage.removeItem(storedKey);
  else sessionStorage.setItem(storedKey, publishableKey);
}

function hostFromKey(publishableKey: string): string {
  try {
    return atob(publishableKey.replace(/^pk_(live|test)_/, "")).replace(/\$$/, "");
  } catch {
    // SessionClient's constructor refuses the key with a reason.
    return "";
  }
}
