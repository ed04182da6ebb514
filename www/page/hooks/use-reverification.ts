import type { SessionVerification } from "clerk-session";
import { useEffect, useRef, useState } from "react";
import type { Level } from "../model/reverification-rules.js";
import type { VerificationStep } from "../model/verification-methods.js";
import type { Sessions } from "./use-sessions.js";

/** A reverification that waits for the user. */
export interface ActiveReverification {
  /** The reason, as a sentence that asks for the verification. */
  readonly request: string;
  readonly verification: SessionVerification;
  /** Whether a step is in flight. */
  readonly pending: boolean;
  /** The reason why the last step failed. */
  readonly failure: { readonly error: unknown } | null;
}

export interface Reverification {
  /** Null if no verification is required. */
  readonly active: ActiveReverification | null;
  /**
   * Resolves to true when the reverification is complete, and to false if it is cancelled. Rejects
   * if it cannot be started.
   */
  readonly reverify: (level: Level, request: string) => Promise<boolean>;
  /** Resolves to whether the step succeeded. */
  readonly runStep: (step: VerificationStep) => Promise<boolean>;
  readonly cancel: () => void;
}

/**
 * Leads through a reverification of the current session, step by step; the caller awaits
 * `reverify`.
 */
export function useReverification({
  connection: { sessionClient },
  runCall,
}: Pick<Sessions, "connection" | "runCall">): Reverification {
  const [active, setActive] = useState<ActiveReverification | null>(null);
  const settle = useRef<(verified: boolean) => void>(() => {});
  const cancellation = useRef(new AbortController());

  // Unmounting cancels the reverification: it aborts what is in flight, such as the browser's
  // passkey prompt.
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
      if (!signal.aborted)
        setActive((before) => before && { ...before, pending: false, failure: { error } });
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
  needs_first_factor: "The first factor must be verified",
  needs_second_factor: "The second factor must be verified",
  complete: "Verified that it is you",
  unknown: "The server requires a step that this page does not support",
};

function statusText({ status }: SessionVerification): string {
  return statusTexts[status];
}
