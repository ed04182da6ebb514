import type { Session } from "clerk-session";
import type { SessionActions } from "../api/session-actions.js";
import { accountName } from "./describe.js";

/** A sign-out, about to be done: none can be undone. */
export interface Confirmation {
  readonly title: string;
  /** "sign out Ada Lovelace": what a failure is a failure to do. */
  readonly intent: string;
  readonly consequence: string;
  /** What the button says. */
  readonly action: string;
  readonly act: () => Promise<void>;
}

/** What is asked before an account of this browser is signed out. */
export function confirmSignOut(session: Session, { signOut }: SessionActions): Confirmation {
  return {
    title: `Sign out ${accountName(session)}?`,
    intent: `sign out ${accountName(session)}`,
    consequence: "This ends the session on this browser and no other. To come back, sign in again.",
    action: "Sign out",
    act: () => signOut(session),
  };
}

/** … before all of them are. */
export function confirmSignOutAll({ signOutAll }: SessionActions): Confirmation {
  return {
    title: "Sign out all accounts?",
    intent: "sign out all accounts",
    consequence: "This ends every session on this browser. Other devices stay signed in.",
    action: "Sign out all",
    act: signOutAll,
  };
}

/** … and before another device is. */
export function confirmDeviceSignOut(
  device: Session,
  name: string,
  { revoke }: SessionActions,
): Confirmation {
  return {
    title: `Sign out ${name}?`,
    intent: `sign out ${name}`,
    consequence: "Whoever uses that device has to sign in again. This cannot be undone from here.",
    action: "Sign out",
    act: () => revoke(device),
  };
}
