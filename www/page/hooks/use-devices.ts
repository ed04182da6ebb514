import type { Client, Session, SessionClient } from "clerk-session";
import { useEffect, useState } from "react";
import type { Ask } from "./use-log.js";

/** Every active session of the user, wherever it runs. */
export interface Devices {
  /** Null: not heard yet. While a newer list is on its way, the older one stays. */
  readonly sessions: readonly Session[] | null;
  /** Why there is no newer list; null: there is none to come. */
  readonly error: unknown;
  /** Whether a newer list was asked for and has not come yet. */
  readonly refreshing: boolean;
}

interface Heard extends Omit<Devices, "refreshing"> {
  readonly as: string;
  /** Which of the `reloads` this answers. */
  readonly reload: number;
}

const notHeard: Devices = { sessions: null, error: null, refreshing: false };

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

  // biome-ignore lint/correctness/useExhaustiveDependencies: client is not read: a change of it is what asks again.
  useEffect(() => {
    if (as === null) return;
    const replaced = new AbortController();
    const { signal } = replaced;
    ask({
      call: "listActiveSessions()",
      intent: "list the devices",
      ask: () => sessionClient.listActiveSessions({ signal }),
      outcome: ({ length }) => `Listed ${length} active ${length === 1 ? "session" : "sessions"}`,
      signal,
    }).then(
      (sessions) => {
        if (!signal.aborted) setHeard({ as, reload: reloads, sessions, error: null });
      },
      (error) => {
        if (signal.aborted) return;
        setHeard((heard) => ({
          as,
          reload: reloads,
          sessions: heard?.as === as ? heard.sessions : null,
          error,
        }));
      },
    );
    return () => replaced.abort();
  }, [sessionClient, as, client, reloads, ask]);

  // Another account's devices are nobody's business here, not even for a moment.
  if (heard === null || heard.as !== as) return notHeard;
  return { ...heard, refreshing: heard.reload !== reloads };
}
