import type { Session, SessionActivity } from "clerk-session";
import { relativeTime } from "./relative-time.js";

/** Returns "Safari on iPhone". */
export function deviceName(activity: SessionActivity | null): string {
  const browser = activity?.browserName;
  const device = activity?.deviceType === "Macintosh" ? "Mac" : activity?.deviceType;
  if (browser && device) return `${browser} on ${device}`;
  return browser || device || "Unknown device";
}

/** Returns "Lisbon, Portugal"; null if the place is unknown, as for a loopback address. */
export function placeName(activity: SessionActivity | null): string | null {
  return [activity?.city, activity?.country].filter(Boolean).join(", ") || null;
}

/** Returns a device's name within a sentence: "Safari on iPhone in Lisbon". */
export function deviceInSentence({ latestActivity }: Session): string {
  const city = latestActivity?.city;
  return deviceName(latestActivity) + (city ? ` in ${city}` : "");
}

/**
 * Returns the names of the devices of a list, by session id. Devices with equal names are
 * distinguished by their position and their last activity.
 */
export function deviceNames(devices: readonly Session[], now: number): ReadonlyMap<string, string> {
  return new Map(
    devices.map((device) => {
      const name = deviceInSentence(device);
      const alike = devices.filter((other) => deviceInSentence(other) === name);
      if (alike.length === 1) return [device.id, name];
      const position = `${alike.indexOf(device) + 1} of ${alike.length}`;
      return [
        device.id,
        `${name}, ${position}, last active ${relativeTime(device.lastActiveAt, now)}`,
      ];
    }),
  );
}

/** Returns the account's identifier, mostly an email address. */
export function accountIdentifier({ publicUserData, user }: Session): string {
  const primary = user?.emailAddresses.find(({ id }) => id === user.primaryEmailAddressId);
  return publicUserData?.identifier ?? primary?.emailAddress ?? user?.username ?? "Unknown account";
}

/** Returns "Ada Lovelace", or the identifier if the user has no name. */
export function accountName(session: Session): string {
  const { firstName, lastName } = session.user ?? session.publicUserData ?? {};
  return [firstName, lastName].filter(Boolean).join(" ") || accountIdentifier(session);
}

/**
 * Returns an organization's name, or its id if the name is unknown. Null is the personal account.
 */
export function organizationName({ user }: Session, id: string | null): string {
  if (id === null) return "Personal account";
  const membership = user?.organizationMemberships.find(
    ({ organization }) => organization?.id === id,
  );
  return membership?.organization?.name ?? id;
}

const endedStatuses = new Set(["abandoned", "ended", "expired", "removed", "replaced", "revoked"]);

/**
 * Returns whether the session may still be signed in. An unknown status counts as alive, to be
 * cautious.
 */
export function isAlive({ status }: Session): boolean {
  return !endedStatuses.has(status);
}
