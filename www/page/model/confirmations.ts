import type { Session } from "clerk-session";
import type { SessionActions } from "../api/session-actions.js";
import { accountName } from "./describe.js";

/** A sign-out to confirm. No sign-out can be undone. */
export interface Confirmation {
  readonly title: string;
  /** The failed action in a failure's text: "sign out Ada Lovelace". */
  readonly intent: string;
  readonly consequence: string;
  /** The label of the button. */
  readonly action: string;
  readonly act: () => Promise<void>;
}

/** Returns the confirmation for signing an account of this browser out. */
export function confirmSignOut(session: Session, { signOut }: SessionActions): Confirmation {
  return {
    title: `Sign out ${accountName(session)}?`,
    intent: `sign out ${accountName(session)}`,
    consequence: "This ends the session on this browser and no other. To come back, sign in again.",
    action: "Sign out",
    act: () => signOut(session),
  };
}

/** Returns the confirmation for signing all accounts of this browser out. */
export function confirmSignOutAll({ signOutAll }: SessionActions): Confirmation {
  return {
    title: "Sign out all accounts?",
    intent: "sign out all accounts",
    consequence: "This ends every session on this browser. Other devices stay signed in.",
    action: "Sign out all",
    act: signOutAll,
  };
}

/** Returns the confirmation for signing another device out. */
export function confirmDeviceSignOut(
  device: Session,
  name: string,
  { revoke }: SessionActions,
): Confirmation {
  return {
    title: `Sign out ${name}?`,
    intent: `sign out ${name}`,
    consequence: "That device has to sign in again. This cannot be undone from here.",
    action: "Sign out",
    act: () => revoke(device),
  };
}

/** Returns the confirmation for signing all other devices out. */
export function confirmOthersSignOut(
  devices: readonly Session[],
  { revokeOthers }: SessionActions,
): Confirmation {
  return {
    title: "Sign out all other devices?",
    intent: "sign out all other devices",
    consequence: "Only this browser stays signed in to the account. This cannot be undone.",
    action: "Sign out all",
    act: () => revokeOthers(devices),
  };
}
