// The other tabs, workers and frames of the same origin, if there are any and the browser lets them
// communicate.
import { attempt, settle } from "./callback.js";
import { random, startTimer } from "./environment.js";
import { isInBrowser } from "./page.js";

/** The time that the other tabs have to answer, in milliseconds. */
const ANSWER_MS = 100;

/**
 * The messages: [CHANGED], [WANTED, id, what] and [OFFERED, id, answer]. All others are ignored.
 */
const CHANGED = "changed";
const WANTED = "wanted";
const OFFERED = "offered";

/** The tabs that have opened a channel of the same name. */
export class TabChannel {
  #name;
  #channel;
  /**
   * The number of messages received, and the number when a request remained unanswered. If both are
   * equal, the tab is alone and sends no further requests.
   */
  #received = 0;
  #unanswered;
  /** The functions that receive an answer, by the id of the request. */
  #pending = new Map();

  /**
   * @param {string} name
   * @param {(what?: string) => string | undefined} onMessage called without an argument if the
   *   client may have changed in another tab, and with the name of the item that another tab
   *   requests; returns the item if this tab has it
   */
  constructor(name, onMessage) {
    this.#name = name;
    // A server has no tabs, and would have to close a channel that was opened for one request.
    if (!isInBrowser()) return;
    this.#channel = attempt(() => {
      const channel = new BroadcastChannel(name);
      channel.onmessage = (event) => {
        const data = attempt(() => event.data);
        const [kind, id, text] = Array.isArray(data) ? data : [];
        this.#received++;
        if (kind === CHANGED) onMessage();
        if (typeof text !== "string") return;
        if (kind === OFFERED) this.#pending.get(id)?.(text);
        const offer = kind === WANTED && onMessage(text);
        if (offer) this.#post([OFFERED, id, offer]);
      };
      // In Node, a channel keeps the process alive. It is opened there only if a test has defined a
      // document.
      channel.unref?.();
      return channel;
    });
  }

  postChanged() {
    this.#post([CHANGED]);
  }

  /** Requests an item from the other tabs, and calls back with the first answer, or without one. */
  ask(what, callback) {
    const received = this.#received;
    if (!this.#channel || received === this.#unanswered) {
      callback();
      return;
    }
    // The id is unique among the tabs, because the age of a token in an answer is relative to its
    // own request.
    const id = random();
    const cancel = startTimer(() => {
      this.#unanswered = received;
      this.#pending.delete(id);
      callback();
    }, ANSWER_MS);
    this.#pending.set(id, (answer) => {
      cancel();
      this.#pending.delete(id);
      callback(answer);
    });
    this.#post([WANTED, id, what]);
  }

  /**
   * Requests a lock. Calls back when it is held, cannot be held, or is not held within the timeout.
   * Returns the function that releases it.
   */
  lock(what, timeoutMs, callback) {
    // Without locks or other tabs, the caller continues at once.
    if (!this.#channel) {
      callback();
      return () => {};
    }
    const cancel = startTimer(callback, timeoutMs);
    let release;
    const released = new Promise((resolve) => {
      release = () => {
        cancel();
        resolve();
      };
    });
    const hold = () => {
      cancel();
      callback();
      return released;
    };
    settle(callback, () => navigator.locks.request(`${this.#name} ${what}`, hold));
    return release;
  }

  close() {
    attempt(() => this.#channel?.close());
  }

  #post(message) {
    attempt(() => this.#channel?.postMessage(message));
  }
}
