import type { Session, SessionActivity } from "clerk-session";
import { relativeTime } from "./relative-time.js";

/** "Safari on iPhone". */
export function deviceName(activity: SessionActivity | null): string {
  const browser = activity?.browserName;
  const device = activity?.deviceType === "Macintosh" ? "Mac" : activity?.deviceType;
  if (browser && device) return `${browser} on ${device}`;
  return browser || device || "Unknown device";
}

/** "Lisbon, Portugal"; null where it is not known, as for a loopback address. */
export function placeName(activity: SessionActivity | null): string | null {
  return [activity?.city, activity?.country].filter(Boolean).join(", ") || null;
}

/** A device as a sentence names it: "Safari on iPhone in Lisbon". */
export function deviceInSentence({ latestActivity }: Session): string {
  const city = latestActivity?.city;
  return deviceName(latestActivity) + (city ? ` in ${city}` : "");
}

/**
 * What the devices of a list are called, by session id: as in a sentence, and those that would share that name by their
 * place in the list and their last activity too.
 */
export function deviceNames(devices: readonly Session[], now: number): ReadonlyMap<string, string> {
  return new Map(
    devices.map((device) => {
      const name = deviceInSentence(device);
      const alike = devices.filter((other) => deviceInSentence(other) === name);
      if (alike.length === 1) return [device.id, name];
      const position = `${alike.indexOf(device) + 1} of ${alike.length}`;
      return [device.id, `${name}, ${position}, last active ${relativeTime(device.lastActiveAt, now)}`];
    }),
  );
}

/** Who is signed in: the identifier, as email addresses mostly are. */
export function accountIdentifier({ publicUserData, user }: Session): string {
  const primary = user?.emailAddresses.find(({ id }) => id === user.primaryEmailAddressId);
  return publicUserData?.identifier ?? primary?.emailAddress ?? user?.username ?? "Unknown account";
}

/** "Ada Lovelace"; the identifier of somebody who has given no name. */
export function accountName(session: Session): string {
  const { firstName, lastName } = session.user ?? session.publicUserData ?? {};
  return [firstName, lastName].filter(Boolean).join(" ") || accountIdentifier(session);
}

/** What an organization of the user is called: its id, if it has no name here. Null: the personal account. */
export function organizationName({ user }: Session, id: string | null): string {
  if (id === null) return "Personal account";
  const membership = user?.organizationMemberships.find(({ organization }) => organization?.id === id);
  return membership?.organization?.name ?? id;
}

const endedStatuses = new Set(["abandoned", "ended", "expired", "removed", "replaced", "revoked"]);

/** Whether it may still be signed in: an unknown status counts, as the cautious reading. */
export function isAlive({ status }: Session): boolean {
  return !endedStatuses.has(status);
}
