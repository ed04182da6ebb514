// A timer for what is only of use while somebody may be looking at the page.

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
