import type { Client, Session } from "clerk-session";
import { useCallback, useEffect, useState, useSyncExternalStore } from "react";
import { type Connection, connect } from "./connection.js";
import { accountName, deviceInSentence } from "./describe.js";
import { type Instance, rememberInstance } from "./instance.js";
import { type Credentials, signIn } from "./sign-in.js";
import { type Devices, useDevices } from "./use-devices.js";
import { type LogEntry, useLog } from "./use-log.js";
import { type Standing, useStanding } from "./use-standing.js";

/** All that the page shows, and all that it can do. Every action resolves when it has happened and rejects when it has not. */
export interface Sessions {
  readonly connection: Connection;
  readonly standing: Standing;
  readonly loaded: boolean;
  readonly client: Client | null;
  readonly session: Session | null;
  /** Why the client could not be asked for; null: it could. */
  readonly error: unknown;
  readonly devices: Devices;
  readonly log: readonly LogEntry[];
  readonly clearLog: () => void;
  readonly refresh: () => void;
  /** Whether {@link refresh} was asked for and is not over. */
  readonly refreshing: boolean;
  readonly signIn: (credentials: Credentials) => Promise<void>;
  readonly switchTo: (session: Session) => Promise<void>;
  readonly signOut: (session: Session) => Promise<void>;
  readonly signOutAll: () => Promise<void>;
  readonly revoke: (device: Session) => Promise<void>;
  /** @throws SessionError where its key is none; then the old instance stays. */
  readonly useInstance: (instance: Instance) => void;
}

/** Owns the SessionClient and the log. */
export function useSessions(initial: Connection): Sessions {
  const [connection, setConnection] = useState(initial);
  const [failure, setFailure] = useState<{ of: Connection; error: unknown } | null>(null);
  const [reloads, setReloads] = useState(0);
  const [reloaded, setReloaded] = useState(0);
  const { log, ask: askAndLog, clearLog } = useLog();
  const { answering, ask } = useStanding(connection, askAndLog);
  const { sessionClient, instance } = connection;

  const client = useSyncExternalStore(sessionClient.subscribe, () => sessionClient.client);
  const loaded = useSyncExternalStore(sessionClient.subscribe, () => sessionClient.loaded);
  const session = useSyncExternalStore(sessionClient.subscribe, () => sessionClient.session);
  const devices = useDevices(sessionClient, client, session, reloads, ask);

  const getClient = useCallback(
    async (signal?: AbortSignal) => {
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
    [connection, sessionClient, ask],
  );

  useEffect(() => {
    const replaced = new AbortController();
    const { signal } = replaced;
    void getClient(signal).then(() => {
      if (!signal.aborted) setReloaded(reloads);
    });
    return () => replaced.abort();
  }, [getClient, reloads]);

  const error = failure?.of === connection ? failure.error : null;
  return {
    connection,
    standing: error === null ? answering : "failing",
    loaded,
    client,
    session,
    error,
    devices,
    log,
    clearLog,
    refresh: () => setReloads((reloads) => reloads + 1),
    refreshing: reloaded !== reloads || devices.refreshing,

    signIn: async (credentials) => {
      await ask({
        call: "POST /v1/client/sign_ins",
        intent: `sign in as ${credentials.identifier}`,
        ask: () => signIn(instance.options.proxyUrl ?? "", credentials),
        outcome: () => `Signed in as ${credentials.identifier}`,
      });
      await getClient();
    },

    switchTo: async (session) => {
      await ask({
        call: `touchSession("${session.id}", { intent: "select_session" })`,
        intent: `switch to ${accountName(session)}`,
        ask: () => sessionClient.touchSession(session, { intent: "select_session" }),
        outcome: () => `Switched to ${accountName(session)}`,
      });
    },

    signOut: async (session) => {
      const current = session.id === sessionClient.session?.id;
      await ask({
        call: current ? "deleteSession()" : `deleteSession("${session.id}")`,
        intent: `sign out ${accountName(session)}`,
        ask: () => (current ? sessionClient.deleteSession() : sessionClient.deleteSession(session)),
        outcome: (deleted) => `${accountName(session)} ${deleted === null ? "was" : "is"} signed out`,
      });
    },

    signOutAll: async () => {
      await ask({
        call: "deleteAllSessions()",
        intent: "sign out all accounts",
        ask: () => sessionClient.deleteAllSessions(),
        outcome: () => "All accounts on this browser are signed out",
      });
    },

    revoke: async (device) => {
      await ask({
        call: `revokeSession("${device.id}")`,
        intent: `sign out ${deviceInSentence(device)}`,
        ask: () => sessionClient.revokeSession(device),
        outcome: () => `${deviceInSentence(device)} is signed out`,
      });
      // The devices are no part of the client, whose change would ask for them again.
      setReloads((reloads) => reloads + 1);
    },

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
