// The other tabs, workers and frames of the same origin, where there are any, and where the browser lets them speak.

/** How long the others have to answer, in milliseconds. */
const ANSWER_MS = 100;

/** What they say: [CHANGED], [WANTED, what], [OFFERED, what, token]. Anything else is not for us. */
const CHANGED = "changed";
const WANTED = "wanted";
const OFFERED = "offered";

/** Those who have the same client, and so tokens for the same sessions. */
export class Tabs {
  #name;
  #channel;
  /** Who has heard nobody asks nobody. */
  #mayHear = true;
  #asked = new Map();

  /**
   * @param {string} name
   * @param {(what?: string) => string | undefined} hear is called without anything when the client may have changed elsewhere, else with what
   *   another tab wants, and returns that if it is here
   */
  constructor(name, hear) {
    this.#name = name;
    // On a server nobody is there to speak to, nor to close what was opened for one request.
    if (!globalThis.document && !globalThis.WorkerGlobalScope) return;
    try {
      this.#channel = new BroadcastChannel(name);
    } catch {
      return; // Every tab is alone.
    }
    this.#channel.onmessage = ({ data }) => {
      const [kind, what, token] = Array.isArray(data) ? data : [];
      this.#mayHear = true;
      if (kind === CHANGED) hear();
      if (typeof what !== "string") return;
      if (kind === OFFERED && typeof token === "string") this.#asked.get(what)?.(token);
      const offer = kind === WANTED && hear(what);
      if (offer) this.#channel.postMessage([OFFERED, what, offer]);
    };
  }

  /** Has the others ask for the client. */
  tellOfChange() {
    this.#channel?.postMessage([CHANGED]);
  }

  /**
   * A turn, which only one tab has at a time, until it ends. Whoever waits for one for too long goes on without. `token` resolves when it
   * has begun, to what was wanted if another tab has it by then.
   */
  turn(what, timeoutMs) {
    let end;
    const ended = new Promise((resolve) => {
      end = resolve;
    });
    const begun = new Promise((begin) => {
      const hold = () => {
        begin();
        return ended;
      };
      // Without locks, or where they are forbidden, everybody goes on at once.
      const request = async () =>
        navigator.locks.request(`${this.#name} ${what}`, { signal: AbortSignal.timeout(timeoutMs) }, hold);
      request().catch(begin);
    });
    return { token: begun.then(() => this.#ask(what)), end };
  }

  #ask(what) {
    if (!this.#channel || !this.#mayHear) return;
    this.#mayHear = false;
    return new Promise((resolve) => {
      this.#asked.set(what, resolve);
      setTimeout(resolve, ANSWER_MS);
      this.#channel.postMessage([WANTED, what]);
    });
  }

  close() {
    this.#channel?.close();
  }
}
