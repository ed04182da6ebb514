import type { Session } from "clerk-session";
import { useRef } from "react";
import { explain } from "../explain.js";
import type { Devices } from "../use-devices.js";
import { useFocusAfterLoss } from "../use-lost-focus.js";
import { DeviceList } from "./device-list.js";
import { ProblemNote } from "./problem-note.js";
import { RefreshButton } from "./refresh-button.js";
import { Section } from "./section.js";
import { Skeleton } from "./skeleton.js";

interface DevicesSectionProps {
  readonly devices: Devices;
  readonly session: Session | null;
  readonly now: number;
  /** Whether the page says already why nothing can be listed. */
  readonly excused: boolean;
  readonly refreshing: boolean;
  readonly onRefresh: () => void;
  readonly onRevoke: (device: Session, name: string) => void;
}

/** Every active session of the user. */
export function DevicesSection(props: DevicesSectionProps) {
  const { devices, session, now, excused, refreshing, onRefresh, onRevoke } = props;
  const { sessions, error } = devices;
  const refresh = useRef<HTMLButtonElement>(null);
  const noted = error !== null && !excused;
  useFocusAfterLoss(noted ? 1 : 0, () => refresh.current);
  return (
    <Section
      title="Your devices"
      intro="Where the current account is signed in."
      aside={
        session && (
          <RefreshButton label="Refresh" ref={refresh} refreshing={refreshing} onRefresh={onRefresh} />
        )
      }
    >
      {noted && (
        <ProblemNote explanation={explain(error)}>
          <RefreshButton label="Try again" refreshing={refreshing} onRefresh={onRefresh} />
        </ProblemNote>
      )}
      {session === null ? (
        <p className="empty">Switch to an account to see its devices.</p>
      ) : sessions !== null ? (
        <>
          <DeviceList devices={sessions} currentId={session.id} now={now} onRevoke={onRevoke} />
          {sessions.length === 1 && <p className="empty">No other device is signed in to this account.</p>}
        </>
      ) : error === null ? (
        <Skeleton label="Loading your devices…" />
      ) : (
        excused && <p className="empty">They could not be listed.</p>
      )}
    </Section>
  );
}
