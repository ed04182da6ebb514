import { useCallback, useState } from "react";
import type { Confirmation } from "../model/confirmations.js";
import { describeFailure, type Explanation, explainSignOut } from "../model/explain.js";

/** A sign-out that failed after its dialog was closed. */
export interface UnseenFailure {
  readonly confirmation: Confirmation;
  readonly explanation: Explanation;
}

/** Keeps the failures that the user has not dismissed, oldest first. */
export function useUnseenFailures() {
  const [unseenFailures, setUnseenFailures] = useState<readonly UnseenFailure[]>([]);

  const addUnseenFailure = useCallback((confirmation: Confirmation, error: unknown) => {
    const explanation = {
      ...explainSignOut(error),
      title: describeFailure(confirmation.intent, error),
    };
    setUnseenFailures((failures) => [...failures, { confirmation, explanation }]);
  }, []);

  const dismiss = useCallback((seen: UnseenFailure) => {
    setUnseenFailures((failures) => failures.filter((failure) => failure !== seen));
  }, []);

  return { unseenFailures, addUnseenFailure, dismiss };
}
