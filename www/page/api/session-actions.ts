import type { Session } from "clerk-session";
import { accountName, deviceInSentence, organizationName } from "../model/describe.js";
import type { RunCall } from "../model/log.js";
import { describeRevoked, RemainingDevicesError } from "../model/remaining-devices.js";
import { addPasskey } from "./add-passkey.js";
import type { Connection } from "./connection.js";
import { type Credentials, signIn } from "./sign-in.js";

/**
 * The actions that a user can take on the page. Each resolves after the server confirms, and
 * rejects on failure.
 */
export interface SessionActions {
  readonly signIn: (credentials: Credentials) => Promise<void>;
  readonly switchTo: (session: Session) => Promise<void>;
  /** `organizationId` is null for the personal account. */
  readonly switchOrganization: (session: Session, organizationId: string | null) => Promise<void>;
  readonly signOut: (session: Session) => Promise<void>;
  readonly signOutAll: () => Promise<void>;
  readonly revoke: (device: Session) => Promise<void>;
  /**
   * Signs out all other devices. `devices` is the page's list, which names them. If some remain, it
   * rejects with a RemainingDevicesError.
   */
  readonly revokeOthers: (devices: readonly Session[]) => Promise<void>;
  readonly addPasskey: (session: Session) => Promise<void>;
}

/** The dependencies of the actions. */
interface ActionDeps {
  readonly connection: Connection;
  /** Runs a logged call that changes this browser's sessions. */
  readonly runChange: RunCall;
  /** Refreshes the client after a change that bypassed clerk-session. */
  readonly refreshClient: () => Promise<void>;
  /** Reloads the devices, which the client does not include. */
  readonly reload: () => void;
}

export function createSessionActions({
  connection,
  runChange,
  refreshClient,
  reload,
}: ActionDeps): SessionActions {
  const { sessionClient, instance } = connection;
  const frontendApi = instance.options.proxyUrl ?? "";
  return {
    signIn: async (credentials) => {
      await runChange({
        call: "POST /v1/client/sign_ins",
        intent: `sign in as ${credentials.identifier}`,
        run: () => signIn(frontendApi, credentials),
        outcome: () => `Signed in as ${credentials.identifier}`,
      });
      await refreshClient();
    },

    switchTo: async (session) => {
      await runChange({
        call: `touchSession("${session.id}", { intent: "select_session" })`,
        intent: `switch to ${accountName(session)}`,
        run: () => sessionClient.touchSession(session, { intent: "select_session" }),
        outcome: () => `Switched to ${accountName(session)}`,
      });
    },

    switchOrganization: async (session, organizationId) => {
      const name = organizationName(session, organizationId);
      const options = `{ organizationId: ${JSON.stringify(organizationId)} }`;
      await runChange({
        call: `touchSession("${session.id}", ${options})`,
        intent: `switch to ${name}`,
        run: () => sessionClient.touchSession(session, { organizationId, intent: "select_org" }),
        outcome: () => `Switched to ${name}`,
      });
    },

    signOut: async (session) => {
      const current = session.id === sessionClient.session?.id;
      await runChange({
        call: current ? "deleteSession()" : `deleteSession("${session.id}")`,
        intent: `sign out ${accountName(session)}`,
        run: () => (current ? sessionClient.deleteSession() : sessionClient.deleteSession(session)),
        outcome: (deleted) =>
          `${accountName(session)} ${deleted === null ? "was" : "is"} signed out`,
      });
    },

    signOutAll: async () => {
      await runChange({
        call: "deleteAllSessions()",
        intent: "sign out all accounts",
        run: () => sessionClient.deleteAllSessions(),
        outcome: () => "All accounts on this browser are signed out",
      });
    },

    revoke: async (device) => {
      await runChange({
        call: `revokeSession("${device.id}")`,
        intent: `sign out ${deviceInSentence(device)}`,
        run: () => sessionClient.revokeSession(device),
        outcome: () => `${deviceInSentence(device)} is signed out`,
      });
      reload();
    },

    revokeOthers: async (devices) => {
      const run = async () => {
        const outcome = await sessionClient.revokeOtherSessions();
        if (outcome.failed.length > 0) throw new RemainingDevicesError(outcome, devices);
        return outcome.revoked.length;
      };
      try {
        await runChange({
          call: "revokeOtherSessions()",
          intent: "sign out all other devices",
          run,
          outcome: describeRevoked,
        });
      } finally {
        reload();
      }
    },

    addPasskey: async (session) => {
      await runChange({
        call: "POST /v1/me/passkeys",
        intent: "add a passkey",
        run: () => addPasskey(frontendApi, session.id),
        outcome: () => `${accountName(session)} has a new passkey`,
      });
      await refreshClient();
    },
  };
}
