import type { SessionClient } from "clerk-session";
import { useCallback, useEffect, useRef, useState } from "react";
import { describeExternalChanges } from "../model/external-changes.js";
import type { AddLogEntry, RunCall } from "../model/log.js";

/** What was changed in another tab or on another device, and how this page tells that from what it does itself. */
export interface ExternalChanges {
  /** The last such change, until somebody has seen it or done something here. */
  readonly change: string | null;
  readonly dismiss: () => void;
  /** Asks, as `ask` does, for what changes this browser's sessions from here. */
  readonly runChange: RunCall;
}

/** Tabs follow each other by themselves: all that a page has to do is to subscribe. */
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
      const text = before && runningChanges.current === 0 ? describeExternalChanges(before, client) : null;
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
