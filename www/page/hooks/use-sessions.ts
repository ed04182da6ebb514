import type { Client, Session } from "clerk-session";
import { useCallback, useEffect, useState, useSyncExternalStore } from "react";
import { type Connection, connect } from "../api/connection.js";
import { type Instance, rememberInstance } from "../api/instance.js";
import { createSessionActions, type SessionActions } from "../api/session-actions.js";
import type { AddLogEntry, LogEntry, RunCall } from "../model/log.js";
import { type ConnectionStatus, useConnectionStatus } from "./use-connection-status.js";
import { type Devices, useDevices } from "./use-devices.js";
import { type ExternalChanges, useExternalChanges } from "./use-external-changes.js";
import { useLog } from "./use-log.js";

/** The state and the actions of the page. */
export interface Sessions extends SessionActions {
  readonly connection: Connection;
  readonly connectionStatus: ConnectionStatus;
  readonly loaded: boolean;
  readonly client: Client | null;
  readonly session: Session | null;
  /** The reason why the client could not be loaded; null if it could. */
  readonly error: unknown;
  readonly devices: Devices;
  readonly externalChanges: ExternalChanges;
  readonly log: readonly LogEntry[];
  readonly runCall: RunCall;
  readonly addLogEntry: AddLogEntry;
  readonly clearLog: () => void;
  readonly refresh: () => void;
  /** Whether a {@link refresh} is in flight. */
  readonly refreshing: boolean;
  /** @throws SessionError if the key is invalid; the previous instance then stays. */
  readonly changeInstance: (instance: Instance) => void;
}

/** Owns the SessionClient and the log. */
export function useSessions(initial: Connection): Sessions {
  const [connection, setConnection] = useState(initial);
  const [failure, setFailure] = useState<{ of: Connection; error: unknown } | null>(null);
  const [reloads, setReloads] = useState(0);
  const [completedReloads, setReloaded] = useState(0);
  const { log, runCall: runLoggedCall, addLogEntry, clearLog } = useLog();
  const { status, runCall } = useConnectionStatus(connection, runLoggedCall);
  const { sessionClient } = connection;
  const externalChanges = useExternalChanges(sessionClient, runCall, addLogEntry);

  const client = useSyncExternalStore(sessionClient.subscribe, () => sessionClient.client);
  const loaded = useSyncExternalStore(sessionClient.subscribe, () => sessionClient.loaded);
  const session = useSyncExternalStore(sessionClient.subscribe, () => sessionClient.session);
  const devices = useDevices(sessionClient, client, session, reloads, runCall);

  const getClient = useCallback(
    async (run: RunCall, signal?: AbortSignal) => {
      try {
        await run({
          call: "getClient()",
          intent: "ask for this browser's sessions",
          run: () => sessionClient.getClient(signal && { signal }),
          outcome: (client) =>
            `This browser holds ${count(client?.sessions.length ?? 0, "session")}`,
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
    void getClient(runCall, signal).then(() => {
      if (!signal.aborted) setReloaded(reloads);
    });
    return () => replaced.abort();
  }, [getClient, runCall, reloads]);

  // Tabs learn of each other's changes, but clerk-session sees no sign-in. A user who returns to
  // this tab may have signed in elsewhere.
  useEffect(() => {
    const replaced = new AbortController();
    const { signal } = replaced;
    const refreshIfVisible = () => {
      if (document.visibilityState === "visible") void getClient(runCall, signal);
    };
    document.addEventListener("visibilitychange", refreshIfVisible, { signal });
    return () => replaced.abort();
  }, [getClient, runCall]);

  const reload = () => setReloads((reloads) => reloads + 1);
  const { runChange } = externalChanges;
  const error = failure?.of === connection ? failure.error : null;
  return {
    connection,
    connectionStatus: error === null ? status : "failing",
    loaded,
    client,
    session,
    error,
    devices,
    externalChanges,
    log,
    runCall,
    addLogEntry,
    clearLog,
    refresh: reload,
    refreshing: completedReloads !== reloads || devices.refreshing,
    ...createSessionActions({
      connection,
      runChange,
      refreshClient: () => getClient(runChange),
      reload,
    }),

    changeInstance: (instance) => {
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
