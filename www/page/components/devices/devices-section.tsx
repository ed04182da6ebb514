import type { Session } from "clerk-session";
import { useRef } from "react";
import type { Devices } from "../../hooks/use-devices.js";
import { useFocusAfterLoss } from "../../hooks/use-lost-focus.js";
import { explain } from "../../model/explain.js";
import { RefreshButton } from "../controls/refresh-button.js";
import { Section } from "../controls/section.js";
import { Skeleton } from "../controls/skeleton.js";
import { ProblemNote } from "../notes/problem-note.js";
import { DeviceList } from "./device-list.js";

interface DevicesSectionProps {
  readonly devices: Devices;
  readonly session: Session | null;
  readonly now: number;
  /** Whether the page already shows why nothing can be listed. */
  readonly errorShown: boolean;
  readonly refreshing: boolean;
  readonly onRefresh: () => void;
  readonly onRevoke: (device: Session, name: string) => void;
  readonly onRevokeOthers: (devices: readonly Session[]) => void;
}

/** Lists every active session of the user. */
export function DevicesSection(props: DevicesSectionProps) {
  const { devices, session, now, errorShown, refreshing, onRefresh, onRevoke, onRevokeOthers } =
    props;
  const { sessions, error } = devices;
  const refresh = useRef<HTMLButtonElement>(null);
  const showsError = error !== null && !errorShown;
  useFocusAfterLoss(showsError ? 1 : 0, () => refresh.current);
  return (
    <Section
      title="Your devices"
      intro="Where the current account is signed in."
      aside={
        session && (
          <RefreshButton
            label="Refresh"
            ref={refresh}
            refreshing={refreshing}
            onRefresh={onRefresh}
          />
        )
      }
    >
      {showsError && (
        <ProblemNote explanation={explain(error)}>
          <RefreshButton label="Try again" refreshing={refreshing} onRefresh={onRefresh} />
        </ProblemNote>
      )}
      {session === null ? (
        <p className="empty">Switch to an account to see its devices.</p>
      ) : sessions !== null ? (
        <>
          <DeviceList devices={sessions} currentId={session.id} now={now} onRevoke={onRevoke} />
          {sessions.length > 1 ? (
            <div className="actions card-footer">
              <button
                type="button"
                className="quiet-danger"
                onClick={() => onRevokeOthers(sessions)}
              >
                Sign out all other devices
              </button>
            </div>
          ) : (
            <p className="empty">No other device is signed in to this account.</p>
          )}
        </>
      ) : error === null ? (
        <Skeleton label="Loading your devices…" />
      ) : (
        errorShown && <p className="empty">The devices could not be listed.</p>
      )}
    </Section>
  );
}
