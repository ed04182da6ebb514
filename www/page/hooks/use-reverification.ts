import type { SessionVerification } from "clerk-session";
import { useEffect, useRef, useState } from "react";
import type { Level } from "../model/reverification-rules.js";
import type { Step } from "../model/verification-methods.js";
import type { Sessions } from "./use-sessions.js";

/** A reverification that waits for somebody to prove who it is. */
export interface ReverificationUnderWay {
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
  readonly underWay: ReverificationUnderWay | null;
  /** Resolves to whether it has come to its end: false, if it was cancelled. Rejects where it could not be started. */
  readonly reverify: (level: Level, request: string) => Promise<boolean>;
  /** Resolves to whether the step was taken. */
  readonly take: (step: Step) => Promise<boolean>;
  readonly cancel: () => void;
}

/** Leads through a reverification of the current session, step by step, so that whoever needs one can just await it. */
export function useReverification({
  connection: { sessionClient },
  ask,
}: Pick<Sessions, "connection" | "ask">): Reverification {
  const [underWay, setUnderWay] = useState<ReverificationUnderWay | null>(null);
  const settle = useRef<(verified: boolean) => void>(() => {});
  const cancelled = useRef(new AbortController());

  // Whoever goes away has cancelled: what is on its way, such as the browser's question for a passkey, is given up.
  useEffect(() => () => cancelled.current.abort(), []);

  async function reverify(level: Level, request: string): Promise<boolean> {
    cancelled.current = new AbortController();
    const verification = await ask({
      call: `startVerification({ level: "${level}" })`,
      intent: "start a verification",
      ask: () => sessionClient.startVerification({ level }),
      outcome: standing,
    });
    if (verification.status === "complete") return true;
    setUnderWay({ request, verification, pending: false, failure: null });
    return new Promise((resolve) => {
      settle.current = resolve;
    });
  }

  async function take({ call, outcome, take }: Step): Promise<boolean> {
    const { signal } = cancelled.current;
    setUnderWay((before) => before && { ...before, pending: true, failure: null });
    try {
      const verification = await ask({
        call,
        intent: "verify that it is you",
        ask: () => take(sessionClient, { signal }),
        outcome: (verification) => outcome ?? standing(verification),
        signal,
      });
      if (signal.aborted) return false;
      if (verification.status === "complete") end(true);
      else setUnderWay((before) => before && { ...before, verification, pending: false });
      return true;
    } catch (error) {
      if (!signal.aborted)
        setUnderWay((before) => before && { ...before, pending: false, failure: { error } });
      return false;
    }
  }

  function end(verified: boolean) {
    setUnderWay(null);
    settle.current(verified);
  }

  function cancel() {
    cancelled.current.abort();
    end(false);
  }

  return { underWay, reverify, take, cancel };
}

const standings: Record<SessionVerification["status"], string> = {
  needs_first_factor: "The first factor is to be verified",
  needs_second_factor: "The second factor is to be verified",
  complete: "Verified that it is you",
  unknown: "The server asks for something that is not known here",
};

function standing({ status }: SessionVerification): string {
  return standings[status];
}
