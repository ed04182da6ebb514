import type { Client, Session, SessionClient } from "clerk-session";
import { useEffect, useState } from "react";
import type { RunCall } from "../model/log.js";

/** The user's active sessions on all devices. */
export interface Devices {
  /** Null until the first response. While a newer list is loading, the previous one stays. */
  readonly sessions: readonly Session[] | null;
  /** The reason why the last load failed; null if it did not. */
  readonly error: unknown;
  /** Whether a newer list is loading. */
  readonly refreshing: boolean;
}

interface DeviceList extends Omit<Devices, "refreshing"> {
  readonly sessionId: string;
  /** The client whose list this is. */
  readonly client: Client | null;
  /** The value of `reloads` that this list answers. */
  readonly reload: number;
}

const notLoaded: Devices = { sessions: null, error: null, refreshing: false };

/**
 * Loads the user's devices whenever the client, the session or `reloads` changes.
 *
 * @param session - the requesting session; if null, nothing is loaded
 */
export function useDevices(
  sessionClient: SessionClient,
  client: Client | null,
  session: Session | null,
  reloads: number,
  runCall: RunCall,
): Devices {
  const [list, setList] = useState<DeviceList | null>(null);
  const sessionId = session?.id ?? null;

  useEffect(() => {
    if (sessionId === null) return;
    const replaced = new AbortController();
    const { signal } = replaced;
    runCall({
      call: "listActiveSessions()",
      intent: "list the devices",
      run: () => sessionClient.listActiveSessions({ signal }),
      outcome: ({ length }) => `Listed ${length} active ${length === 1 ? "session" : "sessions"}`,
      signal,
    }).then(
      (sessions) => {
        if (!signal.aborted) setList({ sessionId, client, reload: reloads, sessions, error: null });
      },
      (error) => {
        if (signal.aborted) return;
        setList((previous) => ({
          sessionId,
          client,
          reload: reloads,
          sessions: previous?.sessionId === sessionId ? previous.sessions : null,
          error,
        }));
      },
    );
    return () => replaced.abort();
  }, [sessionClient, sessionId, client, reloads, runCall]);

  // Another account's devices must not appear here, not even for a moment.
  if (list === null || list.sessionId !== sessionId) return notLoaded;
  return { ...list, refreshing: list.reload !== reloads || list.client !== client };
}
