// The other tabs, workers and frames of the same origin, where there are any, and where the browser lets them speak.

/** How long the others have to answer, in milliseconds. */
const ANSWER_MS = 100;

/** What they say: [CHANGED], [WANTED, question, what], [OFFERED, question, token]. Anything else is not for us. */
const CHANGED = "changed";
const WANTED = "wanted";
const OFFERED = "offered";

/** Those who have the same client, and so tokens for the same sessions. */
export class Tabs {
  #name;
  #channel;
  /** How much has been heard, and how much it was when the last question without an answer was asked: whoever is alone asks nobody. */
  #heard = 0;
  #unanswered;
  /** Who waits for an answer, by the number of the question. */
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
      const [kind, question, said] = Array.isArray(data) ? data : [];
      this.#heard++;
      if (kind === CHANGED) hear();
      if (typeof said !== "string") return;
      if (kind === OFFERED) this.#asked.get(question)?.(said);
      const offer = kind === WANTED && hear(said);
      if (offer) this.#channel.postMessage([OFFERED, question, offer]);
    };
  }

  /** Has the others ask for the client. */
  tellOfChange() {
    this.#channel?.postMessage([CHANGED]);
  }

  /**
   * A turn to get something, which only one tab has at a time: `begun` resolves when it begins, `end` ends it. Whoever waits for one for too
   * long goes on without. `ask` resolves to what is wanted, if another tab has it.
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
      const request = async () =>
        this.#channel &&
        navigator.locks.request(`${this.#name} ${what}`, { signal: AbortSignal.timeout(timeoutMs) }, hold);
      // Without locks, where they are forbidden, or with nobody to speak to, everybody goes on at once.
      request().then(begin, begin);
    });
    return { begun, ask: () => this.#ask(what), end };
  }

  async #ask(what) {
    const heard = this.#heard;
    if (!this.#channel || heard === this.#unanswered) return;
    // No other's: an answer says how old a token was when that question was asked.
    const question = Math.random();
    const answer = await new Promise((resolve) => {
      this.#asked.set(question, resolve);
      setTimeout(() => {
        this.#unanswered = heard;
        resolve();
      }, ANSWER_MS);
      this.#channel.postMessage([WANTED, question, what]);
    });
    this.#asked.delete(question);
    return answer;
  }

  close() {
    this.#channel?.close();
  }
}
