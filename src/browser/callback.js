/** Returns what `f` returns, or `undefined` if it throws. */
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
 * Runs `task` and calls back with its outcome: [true, what it resolves to] or [false, what it
 * throws]. Whatever `task` returns, a promise, a thenable or neither, is awaited.
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
 * what the signal was given to, if that is not over. What cannot be aborted goes on unheard.
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
