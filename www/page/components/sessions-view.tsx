import { useRef } from "react";
import { useFocusAfterLoss, useFocusOnChange } from "../hooks/use-lost-focus.js";
import { useNow } from "../hooks/use-now.js";
import type { Sessions } from "../hooks/use-sessions.js";
import type { UnseenFailure } from "../hooks/use-unseen-failures.js";
import type { Confirmation } from "../model/confirmations.js";
import {
  confirmDeviceSignOut,
  confirmOthersSignOut,
  confirmSignOut,
  confirmSignOutAll,
} from "../model/confirmations.js";
import { isAlive } from "../model/describe.js";
import { explain } from "../model/explain.js";
import { AccountsSection } from "./accounts/accounts-section.js";
import { AuthorizationSection } from "./authorization/authorization-section.js";
import { RefreshButton } from "./controls/refresh-button.js";
import { Section } from "./controls/section.js";
import { Skeleton } from "./controls/skeleton.js";
import { DevicesSection } from "./devices/devices-section.js";
import { ExternalChangeNote } from "./notes/external-change-note.js";
import { ProblemNote } from "./notes/problem-note.js";
import { UnseenFailureNotes } from "./notes/unseen-failure-notes.js";
import { PrivateNoteSection } from "./reverification/private-note-section.js";
import { SignInSection } from "./sign-in/sign-in-section.js";
import { TokenSection } from "./token/token-section.js";

interface SessionsViewProps {
  readonly sessions: Sessions;
  readonly unseenFailures: readonly UnseenFailure[];
  readonly onDismiss: (seen: UnseenFailure) => void;
  readonly onAddAccount: () => void;
  readonly onConfirm: (confirmation: Confirmation) => void;
}

/**
 * Shows one state: loading, failed, signed out or signed in. A failed refresh is shown above the
 * last known state.
 */
export function SessionsView(props: SessionsViewProps) {
  const { sessions, unseenFailures, onDismiss, onAddAccount, onConfirm } = props;
  const {
    connection,
    loaded,
    client,
    session,
    error,
    devices,
    externalChanges,
    refresh,
    refreshing,
  } = sessions;
  const now = useNow();
  const alive = client?.sessions.filter(isAlive) ?? [];
  const place = useRef<HTMLElement>(null);
  useFocusOnChange(place, loaded ? (alive.length === 0 ? "signed out" : "signed in") : null);
  const notes = [error, externalChanges.change].filter((note) => note !== null).length;
  useFocusAfterLoss(unseenFailures.length + notes, () => place.current?.querySelector("h2"));

  return (
    <main ref={place}>
      <UnseenFailureNotes failures={unseenFailures} onDismiss={onDismiss} />
      {externalChanges.change !== null && (
        <ExternalChangeNote change={externalChanges.change} onDismiss={externalChanges.dismiss} />
      )}
      {error !== null && (
        <ProblemNote explanation={explain(error)}>
          <RefreshButton label="Try again" refreshing={refreshing} onRefresh={refresh} />
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
            onSignOut={(session) => onConfirm(confirmSignOut(session, sessions))}
            onSignOutAll={() => onConfirm(confirmSignOutAll(sessions))}
          />
          <DevicesSection
            devices={devices}
            session={session}
            now={now}
            errorShown={error !== null}
            refreshing={refreshing}
            onRefresh={refresh}
            onRevoke={(device, name) => onConfirm(confirmDeviceSignOut(device, name, sessions))}
            onRevokeOthers={(devices) => onConfirm(confirmOthersSignOut(devices, sessions))}
          />
          {session && (
            <>
              <TokenSection sessions={sessions} current={session} alive={alive} />
              <AuthorizationSection
                key={`authorization ${session.id}`}
                session={session}
                onSwitchOrganization={sessions.switchOrganization}
              />
              <PrivateNoteSection
                key={`note ${session.id}`}
                sessions={sessions}
                session={session}
              />
            </>
          )}
        </>
      )}
    </main>
  );
}
