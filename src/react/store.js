// The requests of the hooks. Components that show the same data share a store, so they share its
// requests.

const POLL_MS = 1000;

/** The state before the first response, on a server, and while a page is hydrated. */
export const initialState = { data: undefined, error: null, isFetching: true, refresh() {} };

/**
 * Makes a store, as the first two arguments of useSyncExternalStore. Its request is sent in the
 * microtask after the first subscription, and aborted in the microtask after the last one has
 * ended. A component that StrictMode unmounts and mounts again at once therefore sends one request.
 *
 * @param client - the SessionClient
 * @param load - sends the request: `load(signal, isForced)`
 * @param read - returns the client's own state, if that is the data; undefined if it is not known
 * @param isToken - whether the data is a token, which is replaced while it is shown
 */
export function createStore(client, load, read, isToken) {
  const listeners = new Set();
  let state;
  let controller;
  let isForced = false;
  let unwatch;

  const replace = (data, error, isFetching) => {
    state = { data, error, isFetching, refresh };
  };

  const refresh = () => {
    isForced = true;
    settleSoon();
  };

  const notify = () => {
    for (const listener of listeners) listener();
  };

  const set = (data, error, isFetching) => {
    if (state.data === data && state.error === error && state.isFetching === isFetching) return;
    replace(data, error, isFetching);
    notify();
  };

  // Several settlements in a row do as much as one.
  const settleSoon = () => queueMicrotask(settle);

  const getSnapshot = () => {
    const data = read?.();
    if (data !== undefined && data !== state.data) replace(data, null, !!controller);
    return state;
  };

  const request = async () => {
    controller?.abort();
    const own = new AbortController();
    controller = own;
    // A good token is there in microtasks. If it is not, the shown one is no longer good.
    const late = isToken && setTimeout(set, 0, undefined, null, true);
    if (!isToken) set(state.data, state.error, true);
    const response = load(own.signal, isForced);
    isForced = false;
    const outcome = await response.then(
      (data) => [data, null],
      (error) => [isToken ? undefined : state.data, error],
    );
    clearTimeout(late);
    if (controller !== own) return;
    controller = undefined;
    set(...outcome, false);
  };

  const settle = () => {
    if (listeners.size) {
      const { data, error } = getSnapshot();
      if (isForced || !(controller || error || data !== undefined)) request();
      return;
    }
    unwatch?.();
    controller?.abort();
    unwatch = controller = undefined;
    replace(undefined, null, true);
  };

  /**
   * Follows the client's state, or replaces a token in time. After a failure, a token is requested
   * again when the page becomes visible or the browser is online.
   */
  const watch = () => {
    if (!isToken) return client.subscribe(notify);
    const renew = () => globalThis.document?.hidden || controller || request();
    // getToken() returns a cached token at once and without a request.
    const timer = setInterval(() => state.error || renew(), POLL_MS);
    globalThis.addEventListener?.("online", renew);
    globalThis.addEventListener?.("visibilitychange", renew);
    return () => {
      clearInterval(timer);
      globalThis.removeEventListener?.("online", renew);
      globalThis.removeEventListener?.("visibilitychange", renew);
    };
  };

  const subscribe = (listener) => {
    listeners.add(listener);
    unwatch ??= watch();
    settleSoon();
    return () => {
      listeners.delete(listener);
      settleSoon();
    };
  };

  settle();
  return [subscribe, getSnapshot];
}
