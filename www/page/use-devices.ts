import type { Client, Session, SessionClient } from "clerk-session";
import { useEffect, useState } from "react";
import type { Ask } from "./use-log.js";

/** Every active session of the user, wherever it runs. */
export interface Devices {
  /** Null: not heard yet. While a newer list is on its way, the older one stays. */
  readonly sessions: readonly Session[] | null;
  /** Why there is no newer list; null: there is none to come. */
  readonly error: unknown;
}

interface Heard extends Devices {
  readonly as: string;
}

const notHeard: Devices = { sessions: null, error: null };

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
  ask: Ask,
): Devices {
  const [heard, setHeard] = useState<Heard | null>(null);
  const as = session?.id ?? null;

  // biome-ignore lint/correctness/useExhaustiveDependencies: client and reloads are not read: a change of them is what asks again.
  useEffect(() => {
    if (as === null) return;
    const replaced = new AbortController();
    const { signal } = replaced;
    ask({
      call: "listActiveSessions()",
      intent: "List the devices",
      ask: () => sessionClient.listActiveSessions({ signal }),
      outcome: ({ length }) => `Listed ${length} active ${length === 1 ? "session" : "sessions"}`,
      signal,
    }).then(
      (sessions) => {
        if (!signal.aborted) setHeard({ as, sessions, error: null });
      },
      (error) => {
        if (signal.aborted) return;
        setHeard((heard) => ({ as, sessions: heard?.as === as ? heard.sessions : null, error }));
      },
    );
    return () => replaced.abort();
  }, [sessionClient, as, client, reloads, ask]);

  // Another account's devices are nobody's business here, not even for a moment.
  return heard !== null && heard.as === as ? heard : notHeard;
}
