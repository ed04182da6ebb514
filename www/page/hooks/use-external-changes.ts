import type { SessionClient } from "clerk-session";
import { useCallback, useEffect, useRef, useState } from "react";
import { changesElsewhere } from "../model/external-changes.js";
import type { Ask, Note } from "./use-log.js";

/** What was changed in another tab or on another device, and how this page tells that from what it does itself. */
export interface Elsewhere {
  /** The last such change, until somebody has seen it or done something here. */
  readonly change: string | null;
  readonly dismiss: () => void;
  /** Asks, as `ask` does, for what changes this browser's sessions from here. */
  readonly act: Ask;
}

/** Tabs follow each other by themselves: all that a page has to do is to subscribe. */
export function useElsewhere(sessionClient: SessionClient, ask: Ask, note: Note): Elsewhere {
  const [heard, setHeard] = useState<{ of: SessionClient; change: string } | null>(null);
  const acting = useRef(0);

  useEffect(() => {
    let before = sessionClient.client;
    return sessionClient.subscribe(() => {
      const { client } = sessionClient;
      const text = before && acting.current === 0 ? changesElsewhere(before, client) : null;
      before = client;
      if (text === null) return;
      setHeard({ of: sessionClient, change: text });
      note({ text, call: "subscribe()", failed: false });
    });
  }, [sessionClient, note]);

  const act: Ask = useCallback(
    async (asked) => {
      acting.current += 1;
      setHeard(null);
      try {
        return await ask(asked);
      } finally {
        acting.current -= 1;
      }
    },
    [ask],
  );

  const dismiss = useCallback(() => setHeard(null), []);
  const change = heard?.of === sessionClient ? heard.change : null;
  return { change, dismiss, act };
}
