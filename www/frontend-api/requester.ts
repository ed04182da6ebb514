import type { ClientRecord, DevBrowserRecord } from "./state/records.js";

/** The means by which a request identifies its client. */
export type AuthMethod = "cookie" | "development_browser" | "client_token";

/** The sender of a request. */
export interface Requester {
  readonly authMethod: AuthMethod;
  /** `null` if the server knows no such client; set when a sign-in creates one. */
  client: ClientRecord | null;
  readonly devBrowser: DevBrowserRecord | null;
  /** The secret that the request carries; compared with the current one to decide on a renewal. */
  readonly presentedToken: string | null;
}
