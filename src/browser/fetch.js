// Sends requests by the page's own `fetch`, which may be replaced.
import { attempt, settleAbortable } from "./callback.js";
import { bytesOf, textOf } from "./environment.js";

/** The headers that the module reads, in the order in which fetch.rs reads them. */
const HEADERS = ["Retry-After", "Date", "Authorization", "Clerk-Db-Jwt"];

let takesNoStore;

/**
 * Returns whether `fetch` accepts the option `cache: "no-store"`. Some releases of workerd refuse
 * it, and so does their Request. Tested once.
 */
function acceptsNoStore() {
  takesNoStore ??= !!attempt(() => {
    globalThis.Request && new Request("https://clerk.com", { cache: "no-store" });
    return true;
  });
  return takesNoStore;
}

/**
 * Sends a request, and calls back with its outcome: [status, body, ...headers]. The page may have
 * replaced `fetch`, so the shape of its response is checked. Returns a function that aborts the
 * request if it has not ended.
 */
export function send(callback, url, init, keepalive) {
  return settleAbortable(callback, async (signal) => {
    try {
      init.signal = signal;
      init.keepalive = keepalive;
      // Without it, Chromium would also let the same request of another tab wait up to 20 s for a
      // response that both could use.
      if (acceptsNoStore()) init.cache = "no-store";
      const response = await fetch(url, init);
      const { status, headers } = response ?? {};
      if (!Number.isInteger(status) || status < 200 || status > 599)
        throw new TypeError("fetch gave no Response with a status of 200 to 599");
      const body = await response.arrayBuffer();
      return [status, bytesOf(body), ...HEADERS.map((name) => headers.get(name))];
    } catch (error) {
      throw withoutQuery(error, url);
    }
  });
}

/**
 * Returns the error without any part of the URL's query, which may contain a token: some runtimes
 * write the URL into their errors. If the error contains no part of it, returns the same error.
 */
function withoutQuery(error, url) {
  const query = url.slice(url.indexOf("?"));
  const parameters = query.slice(1).split("&");
  const holdsQuery = (text) => parameters.some((parameter) => text.includes(parameter));
  if (!someTextOf(error, holdsQuery)) return error;
  const message = (attempt(() => String(error.message)) ?? "").replaceAll(query, "");
  const name = attempt(() => error.name);
  const Type = name === "TypeError" ? TypeError : Error;
  const clean = new Type(holdsQuery(message) ? "the request failed" : message);
  if (typeof name === "string" && !holdsQuery(name)) clean.name = name;
  return clean;
}

/**
 * Returns whether an error contains a text for which `isMatch` returns true: as a string itself,
 * in its properties, in its causes or in theirs.
 */
function someTextOf(error, isMatch) {
  // A value that is added to a set during its iteration is visited too, and only once.
  const values = new Set([error]);
  for (const value of values) {
    // An error with this many parts is not searched, because it might be endless.
    if (values.size > 1_000 || isMatch(textOf(value))) return true;
    if (Object(value) !== value) continue;
    const own = attempt(() => Reflect.ownKeys(value)) ?? [];
    // A DOMException inherits its message from its prototype.
    for (const name of [...own, "message"]) attempt(() => values.add(value[name]));
  }
  return false;
}
