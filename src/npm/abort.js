// Listens to the AbortSignals of callers.

/** The callbacks of the calls that share a signal, by the signal. One listener calls them all. */
const callbacksBySignal = new WeakMap();

/** Returns [true, the signal's reason], or [false, error] if reading the reason throws. */
function reasonOf(signal) {
  try {
    return [true, signal.reason];
  } catch (error) {
    return [false, error];
  }
}

/**
 * Calls back when a signal aborts, or at once if it has aborted. The argument is [true, its reason]
 * or [false, an error]. Returns a function that stops listening. Throws if it cannot listen to the
 * signal.
 */
export function listenToSignal(signal, callback) {
  if (signal.aborted) {
    callback(reasonOf(signal));
    return () => {};
  }
  let shared = callbacksBySignal.get(signal);
  if (shared) {
    shared.callbacks.add(callback);
  } else {
    const callbacks = new Set([callback]);
    const listener = () => {
      for (const callback of callbacks) callback(reasonOf(signal));
    };
    signal.addEventListener("abort", listener);
    shared = { callbacks, listener };
    callbacksBySignal.set(signal, shared);
  }
  return () => {
    shared.callbacks.delete(callback);
    if (shared.callbacks.size > 0) return;
    callbacksBySignal.delete(signal);
    try {
      signal.removeEventListener("abort", shared.listener);
    } catch {
      // A listener without callbacks does nothing.
    }
  };
}
