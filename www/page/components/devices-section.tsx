import type { Session } from "clerk-session";
import { explain } from "../explain.js";
import type { Devices } from "../use-devices.js";
import { DeviceList } from "./device-list.js";
import { ProblemNote } from "./problem-note.js";
import { Section } from "./section.js";
import { Skeleton } from "./skeleton.js";

interface DevicesSectionProps {
  readonly devices: Devices;
  readonly session: Session | null;
  readonly now: number;
  readonly onRefresh: () => void;
  readonly onRevoke: (device: Session) => void;
}

/** Every active session of the user. */
export function DevicesSection({ devices, session, now, onRefresh, onRevoke }: DevicesSectionProps) {
  const { sessions, error } = devices;
  const refresh = (
    <button type="button" onClick={onRefresh}>
      Refresh
    </button>
  );
  return (
    <Section
      title="Your devices"
      intro="Everywhere that the current account is signed in."
      aside={session && refresh}
    >
      {error !== null && (
        <ProblemNote explanation={explain(error)}>
          <button type="button" onClick={onRefresh}>
            Try again
          </button>
        </ProblemNote>
      )}
      {session === null ? (
        <p className="empty">Switch to an account to see its devices.</p>
      ) : sessions !== null ? (
        <>
          <DeviceList devices={sessions} currentId={session.id} now={now} onRevoke={onRevoke} />
          {sessions.length === 1 && <p className="empty">No other device is signed in to this account.</p>}
        </>
      ) : (
        error === null && <Skeleton label="Loading your devices…" />
      )}
    </Section>
  );
}
