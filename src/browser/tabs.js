// The other tabs of the same origin, where there are any, and where the browser lets them speak.

/** A BroadcastChannel for texts. */
export class Channel {
  #channel;

  constructor(name, listener) {
    // On a server nobody is there to speak to, nor to close what was opened for one request.
    if (!globalThis.document && !globalThis.WorkerGlobalScope) return;
    try {
      this.#channel = new BroadcastChannel(name);
      this.#channel.onmessage = ({ data }) => {
        if (typeof data === "string") listener(data);
      };
    } catch {
      // No channels here: every tab is alone.
    }
  }

  say(text) {
    this.#channel?.postMessage(text);
  }

  close() {
    this.#channel?.close();
  }
}

/** A Web Lock. */
export class Lock {
  /** Resolves when the lock is held, or it is certain that it will not be. */
  held;
  release;

  constructor(name) {
    const controller = new AbortController();
    const released = new Promise((resolve) => {
      this.release = () => {
        resolve();
        controller.abort();
      };
    });
    this.held = new Promise((resolve) => {
      const hold = () => {
        resolve();
        return released;
      };
      // Without locks, or where they are forbidden, everybody goes on at once.
      const request = async () => navigator.locks.request(name, { signal: controller.signal }, hold);
      request().catch(resolve);
    });
  }
}
