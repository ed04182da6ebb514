import type { Session } from "clerk-session";
import type { Confirmation } from "../components/confirmation-dialog.js";
import type { Sessions } from "../hooks/use-sessions.js";
import { accountName } from "./describe.js";

/** What is asked before an account of this browser is signed out. */
export function signOutOf(session: Session, { signOut }: Sessions): Confirmation {
  return {
    title: `Sign out ${accountName(session)}?`,
    intent: `sign out ${accountName(session)}`,
    consequence: "This ends the session on this browser and no other. To come back, sign in again.",
    action: "Sign out",
    act: () => signOut(session),
  };
}

/** … before all of them are. */
export function signOutOfAll({ signOutAll }: Sessions): Confirmation {
  return {
    title: "Sign out all accounts?",
    intent: "sign out all accounts",
    consequence: "This ends every session on this browser. Other devices stay signed in.",
    action: "Sign out all",
    act: signOutAll,
  };
}

/** … and before another device is. */
export function signOutDevice(device: Session, name: string, { revoke }: Sessions): Confirmation {
  return {
    title: `Sign out ${name}?`,
    intent: `sign out ${name}`,
    consequence: "Whoever uses that device has to sign in again. This cannot be undone from here.",
    action: "Sign out",
    act: () => revoke(device),
  };
}
