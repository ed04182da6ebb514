import type { SessionVerification } from "clerk-session";
import { useEffect, useRef, useState } from "react";
import type { Level } from "../model/reverification-rules.js";
import type { VerificationStep } from "../model/verification-methods.js";
import type { Sessions } from "./use-sessions.js";

/** A reverification that waits for somebody to prove who it is. */
export interface ActiveReverification {
  /** Why, as a sentence that asks for it. */
  readonly request: string;
  readonly verification: SessionVerification;
  /** Whether a step is being taken. */
  readonly pending: boolean;
  /** Why the last step failed. */
  readonly failure: { readonly error: unknown } | null;
}

export interface Reverification {
  /** Null: nobody has to prove anything. */
  readonly active: ActiveReverification | null;
  /** Resolves to whether it has come to its end: false, if it was cancelled. Rejects where it could not be started. */
  readonly reverify: (level: Level, request: string) => Promise<boolean>;
  /** Resolves to whether the step was taken. */
  readonly runStep: (step: VerificationStep) => Promise<boolean>;
  readonly cancel: () => void;
}

/** Leads through a reverification of the current session, step by step, so that whoever needs one can just await it. */
export function useReverification({
  connection: { sessionClient },
  runCall,
}: Pick<Sessions, "connection" | "runCall">): Reverification {
  const [active, setActive] = useState<ActiveReverification | null>(null);
  const settle = useRef<(verified: boolean) => void>(() => {});
  const cancellation = useRef(new AbortController());

  // Whoever goes away has cancelled: what is on its way, such as the browser's question for a passkey, is given up.
  useEffect(() => () => cancellation.current.abort(), []);

  async function reverify(level: Level, request: string): Promise<boolean> {
    cancellation.current = new AbortController();
    const verification = await runCall({
      call: `startVerification({ level: "${level}" })`,
      intent: "start a verification",
      run: () => sessionClient.startVerification({ level }),
      outcome: statusText,
    });
    if (verification.status === "complete") return true;
    setActive({ request, verification, pending: false, failure: null });
    return new Promise((resolve) => {
      settle.current = resolve;
    });
  }

  async function runStep({ call, outcome, run }: VerificationStep): Promise<boolean> {
    const { signal } = cancellation.current;
    setActive((before) => before && { ...before, pending: true, failure: null });
    try {
      const verification = await runCall({
        call,
        intent: "verify that it is you",
        run: () => run(sessionClient, { signal }),
        outcome: (verification) => outcome ?? statusText(verification),
        signal,
      });
      if (signal.aborted) return false;
      if (verification.status === "complete") end(true);
      else setActive((before) => before && { ...before, verification, pending: false });
      return true;
    } catch (error) {
      if (!signal.aborted) setActive((before) => before && { ...before, pending: false, failure: { error } });
      return false;
    }
  }

  function end(verified: boolean) {
    setActive(null);
    settle.current(verified);
  }

  function cancel() {
    cancellation.current.abort();
    end(false);
  }

  return { active, reverify, runStep, cancel };
}

const statusTexts: Record<SessionVerification["status"], string> = {
  needs_first_factor: "The first factor is to be verified",
  needs_second_factor: "The second factor is to be verified",
  complete: "Verified that it is you",
  unknown: "The server asks for something that is not known here",
};

function statusText({ status }: SessionVerification): string {
  return statusTexts[status];
}
