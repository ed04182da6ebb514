import type { Session } from "clerk-session";
import { useRef } from "react";
import { useFocusAfterRemoval } from "../../hooks/use-lost-focus.js";
import { deviceNames } from "../../model/describe.js";
import { DeviceRow } from "./device-row.js";

interface DeviceListProps {
  readonly devices: readonly Session[];
  /** The user's session on this browser. */
  readonly currentId: string | null;
  readonly now: number;
  readonly onRevoke: (device: Session, name: string) => void;
}

/** Lists the user's devices: this browser first, then by last activity. */
export function DeviceList({ devices, currentId, now, onRevoke }: DeviceListProps) {
  const list = useRef<HTMLUListElement>(null);
  const here = (session: Session) => Number(session.id === currentId);
  const sorted = devices.toSorted((a, b) => here(b) - here(a) || b.lastActiveAt - a.lastActiveAt);
  const names = deviceNames(sorted, now);
  useFocusAfterRemoval(
    list,
    sorted.map(({ id }) => id),
  );
  return (
    <ul className="rows" ref={list}>
      {sorted.map((device) => (
        <DeviceRow
          key={device.id}
          device={device}
          name={names.get(device.id) ?? ""}
          current={device.id === currentId}
          now={now}
          onRevoke={onRevoke}
        />
      ))}
    </ul>
  );
}
