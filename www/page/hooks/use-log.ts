import { useCallback, useRef, useState } from "react";
import { couldNot } from "../model/explain.js";

/** Something that happened: as a rule, what was asked of the server and what came of it. */
export interface LogEntry extends Noted {
  readonly id: number;
  /** When it was over, in Unix milliseconds. */
  readonly at: number;
  /** Null: nobody here waited for it. */
  readonly durationMs: number | null;
}

/** What an entry says. */
export interface Noted {
  /** What happened, for people. */
  readonly text: string;
  /** The call as code: `revokeSession("sess_…")`. */
  readonly call: string;
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

/** Writes down what happened without having been asked for. */
export type Note = (noted: Noted) => void;

const longest = 50;

/** The log and the ways into it, newest first. */
export function useLog(): { log: readonly LogEntry[]; ask: Ask; note: Note; clearLog: () => void } {
  const [log, setLog] = useState<readonly LogEntry[]>([]);
  const nextId = useRef(0);

  const write = useCallback((noted: Noted, durationMs: number | null) => {
    nextId.current += 1;
    const entry = { id: nextId.current, at: Date.now(), durationMs, ...noted };
    setLog((log) => [entry, ...log].slice(0, longest));
  }, []);

  const ask: Ask = useCallback(
    async ({ call, intent, ask, outcome, signal }) => {
      const started = performance.now();
      const writeUnlessDropped = (text: string, failed: boolean) => {
        if (!signal?.aborted) write({ text, call, failed }, performance.now() - started);
      };
      try {
        const answer = await ask();
        writeUnlessDropped(outcome(answer), false);
        return answer;
      } catch (error) {
        writeUnlessDropped(couldNot(intent, error), true);
        throw error;
      }
    },
    [write],
  );

  const note: Note = useCallback((noted) => write(noted, null), [write]);
  const clearLog = useCallback(() => setLog([]), []);
  return { log, ask, note, clearLog };
}
