import type { Client, Session, SessionClient } from "clerk-session";
import { useEffect, useState } from "react";
import type { RunCall } from "../model/log.js";

/** Every active session of the user, wherever it runs. */
export interface Devices {
  /** Null: not heard yet. While a newer list is on its way, the older one stays. */
  readonly sessions: readonly Session[] | null;
  /** Why there is no newer list; null: there is none to come. */
  readonly error: unknown;
  /** Whether a newer list was asked for and has not come yet. */
  readonly refreshing: boolean;
}

interface DeviceList extends Omit<Devices, "refreshing"> {
  readonly sessionId: string;
  /** Which of the `reloads` this answers. */
  readonly reload: number;
}

const notLoaded: Devices = { sessions: null, error: null, refreshing: false };

/**
 * Asks for the user's devices whenever what this browser knows has changed, and when `reloads` has.
 *
 * @param session - on whose behalf; null: nobody is signed in, nothing is asked
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

  // biome-ignore lint/correctness/useExhaustiveDependencies: client is not read: a change of it is what asks again.
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
        if (!signal.aborted) setList({ sessionId, reload: reloads, sessions, error: null });
      },
      (error) => {
        if (signal.aborted) return;
        setList((previous) => ({
          sessionId,
          reload: reloads,
          sessions: previous?.sessionId === sessionId ? previous.sessions : null,
          error,
        }));
      },
    );
    return () => replaced.abort();
  }, [sessionClient, sessionId, client, reloads, runCall]);

  // Another account's devices are nobody's business here, not even for a moment.
  if (list === null || list.sessionId !== sessionId) return notLoaded;
  return { ...list, refreshing: list.reload !== reloads };
}
