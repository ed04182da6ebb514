import { useCallback, useRef, useState } from "react";
import { describeFailure } from "../model/explain.js";
import type { AddLogEntry, LogContent, LogEntry, RunCall } from "../model/log.js";

const maxEntries = 50;

/** Keeps the log, newest entry first, and returns functions that add to it. */
export function useLog(): {
  log: readonly LogEntry[];
  runCall: RunCall;
  addLogEntry: AddLogEntry;
  clearLog: () => void;
} {
  const [log, setLog] = useState<readonly LogEntry[]>([]);
  const nextId = useRef(0);

  const write = useCallback((noted: LogContent, durationMs: number | null) => {
    nextId.current += 1;
    const entry = { id: nextId.current, at: Date.now(), durationMs, ...noted };
    setLog((log) => [entry, ...log].slice(0, maxEntries));
  }, []);

  const runCall: RunCall = useCallback(
    async ({ call, intent, run, outcome, signal }) => {
      const started = performance.now();
      const writeUnlessAborted = (text: string, failed: boolean) => {
        if (!signal?.aborted) write({ text, call, failed }, performance.now() - started);
      };
      try {
        const answer = await run();
        writeUnlessAborted(outcome(answer), false);
        return answer;
      } catch (error) {
        writeUnlessAborted(describeFailure(intent, error), true);
        throw error;
      }
    },
    [write],
  );

  const addLogEntry: AddLogEntry = useCallback((noted) => write(noted, null), [write]);
  const clearLog = useCallback(() => setLog([]), []);
  return { log, runCall, addLogEntry, clearLog };
}
