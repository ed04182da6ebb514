import { useState } from "react";

/** Something that takes a while and may fail. */
export interface AsyncAction {
  readonly pending: boolean;
  /** Why the last one failed. */
  readonly failure: { readonly error: unknown } | null;
  /** Begins, unless it is pending already. */
  readonly start: (action: () => Promise<void>) => void;
  /** Has done with the failure. */
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
