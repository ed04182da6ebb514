import type { Client } from "clerk-session";
import { accountName, isAlive } from "./describe.js";

const list = new Intl.ListFormat("en");

/**
 * What another tab or another device has done to this browser's sessions, as a sentence; null: nothing that anybody would
 * notice. Ages, times and tokens change all the while.
 */
export function changesElsewhere(before: Client, after: Client | null): string | null {
  const [old, now] = [aliveIn(before), aliveIn(after)];
  const ids = (sessions: typeof now) => new Set(sessions.map(({ id }) => id));
  const [oldIds, nowIds] = [ids(old), ids(now)];
  const gone = old.filter(({ id }) => !nowIds.has(id)).map(accountName);
  const come = now.filter(({ id }) => !oldIds.has(id)).map(accountName);
  const current = now.find(({ id }) => id === after?.lastActiveSessionId);
  const switched = current && oldIds.has(current.id) && current.id !== before.lastActiveSessionId;
  const changes = [
    gone.length > 0 && `${list.format(gone)} ${gone.length > 1 ? "were" : "was"} signed out`,
    come.length > 0 && `${list.format(come)} ${come.length > 1 ? "were" : "was"} signed in`,
    switched && `${accountName(current)} became the current account`,
  ].filter((change) => change !== false && change !== undefined);
  return changes.length > 0 ? `${list.format(changes)} elsewhere.` : null;
}

function aliveIn(client: Client | null) {
  return client?.sessions.filter(isAlive) ?? [];
}
