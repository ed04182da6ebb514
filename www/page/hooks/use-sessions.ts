import type { Client, Session } from "clerk-session";
import { useCallback, useEffect, useState, useSyncExternalStore } from "react";
import { type Connection, connect } from "../api/connection.js";
import { type Instance, rememberInstance } from "../api/instance.js";
import { type SessionActions, sessionActions } from "../api/session-actions.js";
import { type Standing, useStanding } from "./use-connection-status.js";
import { type Devices, useDevices } from "./use-devices.js";
import { type Elsewhere, useElsewhere } from "./use-external-changes.js";
import { type Ask, type LogEntry, type Note, useLog } from "./use-log.js";

/** All that the page shows, and all that it can do. */
export interface Sessions extends SessionActions {
  readonly connection: Connection;
  readonly standing: Standing;
  readonly loaded: boolean;
  readonly client: Client | null;
  readonly session: Session | null;
  /** Why the client could not be asked for; null: it could. */
  readonly error: unknown;
  readonly devices: Devices;
  readonly elsewhere: Elsewhere;
  readonly log: readonly LogEntry[];
  readonly ask: Ask;
  readonly note: Note;
  readonly clearLog: () => void;
  readonly refresh: () => void;
  /** Whether {@link refresh} was asked for and is not over. */
  readonly refreshing: boolean;
  /** @throws SessionError where its key is none; then the old instance stays. */
  readonly useInstance: (instance: Instance) => void;
}

/** Owns the SessionClient and the log. */
export function useSessions(initial: Connection): Sessions {
  const [connection, setConnection] = useState(initial);
  const [failure, setFailure] = useState<{ of: Connection; error: unknown } | null>(null);
  const [reloads, setReloads] = useState(0);
  const [reloaded, setReloaded] = useState(0);
  const { log, ask: askAndLog, note, clearLog } = useLog();
  const { answering, ask } = useStanding(connection, askAndLog);
  const { sessionClient } = connection;
  const elsewhere = useElsewhere(sessionClient, ask, note);

  const client = useSyncExternalStore(sessionClient.subscribe, () => sessionClient.client);
  const loaded = useSyncExternalStore(sessionClient.subscribe, () => sessionClient.loaded);
  const session = useSyncExternalStore(sessionClient.subscribe, () => sessionClient.session);
  const devices = useDevices(sessionClient, client, session, reloads, ask);

  const getClient = useCallback(
    async (ask: Ask, signal?: AbortSignal) => {
      try {
        await ask({
          call: "getClient()",
          intent: "ask for this browser's sessions",
          ask: () => sessionClient.getClient(signal && { signal }),
          outcome: (client) => `This browser holds ${count(client?.sessions.length ?? 0, "session")}`,
          ...(signal && { signal }),
        });
        setFailure(null);
      } catch (error) {
        if (!signal?.aborted) setFailure({ of: connection, error });
      }
    },
    [connection, sessionClient],
  );

  useEffect(() => {
    const replaced = new AbortController();
    const { signal } = replaced;
    void getClient(ask, signal).then(() => {
      if (!signal.aborted) setReloaded(reloads);
    });
    return () => replaced.abort();
  }, [getClient, ask, reloads]);

  // Tabs hear of each other's changes, but a sign-in is none that clerk-session sees: who comes back may have signed in elsewhere.
  useEffect(() => {
    const replaced = new AbortController();
    const { signal } = replaced;
    const look = () => {
      if (document.visibilityState === "visible") void getClient(ask, signal);
    };
    document.addEventListener("visibilitychange", look, { signal });
    return () => replaced.abort();
  }, [getClient, ask]);

  const reload = () => setReloads((reloads) => reloads + 1);
  const { act } = elsewhere;
  const error = failure?.of === connection ? failure.error : null;
  return {
    connection,
    standing: error === null ? answering : "failing",
    loaded,
    client,
    session,
    error,
    devices,
    elsewhere,
    log,
    ask,
    note,
    clearLog,
    refresh: reload,
    refreshing: reloaded !== reloads || devices.refreshing,
    ...sessionActions({ connection, act, getClient: () => getClient(act), reload }),

    useInstance: (instance) => {
      const next = connect(instance);
      sessionClient.close();
      rememberInstance(instance);
      setConnection(next);
    },
  };
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
