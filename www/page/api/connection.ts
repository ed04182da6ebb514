import { SessionClient } from "clerk-session";
import { findDevBrowserToken } from "./account-portal.js";
import type { Instance } from "./instance.js";

/** A SessionClient and what it talks to. */
export interface Connection {
  readonly instance: Instance;
  readonly sessionClient: SessionClient;
  /** The development browser's token as last heard: the Account Portal has to be told which browser is signing in. */
  readonly devBrowserToken: () => string | null;
}

/**
 * Made when the page starts and when somebody chooses another instance: by events, never by an effect or a render,
 * which React may run twice.
 *
 * @throws SessionError `invalid_options` with the reason
 */
export function connect(instance: Instance): Connection {
  // Looked up first, since the SessionClient takes the token out of the page's URL.
  let devBrowserToken = instance.kind === "development" ? findDevBrowserToken() : null;
  const sessionClient = new SessionClient({
    ...instance.options,
    onDevBrowser: (token) => {
      devBrowserToken = token;
    },
  });
  return { instance, sessionClient, devBrowserToken: () => devBrowserToken };
}
