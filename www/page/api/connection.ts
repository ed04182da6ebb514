import { SessionClient, signInUrl } from "clerk-session";
import type { Instance } from "./instance.js";

/** A SessionClient and its instance. */
export interface Connection {
  readonly instance: Instance;
  readonly sessionClient: SessionClient;
}

/**
 * Creates a connection. Called when the page starts and when the user chooses another instance:
 * from events, never from an effect or a render, which React may run twice.
 *
 * @throws SessionError `invalid_options` with the reason
 */
export function connect(instance: Instance): Connection {
  const sessionClient = new SessionClient(instance.options);
  // The page links to the Account Portal, so a key whose host tells none is refused here.
  if (instance.kind !== "local") signInUrl(sessionClient);
  return { instance, sessionClient };
}
