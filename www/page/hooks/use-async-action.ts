import { useState } from "react";

/** The state of an asynchronous action that may fail. */
interface AsyncAction {
  readonly pending: boolean;
  /** The reason of the last failure. */
  readonly failure: { readonly error: unknown } | null;
  /** Starts an action, unless one is pending. */
  readonly start: (action: () => Promise<void>) => void;
  /** Discards the failure. */
  readonly clearFailure: () => void;
}

export function useAsyncAction(): AsyncAction {
  const [pending, setPending] = useState(false);
  const [failure, setFailure] = useState<AsyncAction["failure"]>(null);

  async function run(action: () => Promise<void>) {
    if (pending) return;
    setPending(true);
    setFailure(null);
    try {
      await action();
    } catch (error) {
      setFailure({ error });
    } finally {
      setPending(false);
    }
  }

  return {
    pending,
    failure,
    start: (action) => void run(action),
    clearFailure: () => setFailure(null),
  };
}
