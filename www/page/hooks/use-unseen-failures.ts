import { useCallback, useState } from "react";
import type { Confirmation } from "../components/confirmation-dialog.js";
import { couldNot, type Explanation, explainSignOut } from "../model/explain.js";

/** A sign-out that failed when its dialog was closed already. */
export interface Missed {
  readonly asked: Confirmation;
  readonly explanation: Explanation;
}

/** The failures that somebody still has to see, oldest first. */
export function useMissed() {
  const [missed, setMissed] = useState<readonly Missed[]>([]);

  const miss = useCallback((asked: Confirmation, error: unknown) => {
    const explanation = { ...explainSignOut(error), title: couldNot(asked.intent, error) };
    setMissed((missed) => [...missed, { asked, explanation }]);
  }, []);

  const dismiss = useCallback((seen: Missed) => {
    setMissed((missed) => missed.filter((other) => other !== seen));
  }, []);

  return { missed, miss, dismiss };
}
