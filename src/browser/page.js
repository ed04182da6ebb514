// The page's cookies, URL and events. A worker or a server has none of these, or only some. A
// sandboxed page throws when they are accessed.
import { attempt } from "./callback.js";
import { startTimer } from "./environment.js";

/** Returns the page's cookies: `name=value; name=value`. */
export function readCookies() {
  const cookies = attempt(() => document.cookie);
  return typeof cookies === "string" ? cookies : "";
}

/** Writes a cookie. `cookie` has its attributes except Secure. */
export function writeCookie(cookie) {
  // Without a page that has cookies, there is nothing to share, and nothing is lost.
  attempt(() => {
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store is async, and not everywhere.
    document.cookie = location.protocol === "https:" ? `${cookie}; Secure` : cookie;
  });
}

/**
 * Removes a query parameter from the page's URL, so that it is neither bookmarked nor shared.
 * Returns its value.
 */
export function takeQueryParameter(name) {
  let value;
  // If the page may not change its URL, the value is returned all the same.
  attempt(() => {
    const url = new URL(document.location.href);
    value = url.searchParams.get(name) ?? undefined;
    url.searchParams.delete(name);
    if (value !== undefined) history.replaceState(history.state, "", url);
  });
  return value;
}

/**
 * Resolves a URL against the page's URL, which is also the default, and removes a query parameter
 * from it. Returns "" if there is neither a URL nor a page, and undefined if the URL is not an
 * http(s) URL.
 */
export function resolveUrl(url, parameter) {
  const page = attempt(() => document.location.href);
  return attempt(() => {
    if ((url ?? page) === undefined) return "";
    const resolved = new URL(url ?? page, page);
    // A removal also normalizes the other parameters.
    if (resolved.searchParams.has(parameter)) resolved.searchParams.delete(parameter);
    const href = `${resolved}`;
    return /^https?:/.test(href) ? href : undefined;
  });
}

/** Returns whether this is a page or a worker, and not a server. */
export const isInBrowser = () =>
  !!attempt(() => globalThis.document || globalThis.WorkerGlobalScope);

const isVisible = () => attempt(() => document.visibilityState) === "visible";

/**
 * Adds listeners, each given as [a global object's name, an event, a listener]. Returns a function
 * that removes them.
 */
function listen(listeners) {
  const each = (method) => {
    for (const [target, ...args] of listeners) attempt(() => globalThis[target][method](...args));
  };
  each("addEventListener");
  return () => each("removeEventListener");
}

/** Calls back after a delay while the page is visible, and whenever it becomes visible. */
export class VisibleTimeout {
  #callback;
  #unlisten;
  #cancel = () => {};

  constructor(callback) {
    this.#callback = () => isVisible() && callback();
    this.#unlisten = listen([["document", "visibilitychange", this.#callback]]);
  }

  /** Replaces the previous delay. A delay that is too long for a timer never ends. */
  set(delayMs) {
    this.#cancel();
    if (isVisible() && delayMs < 2 ** 31) this.#cancel = startTimer(this.#callback, delayMs);
  }

  stop() {
    this.#cancel();
    this.#unlisten();
  }
}

/**
 * Listens to the page's events, and calls back with a number for each: see PageEvent in page.rs.
 * Returns a function that stops listening.
 */
export function listenToPage(callback) {
  if (!isInBrowser()) return () => {};
  return listen([
    ["document", "visibilitychange", () => isVisible() && callback(0)],
    ["globalThis", "online", () => callback(1)],
    ["globalThis", "pageshow", (event) => attempt(() => event.persisted) === true && callback(2)],
  ]);
}
