// The other tabs, workers and frames of the same origin, if there are any and the browser lets them
// communicate.
import { attempt, settle } from "./callback.js";
import { random, startTimer } from "./environment.js";
import { isInBrowser } from "./page.js";

/** How long the other tabs have to answer, in milliseconds. */
const ANSWER_MS = 100;

/**
 * The messages: [CHANGED], [WANTED, question, what], [OFFERED, question, answer]. Any other is
 * ignored.
 */
const CHANGED = "changed";
const WANTED = "wanted";
const OFFERED = "offered";

/** The tabs that have opened a channel of the same name. */
export class TabChannel {
  #name;
  #channel;
  /**
   * How many messages came, and how many had when a question remained without an answer: a tab that
   * is alone asks no further.
   */
  #received = 0;
  #unanswered;
  /** The functions that take an answer, by the number of the question. */
  #asked = new Map();

  /**
   * @param {string} name
   * @param {(what?: string) => string | undefined} onMessage called without an argument if the
   *   client may have changed in another tab, else with what another tab wants; it returns that if
   *   it is here
   */
  constructor(name, onMessage) {
    this.#name = name;
    // A server has no tabs, and would have to close what was opened for one request.
    if (!isInBrowser()) return;
    this.#channel = attempt(() => {
      const channel = new BroadcastChannel(name);
      channel.onmessage = (event) => {
        const data = attempt(() => event.data);
        const [kind, question, said] = Array.isArray(data) ? data : [];
        this.#received++;
        if (kind === CHANGED) onMessage();
        if (typeof said !== "string") return;
        if (kind === OFFERED) this.#asked.get(question)?.(said);
        const offer = kind === WANTED && onMessage(said);
        if (offer) this.#post([OFFERED, question, offer]);
      };
      // Node's keeps the process alive, and is here if a test has given Node a document.
      channel.unref?.();
      return channel;
    });
  }

  postChanged() {
    this.#post([CHANGED]);
  }

  /** Asks the other tabs, and calls back with the first answer, or without one. */
  ask(what, callback) {
    const received = this.#received;
    if (!this.#channel || received === this.#unanswered) {
      callback();
      return;
    }
    // Unique among the tabs: the answer to another question says how old a token was when that was
    // asked.
    const question = random();
    const cancel = startTimer(() => {
      this.#unanswered = received;
      this.#asked.delete(question);
      callback();
    }, ANSWER_MS);
    this.#asked.set(question, (answer) => {
      cancel();
      this.#asked.delete(question);
      callback(answer);
    });
    this.#post([WANTED, question, what]);
  }

  /**
   * Requests a lock, and calls back when it is held, cannot be, or is not within the timeout.
   * Returns the function that releases it.
   */
  lock(what, timeoutMs, callback) {
    // Without locks, or without other tabs, the caller goes on at once.
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
