import type { RevokedSessions, Session } from "clerk-session";
import { deviceInSentence } from "./describe.js";

/** The failure to sign out some of the other devices. The message names each. */
export class RemainingDevicesError extends Error {
  /** @param devices - the page's list, which has names for the sessions that it holds */
  constructor({ revoked, failed }: RevokedSessions, devices: readonly Session[]) {
    const names = failed.map(({ session }) => {
      const listed = devices.find(({ id }) => id === session.id) ?? session;
      return deviceInSentence(listed);
    });
    const total = revoked.length + failed.length;
    super(`${revoked.length} of ${total} devices are signed out, but not ${names.join(", ")}`, {
      cause: failed[0]?.error,
    });
  }
}

/** Describes a sign-out of all other devices that succeeded. */
export function describeRevoked(count: number): string {
  return `${count} other ${count === 1 ? "device is" : "devices are"} signed out`;
}
