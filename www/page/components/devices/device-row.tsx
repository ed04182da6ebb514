import type { Session } from "clerk-session";
import { deviceName, placeName } from "../../model/describe.js";
import { RelativeTime } from "../relative-time.js";
import { DeviceIcon } from "./device-icon.js";

interface DeviceRowProps {
  readonly device: Session;
  /** A name that is unique in the list. */
  readonly name: string;
  readonly current: boolean;
  readonly now: number;
  readonly onRevoke: (device: Session, name: string) => void;
}

/** Shows one device of the user. The list of accounts signs this browser out. */
export function DeviceRow({ device, name, current, now, onRevoke }: DeviceRowProps) {
  const activity = device.latestActivity;
  const place = placeName(activity);
  const version = activity?.browserVersion?.split(".")[0];
  return (
    <li className="row" tabIndex={-1} aria-current={current || undefined}>
      <DeviceIcon activity={activity} />
      <div className="row-text">
        <p className="row-title">
          <strong>{deviceName(activity)}</strong>
          {current && <span className="badge">This device</span>}
        </p>
        <p className="row-detail">
          <span>{place ?? activity?.ipAddress ?? "Unknown place"}</span>
          <span>
            {"Last active "}
            <RelativeTime at={device.lastActiveAt} now={now} />
          </span>
        </p>
        <p className="row-detail fine-print">
          {place && activity?.ipAddress && <span className="address">{activity.ipAddress}</span>}
          {version && <span>Version {version}</span>}
        </p>
      </div>
      {!current && (
        <div className="row-actions">
          <button
            type="button"
            className="quiet-danger"
            aria-label={`Sign out ${name}`}
            onClick={() => onRevoke(device, name)}
          >
            Sign out
          </button>
        </div>
      )}
    </li>
  );
}
