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

/**
 * Writes a cookie, given with its attributes except SameSite, Secure and Partitioned. A frame of
 * another origin keeps only cookies with SameSite=None.
 */
export function writeCookie(name, cookie, isPartitioned, sameSite = "Lax") {
  // Without a page that has cookies, there is nothing to share, and nothing is lost.
  const write = (text) =>
    attempt(() => {
      // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store is async.
      document.cookie = text;
    });
  if (!isForeignFrame()) {
    const secure = attempt(() => location.protocol) === "https:" ? "; Secure" : "";
    write(`${cookie}; SameSite=${sameSite}${secure}`);
    return;
  }
  const attributes = "; SameSite=None; Secure";
  // A cookie that survives its expiry without Partitioned is a partitioned one.
  write(`${name}=; Path=/; Max-Age=0${attributes}`);
  write(cookie + attributes + (isPartitioned || hasCookie(`${name}=`) ? "; Partitioned" : ""));
}

const YEAR = "; Max-Age=31536000";

let hasReported = false;

/**
 * Writes a cookie that holds a session token, for a year. Reports it if the browser does not keep
 * the cookie, but only once.
 */
export function writeToken(name, token, isPartitioned) {
  writeCookie(name, `${name}=${token}; Path=/${YEAR}`, isPartitioned);
  if (hasReported || hasCookie(`${name}=${token};`)) return;
  hasReported = true;
  warn(`clerk-session: no cookie ${name}: it is blocked, or its token is over 4 KB`);
}

/**
 * Writes a cookie for a year, on the highest domain that the browser accepts, as clerk-js does.
 * Does nothing if the page belongs to the instance, which then writes the cookie itself.
 */
export function writeSiteCookie(name, value, instanceHost, isPartitioned) {
  const host = attempt(() => location.hostname);
  const isPresent = hasCookie(`${name}=${value};`);
  if (isPresent || !host || host.endsWith(instanceHost.replace("clerk.", ""))) return;
  const write = (attributes) =>
    writeCookie(name, `${name}=${value}; Path=/${attributes}`, isPartitioned, "Strict");
  // A cookie without a domain would hide the one with a domain.
  write("; Max-Age=0");
  const labels = host.split(".");
  const domains = labels.map((_, index) => `; Domain=${labels.slice(-1 - index).join(".")}`);
  [...domains, ""].some((domain) => {
    write(YEAR + domain);
    return hasCookie(`${name}=${value};`);
  });
}

/** Returns the state of the page as flags: see Page in page.rs. */
export const pageState = () =>
  (isVisible() ? 1 : 0) |
  (attempt(() => document.visibilityState) === "hidden" ? 2 : 0) |
  (attempt(() => document.hasFocus()) === true ? 4 : 0) |
  (isForeignFrame() ? 8 : 0);

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
    // Captured, so that the cookie is written before the page's own listeners send requests.
    ["globalThis", "visibilitychange", () => callback(isVisible() ? 0 : 3), true],
    ["globalThis", "online", () => callback(1)],
    ["globalThis", "pageshow", (event) => attempt(() => event.persisted) === true && callback(2)],
    ["globalThis", "focus", () => callback(4)],
  ]);
}
