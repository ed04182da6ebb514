// Must not compile. Each statement has one error, on the line after a comment with its code.

import {
  checkAuthorization,
  deleteSession,
  type Session,
  SessionClient,
  type SessionError,
  signInUrl,
} from "clerk-session";

declare const client: SessionClient;
declare const session: Session;
declare const list: Session[];
declare const error: SessionError;

// @ts-expect-error TS2614: the module's own class
import { Core } from "clerk-session";

export function sessions(): void {
  // @ts-expect-error TS2345: an undefined session
  client.deleteSession(undefined);
  // @ts-expect-error TS2345: no session
  client.deleteSession(null);
  // @ts-expect-error TS2345: a session that may be missing
  client.deleteSession(list.find(({ id }) => id === "x"));
  // @ts-expect-error TS2345: a number
  client.deleteSession(7);
  // @ts-expect-error TS2345: an object with an id alone
  client.deleteSession({ id: "x" });
  // @ts-expect-error TS2322: the deleted session may be null
  const deleted: Promise<Session> = client.deleteSession();
  // @ts-expect-error TS2554: endSession needs a session
  client.endSession();
  // @ts-expect-error TS2554: touchSession needs a session
  client.touchSession();
  // @ts-expect-error TS2554: the function needs options
  deleteSession("x");
  // @ts-expect-error TS2322: `as` names a session
  client.listSessions({ as: null });
  // @ts-expect-error TS2353: a call about this browser has no `as`
  client.getClient({ as: "x" });
  // @ts-expect-error TS2322: the redirection is a string
  signInUrl(client, { redirectUrl: new URL("https://example.com") });
  // @ts-expect-error TS2554: the URL of a client
  signInUrl();
  // @ts-expect-error TS2322: an unknown intent
  client.touchSession("x", { intent: "look" });
  console.log(deleted);
}

export function tokens(): void {
  // @ts-expect-error TS2561: an unknown option
  client.getToken({ organisationId: "x" });
  // @ts-expect-error TS2322: a template is a string
  client.getToken({ template: null });
  // @ts-expect-error TS2322: a leeway is a number
  client.getToken({ leewaySeconds: "5" });
  // @ts-expect-error TS2322: the token may be null
  const token: Promise<string> = client.getToken();
  console.log(token);
}

export function verifications(): void {
  // @ts-expect-error TS2322: an unknown level
  client.startVerification({ level: "third_factor" });
  // @ts-expect-error TS2322: the level of a newer server
  client.startVerification({ level: "unknown" });
  // @ts-expect-error TS2322: a reverification names a session or none
  client.startVerification({ level: "first_factor", session: null });
  // @ts-expect-error TS2345: the strategy needs a code
  client.attemptFirstFactor({ strategy: "email_code" });
  // @ts-expect-error TS2353: a field of another strategy
  client.attemptFirstFactor({ strategy: "password", code: "1" });
  // @ts-expect-error TS2322: a strategy of another step
  client.prepareSecondFactor({ strategy: "totp" });
}

export function options(): void {
  // @ts-expect-error TS2322: a timeout is a number
  client.getClient({ timeoutMs: "5" });
  // @ts-expect-error TS2561: an unknown option
  new SessionClient({ publishablekey: "x" });
  // @ts-expect-error TS2554: a client needs options
  new SessionClient();
}

export function values(): void {
  // @ts-expect-error TS2540: client is read-only
  client.client = null;
  // @ts-expect-error TS2540: loaded is read-only
  client.loaded = true;
  // @ts-expect-error TS2540: an error's code is read-only
  error.code = "api";
  // @ts-expect-error TS2367: an unknown code
  if (error.code === "not_found") throw error;
  // @ts-expect-error TS2367: an unknown status
  if (session.status === "deleted") throw error;
  // @ts-expect-error TS2551: snake case
  session.expire_at;
  // @ts-expect-error TS2322: a time is a number
  const when: Date = session.expireAt;
  // @ts-expect-error TS2322: a missing user is null, not undefined
  const user: NonNullable<Session["user"]> | undefined = session.user;
  console.log(when, user, Core);
}

export function authorization(): void {
  // @ts-expect-error TS2345: the session may be null
  checkAuthorization(client.session, { role: "x" });
  // @ts-expect-error TS2561: an unknown requirement
  checkAuthorization(session, { roles: "x" });
  // @ts-expect-error TS2322: an unknown reverification
  checkAuthorization(session, { reverification: "x" });
}

export function insides(): void {
  // @ts-expect-error TS2339: there is no memory to free
  client.free();
}
