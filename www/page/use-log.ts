import { useCallback, useRef, useState } from "react";
import { couldNot } from "./explain.js";

/** Something that was asked of the server, and what came of it. */
export interface LogEntry {
  readonly id: number;
  /** When it was over, in Unix milliseconds. */
  readonly at: number;
  /** What happened, for people. */
  readonly text: string;
  /** The call as code: `revokeSession("sess_…")`. */
  readonly call: string;
  readonly durationMs: number;
  readonly failed: boolean;
}

/** What is asked, in both languages of a {@link LogEntry}. */
export interface Asked<Answer> {
  readonly call: string;
  /** "sign out Safari on iPhone": what a failure is a failure to do. */
  readonly intent: string;
  readonly ask: () => Promise<Answer>;
  /** What an answer means. */
  readonly outcome: (answer: Answer) => string;
  /** A question that nobody waits for any more leaves no entry. */
  readonly signal?: AbortSignal;
}

/** Asks, takes the time, and writes down what happened; the answer or the failure is the caller's all the same. */
export type Ask = <Answer>(asked: Asked<Answer>) => Promise<Answer>;

const longest = 50;

/** The log and the way into it, newest first. */
export function useLog(): { log: readonly LogEntry[]; ask: Ask; clearLog: () => void } {
  const [log, setLog] = useState<readonly LogEntry[]>([]);
  const nextId = useRef(0);

  const ask: Ask = useCallback(async ({ call, intent, ask, outcome, signal }) => {
    const started = performance.now();
    const write = (text: string, failed: boolean) => {
      if (signal?.aborted) return;
      const entry = { at: Date.now(), text, call, durationMs: performance.now() - started, failed };
      nextId.current += 1;
      const id = nextId.current;
      setLog((log) => [{ id, ...entry }, ...log].slice(0, longest));
    };
    try {
      const answer = await ask();
      write(outcome(answer), false);
      return answer;
    } catch (error) {
      write(couldNot(intent, error), true);
      throw error;
    }
  }, []);

  const clearLog = useCallback(() => setLog([]), []);
  return { log, ask, clearLog };
}
