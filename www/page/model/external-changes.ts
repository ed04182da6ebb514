import type { Client } from "clerk-session";
import { accountName, isAlive } from "./describe.js";

const listFormat = new Intl.ListFormat("en");

/**
 * Describes the changes to this browser's sessions by another tab or device in a sentence; null if
 * no visible change. Ages, times and tokens change all the while.
 */
export function describeExternalChanges(before: Client, after: Client | null): string | null {
  const [old, now] = [aliveSessions(before), aliveSessions(after)];
  const ids = (sessions: typeof now) => new Set(sessions.map(({ id }) => id));
  const [oldIds, nowIds] = [ids(old), ids(now)];
  const signedOut = old.filter(({ id }) => !nowIds.has(id)).map(accountName);
  const signedIn = now.filter(({ id }) => !oldIds.has(id)).map(accountName);
  const current = now.find(({ id }) => id === after?.lastActiveSessionId);
  const switched = current && oldIds.has(current.id) && current.id !== before.lastActiveSessionId;
  const changes = [
    signedOut.length > 0 &&
      `${listFormat.format(signedOut)} ${signedOut.length > 1 ? "were" : "was"} signed out`,
    signedIn.length > 0 &&
      `${listFormat.format(signedIn)} ${signedIn.length > 1 ? "were" : "was"} signed in`,
    switched && `${accountName(current)} became the current account`,
  ].filter((change) => change !== false && change !== undefined);
  return changes.length > 0 ? `${listFormat.format(changes)} elsewhere.` : null;
}

function aliveSessions(client: Client | null) {
  return client?.sessions.filter(isAlive) ?? [];
}
