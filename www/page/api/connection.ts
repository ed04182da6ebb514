import { SessionClient } from "clerk-session";
import { findDevBrowserToken } from "./account-portal.js";
import type { Instance } from "./instance.js";

/** A SessionClient and its instance. */
export interface Connection {
  readonly instance: Instance;
  readonly sessionClient: SessionClient;
  /**
   * Returns the latest token of the development browser, which identifies the browser to the
   * Account Portal.
   */
  readonly devBrowserToken: () => string | null;
}

/**
 * Creates a connection. Called when the page starts and when the user chooses another instance:
 * from events, never from an effect or a render, which React may run twice.
 *
 * @throws SessionError `invalid_options` with the reason
 */
export function connect(instance: Instance): Connection {
  // Read first, because the SessionClient removes the token from the page's URL.
  let devBrowserToken = instance.kind === "development" ? findDevBrowserToken() : null;
  const sessionClient = new SessionClient({
    ...instance.options,
    onDevBrowser: (token) => {
      devBrowserToken = token;
    },
  });
  return { instance, sessionClient, devBrowserToken: () => devBrowserToken };
}
