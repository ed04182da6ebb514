// A page has these; a worker or a server has none of them, or some. A page in a sandbox throws when
// they are touched.
import { attempt } from "./callback.js";
import { startTimer } from "./environment.js";

/** Returns the page's cookies: `name=value; name=value`. */
export function readCookies() {
  const cookies = attempt(() => document.cookie);
  return typeof cookies === "string" ? cookies : "";
}

/** Writes a cookie, given with its attributes except Secure. */
export function writeCookie(cookie) {
  // Without a page, or one with cookies, there is nothing to share, and nothing to lose.
  attempt(() => {
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not everywhere, and answers too late.
    document.cookie = location.protocol === "https:" ? `${cookie}; Secure` : cookie;
  });
}

/** Takes a query parameter out of the page's URL, so that it is neither bookmarked nor sent on. */
export function takeQueryParameter(name) {
  let value;
  // If the page may not change its URL, the value that was read is of use all the same.
  attempt(() => {
    const url = new URL(document.location.href);
    value = url.searchParams.get(name) ?? undefined;
    url.searchParams.delete(name);
    if (value !== undefined) history.replaceState(history.state, "", url);
  });
  return value;
}

/** Whether this is a page or a worker, and no server. */
export const isInBrowser = () =>
  !!attempt(() => globalThis.document || globalThis.WorkerGlobalScope);

const isVisible = () => attempt(() => document.visibilityState) === "visible";

/**
 * Adds listeners of [a global object's name, an event, a listener]. Returns a function that removes
 * them.
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

  /** Replaces the delay that was set before. A delay that is too long for a timer never ends. */
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
 * Returns a function that stops.
 */
export function listenToPage(callback) {
  if (!isInBrowser()) return () => {};
  return listen([
    ["document", "visibilitychange", () => isVisible() && callback(0)],
    ["globalThis", "online", () => callback(1)],
    ["globalThis", "pageshow", (event) => attempt(() => event.persisted) === true && callback(2)],
  ]);
}
