import { useRef } from "react";
import { signOutDevice, signOutOf, signOutOfAll } from "../confirmations.js";
import { isAlive } from "../describe.js";
import { explain } from "../explain.js";
import { useFocusOnChange } from "../use-lost-focus.js";
import { useNow } from "../use-now.js";
import type { Sessions } from "../use-sessions.js";
import { AccountsSection } from "./accounts-section.js";
import type { Confirmation } from "./confirmation-dialog.js";
import { DevicesSection } from "./devices-section.js";
import { ProblemNote } from "./problem-note.js";
import { Section } from "./section.js";
import { SignInSection } from "./sign-in-section.js";
import { Skeleton } from "./skeleton.js";

interface SessionsViewProps {
  readonly sessions: Sessions;
  readonly onAddAccount: () => void;
  readonly onConfirm: (confirmation: Confirmation) => void;
}

/** Loading, failed, signed out, signed in: one of these, and a failed refresh above what was known before. */
export function SessionsView({ sessions, onAddAccount, onConfirm }: SessionsViewProps) {
  const { connection, loaded, client, session, error, devices, refresh } = sessions;
  const now = useNow();
  const alive = client?.sessions.filter(isAlive) ?? [];
  const place = useRef<HTMLElement>(null);
  useFocusOnChange(place, loaded ? (alive.length === 0 ? "signed out" : "signed in") : null);

  return (
    <main ref={place}>
      {error !== null && (
        <ProblemNote explanation={explain(error)}>
          <button type="button" onClick={refresh}>
            Try again
          </button>
        </ProblemNote>
      )}
      {!loaded ? (
        error === null && (
          <Section title="This browser">
            <Skeleton label="Loading your sessions…" />
          </Section>
        )
      ) : alive.length === 0 ? (
        <SignInSection connection={connection} onSignIn={sessions.signIn} />
      ) : (
        <>
          <AccountsSection
            connection={connection}
            sessions={alive}
            currentId={session?.id ?? null}
            now={now}
            onAdd={onAddAccount}
            onSwitch={sessions.switchTo}
            onSignOut={(session) => onConfirm(signOutOf(session, sessions))}
            onSignOutAll={() => onConfirm(signOutOfAll(sessions))}
          />
          <DevicesSection
            devices={devices}
            session={session}
            now={now}
            onRefresh={refresh}
            onRevoke={(device) => onConfirm(signOutDevice(device, sessions))}
          />
        </>
      )}
    </main>
  );
}
