import type { Instance } from "./instance.js";
import type { ClientRecord } from "./state/records.js";
import { isAlive } from "./state/store.js";

/** The cookie that tells an application's server when the client last changed. */
export const clientUat = "__client_uat";

const year = 365 * 24 * 60 * 60;

/**
 * Returns the value of `__client_uat`: Unix seconds of the client's last change, or 0 if nobody is
 * signed in.
 */
export function clientUatOf(client: ClientRecord | null): string {
  if (!client?.sessions.some(isAlive)) return "0";
  return String(Math.floor(client.updatedAt / 1000));
}

/** Returns the names of an instance's cookie: without its suffix, and with it. */
function namesOf(name: string, instance: Instance | null): string[] {
  return instance ? [name, `${name}_${instance.cookieSuffix}`] : [name];
}

/** Returns the header values that set `__client_uat`. */
export function clientUatCookies(client: ClientRecord | null, instance: Instance | null): string[] {
  return namesOf(clientUat, instance).map(
    (name) => `${name}=${clientUatOf(client)}; Path=/; Max-Age=${year}; SameSite=Lax`,
  );
}

/** Returns the header values that set, or (null) remove, the session token. */
export function sessionCookies(jwt: string | null, instance: Instance | null): string[] {
  const value = jwt === null ? "; Path=/; Max-Age=0" : `${jwt}; Path=/; Max-Age=${year}`;
  return namesOf("__session", instance).map((name) => `${name}=${value}; SameSite=Lax`);
}

/** Returns the header values that set a development browser's token. */
export function devBrowserCookies(token: string, instance: Instance | null): string[] {
  return namesOf("__clerk_db_jwt", instance).map(
    (name) => `${name}=${token}; Path=/; Max-Age=${year}; SameSite=Lax`,
  );
}
