import type { SessionClient } from "clerk-session";
import { useCallback, useEffect, useRef, useState } from "react";
import { describeExternalChanges } from "../model/external-changes.js";
import type { AddLogEntry, RunCall } from "../model/log.js";

/** The changes by other tabs and devices, told apart from the changes by this page. */
export interface ExternalChanges {
  /** The last such change, until the user dismisses it or changes something on this page. */
  readonly change: string | null;
  readonly dismiss: () => void;
  /** Runs a logged call that changes this browser's sessions from this page. */
  readonly runChange: RunCall;
}

/**
 * Reports changes by other tabs. Tabs synchronize by themselves: the page only has to subscribe.
 */
export function useExternalChanges(
  sessionClient: SessionClient,
  runCall: RunCall,
  addLogEntry: AddLogEntry,
): ExternalChanges {
  const [lastChange, setLastChange] = useState<{ of: SessionClient; change: string } | null>(null);
  const runningChanges = useRef(0);

  useEffect(() => {
    let before = sessionClient.client;
    return sessionClient.subscribe(() => {
      const { client } = sessionClient;
      const text =
        before && runningChanges.current === 0 ? describeExternalChanges(before, client) : null;
      before = client;
      if (text === null) return;
      setLastChange({ of: sessionClient, change: text });
      addLogEntry({ text, call: "subscribe()", failed: false });
    });
  }, [sessionClient, addLogEntry]);

  const runChange: RunCall = useCallback(
    async (call) => {
      runningChanges.current += 1;
      setLastChange(null);
      try {
        return await runCall(call);
      } finally {
        runningChanges.current -= 1;
      }
    },
    [runCall],
  );

  const dismiss = useCallback(() => setLastChange(null), []);
  const change = lastChange?.of === sessionClient ? lastChange.change : null;
  return { change, dismiss, runChange };
}
