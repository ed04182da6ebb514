"use client";
// The entry `./react`. It requests through the SessionClient that the page provides, so it contains
// nothing of the module.
import { createContext, createElement, useContext, useSyncExternalStore } from "react";
import { createStore, initialState } from "./store.js";

const Context = createContext();

/** The stores of each SessionClient, by the data that they hold. */
const stores = new WeakMap();

const getInitialState = () => initialState;

const withoutClient = [() => () => {}, getInitialState];

/** Returns the state of the store with this key, which is made if it does not exist. */
function useStore(client, key, load, read, isToken) {
  let store = withoutClient;
  if (client && key) {
    const known = stores.get(client) ?? {};
    stores.set(client, known);
    store = known[key] ??= createStore(client, load, read, isToken);
  }
  return useSyncExternalStore(...store, getInitialState);
}

/**
 * Returns the state of a store of the current session. Its key contains the session, so that no
 * data of another account appears. If nobody is signed in, the data is null.
 */
function useSessionStore(name, load, isToken) {
  const client = useSessionClient();
  const current = useSession();
  const { data: session } = current;
  const key = session && [name, session.id, isToken && session.lastActiveOrganizationId].join();
  const state = useStore(
    client,
    key,
    (signal, isForced) => load(client, session.id, { signal }, isForced),
    undefined,
    isToken,
  );
  return session ? state : current;
}

export function SessionProvider({ client, children }) {
  return createElement(Context.Provider, { value: client }, children);
}

export function useSessionClient() {
  const client = useContext(Context);
  if (client === undefined) throw new Error("no <SessionProvider>");
  return client;
}

export function useClient() {
  const client = useSessionClient();
  return useStore(
    client,
    "client",
    (signal) => client.getClient({ signal }),
    () => (client.loaded ? client.client : undefined),
  );
}

export function useSession() {
  const client = useSessionClient();
  const state = useClient();
  return { ...state, data: state.data && client.session };
}

export function useSessions() {
  return useSessionStore("sessions", (client, as, options) =>
    client.listActiveSessions({ ...options, as }),
  );
}

export function useToken(options) {
  return useSessionStore(
    JSON.stringify(options) ?? "token",
    (client, session, request, skipCache) =>
      client.getToken({ ...options, ...request, session, skipCache }),
    true,
  );
}
