// What a page has and a worker or a server has not, or not all of it; and a page in a sandbox throws when it is touched.

/** The page's cookies: `name=value; name=value`. */
export function readCookies() {
  try {
    return document.cookie;
  } catch {
    return "";
  }
}

/** Writes a cookie, given with its attributes but for Secure. */
export function writeCookie(cookie) {
  try {
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not everywhere, and answers too late.
    document.cookie = location.protocol === "https:" ? `${cookie}; Secure` : cookie;
  } catch {
    // No page, or one without cookies: there is nothing to share, and nothing to lose.
  }
}

/** Takes a query parameter out of the page's URL, so that it is neither bookmarked nor sent on. */
export function takeQueryParameter(name) {
  let value;
  try {
    const url = new URL(document.location.href);
    value = url.searchParams.get(name) ?? undefined;
    url.searchParams.delete(name);
    if (value !== undefined) history.replaceState(history.state, "", url);
  } catch {
    // No page, or one that may not change its URL: what was read is of use all the same.
  }
  return value;
}

const isVisible = () => globalThis.document?.visibilityState === "visible";

/** Rings after a while, but only while somebody may be looking at the page; and when the page comes into view. */
export class Alarm {
  #ring;
  #timer;

  constructor(ring) {
    this.#ring = () => {
      if (isVisible()) ring();
    };
    globalThis.document?.addEventListener("visibilitychange", this.#ring);
  }

  /** In milliseconds. What is too far off for a timer never comes: nobody looks at a page for weeks. */
  set(delay) {
    clearTimeout(this.#timer);
    if (isVisible() && delay < 2 ** 31) this.#timer = setTimeout(this.#ring, delay);
  }

  stop() {
    clearTimeout(this.#timer);
    globalThis.document?.removeEventListener("visibilitychange", this.#ring);
  }
}
