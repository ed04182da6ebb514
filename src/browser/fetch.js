import { attempt, settleAbortable } from "./callback.js";
import { bytesOf, textOf } from "./environment.js";

/** The headers that matter, in the order in which fetch.rs takes them. */
const HEADERS = ["Retry-After", "Date", "Authorization", "Clerk-Db-Jwt"];

let takesNoStore;

/**
 * Whether `fetch` takes the option `cache: "no-store"`: some releases of workerd refuse it, and so
 * does their Request. Found out once.
 */
function acceptsNoStore() {
  takesNoStore ??= !!attempt(() => {
    globalThis.Request && new Request("https://clerk.com", { cache: "no-store" });
    return true;
  });
  return takesNoStore;
}

/**
 * Sends a request, and calls back with its outcome: [status, body, ...headers]. `fetch` may be a
 * stand-in of the caller's: of its response nothing is believed but its shape. Returns a function
 * that aborts the request if it is not over.
 */
export function send(callback, url, init, keepalive) {
  return settleAbortable(callback, async (signal) => {
    try {
      init.signal = signal;
      init.keepalive = keepalive;
      // Chromium would also have the same request of another tab wait, for 20 s, for a response
      // that both could use.
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
 * Returns an error that holds nothing of the URL's query, in which there may be a token: some
 * runtimes write the URL into their errors. It is the same error, if that holds nothing of it.
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
 * Whether some text in an error is of a kind: as a text itself, in its properties, in its causes
 * and in theirs.
 */
function someTextOf(error, isOfKind) {
  // A value that is added to a set while it is being iterated is visited too, and once only.
  const values = new Set([error]);
  for (const value of values) {
    // An error of so many parts is not looked through: it might have no end.
    if (values.size > 1_000 || isOfKind(textOf(value))) return true;
    if (Object(value) !== value) continue;
    const own = attempt(() => Reflect.ownKeys(value)) ?? [];
    // A DOMException has its message from its prototype.
    for (const name of [...own, "message"]) attempt(() => values.add(value[name]));
  }
  return false;
}
