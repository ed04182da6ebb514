/** Returns what `f` returns, or `undefined` if it throws. */
export function attempt(f) {
  try {
    return f();
  } catch {
    return undefined;
  }
}

/** Wraps a function of the module. After `revoke()`, calls do nothing. */
export class Callback {
  constructor(closure) {
    this.call = (value) => closure?.(value);
    this.revoke = () => {
      closure = undefined;
    };
  }
}

/**
 * Runs `task` and calls back with its outcome: [true, what it resolves to] or [false, what it throws]. Whatever `task`
 * returns, a promise, a thenable or neither, is awaited.
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
