import { useState } from "react";

/** Something that takes a while and may fail. */
export interface Attempt {
  readonly pending: boolean;
  /** Why the last one failed. */
  readonly failure: { readonly error: unknown } | null;
  /** Begins, unless it is pending already. */
  readonly begin: (action: () => Promise<void>) => void;
  /** Has done with the failure. */
  readonly forget: () => void;
}

export function useAttempt(): Attempt {
  const [pending, setPending] = useState(false);
  const [failure, setFailure] = useState<Attempt["failure"]>(null);

  async function attempt(action: () => Promise<void>) {
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
    begin: (action) => void attempt(action),
    forget: () => setFailure(null),
  };
}
