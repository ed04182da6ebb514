// The page's cookies, URL and events. A worker or a server has none of these, or only some. A
// sandboxed page throws when they are accessed.
import { attempt } from "./callback.js";
import { startTimer, warn } from "./environment.js";

/** Returns the page's cookies: `name=value; name=value`. */
export function readCookies() {
  const cookies = attempt(() => document.cookie);
  return typeof cookies === "string" ? cookies : "";
}

/** Returns whether the page holds a cookie, given as `name=` or `name=value`. */
const hasCookie = (start) => `; ${readCookies()};`.includes(`; ${start}`);

/** Returns whether the page is in a frame, and the top page has another origin. */
const isForeignFrame = () => attempt(() => top.location.href) === undefined;

let isPartitioned = false;

/** Makes the cookies that this page writes from now on partitioned in a frame of another origin. */
export function partitionCookies() {
  isPartitioned = true;
}

/**
 * Writes a cookie for all paths of the host, for a year. An empty value expires the cookie. A frame
 * of another origin keeps only cookies with SameSite=None. There, the cookie is partitioned if that
 * is asked for, or if one of this name already is.
 */
export function writeCookie(name, value, sameSite = "Lax", domain = "") {
  // Without a page that has cookies, there is nothing to share, and nothing is lost.
  const write = (value, attributes) =>
    attempt(() => {
      // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store is async.
      document.cookie = `${name}=${value}; Path=/; Max-Age=${value ? 31536000 : 0}${attributes}`;
    });
  if (!isForeignFrame()) {
    const secure = attempt(() => location.protocol) === "https:" ? "; Secure" : "";
    write(value, `${domain}; SameSite=${sameSite}${secure}`);
    return;
  }
  const attributes = "; SameSite=None; Secure";
  // A cookie that survives its expiry without Partitioned is a partitioned one.
  write("", attributes);
  const isKept = isPartitioned || hasCookie(`${name}=`);
  write(value, domain + attributes + (isKept ? "; Partitioned" : ""));
}

let hasReported = false;

/**
 * Writes a cookie that holds a session token. Reports it if the browser does not keep the cookie,
 * but only once.
 */
export function writeToken(name, token) {
  writeCookie(name, token);
  if (!token || hasReported || hasCookie(`${name}=${token};`)) return;
  hasReported = true;
  warn(`clerk-session: no cookie ${name}: it is blocked, or its token is over 4 KB`);
}

/**
 * Writes the cookie with the time of the client's last change, on the highest domain that the
 * browser accepts, as clerk-js does. Does nothing if the page belongs to the instance, which then
 * writes the cookie itself.
 */
export function writeClientUat(suffix, seconds, instanceHost) {
  const name = `__client_uat${suffix}`;
  const cookie = `${name}=${seconds};`;
  const host = attempt(() => location.hostname);
  if (hasCookie(cookie) || !host || host.endsWith(instanceHost.replace("clerk.", ""))) return;
  const write = (value, domain) => writeCookie(name, value, "Strict", domain);
  // A cookie without a domain would hide the one with a domain.
  write("");
  const labels = host.split(".");
  const domains = labels.map((_, index) => `; Domain=${labels.slice(-1 - index).join(".")}`);
  [...domains, ""].some((domain) => {
    write(`${seconds}`, domain);
    return hasCookie(cookie);
  });
}

const visibility = () => attempt(() => document.visibilityState);

const isVisible = () => visibility() === "visible";

/** Returns the state of the page as flags: see Page in page.rs. */
export const pageState = () =>
  isVisible() |
  ((visibility() === "hidden") << 1) |
  ((attempt(() => document.hasFocus()) === true) << 2) |
  (isForeignFrame() << 3);

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
    // Captured, so that the cookie is written before the page's own listeners send requests.
    ["globalThis", "visibilitychange", () => callback(isVisible() ? 0 : 3), true],
    ["globalThis", "online", () => callback(1)],
    ["globalThis", "pageshow", (event) => attempt(() => event.persisted) === true && callback(2)],
    ["globalThis", "focus", () => callback(4)],
  ]);
}
