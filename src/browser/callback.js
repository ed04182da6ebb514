// Calls between the module and foreign code, which may throw at any time.

/** Returns the result of `f`, or `undefined` if it throws. */
export function attempt(f) {
  try {
    return f();
  } catch {
    return undefined;
  }
}

/**
 * Wraps a function of the module so that it can be revoked. After its `revoke()`, calls do nothing.
 */
export function revocable(closure) {
  const call = (value) => closure?.(value);
  call.revoke = () => {
    closure = undefined;
  };
  return call;
}

/**
 * Runs `task`, awaits its result, and calls back with the outcome: [true, value] or [false, error].
 * The result may be a promise, a thenable or any other value.
 */
export async function settle(callback, task) {
  let outcome;
  try {
    outcome = [true, await task()];
  } catch (error) {
    outcome = [false, error];
  }
  callback(outcome);
}

/**
 * Runs `task` with an AbortSignal, and calls back as `settle` does. Returns a function that aborts
 * the signal, if the task has not settled. A task that ignores the signal continues.
 */
export function settleAbortable(callback, task) {
  let controller;
  const settled = (outcome) => {
    controller = undefined;
    callback(outcome);
  };
  settle(settled, () => {
    controller = new AbortController();
    return task(controller.signal);
  });
  return () => attempt(() => controller?.abort());
}
