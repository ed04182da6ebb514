import type { SessionActivity } from "clerk-session";

const TABLET =
  "M6 3h12a1.5 1.5 0 0 1 1.5 1.5v15A1.5 1.5 0 0 1 18 21H6a1.5 1.5 0 0 1-1.5-1.5v-15" +
  "A1.5 1.5 0 0 1 6 3Zm5 15h2";
const PHONE =
  "M8.5 2.5h7A1.5 1.5 0 0 1 17 4v16a1.5 1.5 0 0 1-1.5 1.5h-7A1.5 1.5 0 0 1 7 20V4" +
  "a1.5 1.5 0 0 1 1.5-1.5ZM11 18.5h2";
const COMPUTER = "M5.5 5h13A1.5 1.5 0 0 1 20 6.5V16H4V6.5A1.5 1.5 0 0 1 5.5 5ZM2 19h20";

/** An icon of a computer, a tablet or a telephone; it repeats the text beside it. */
export function DeviceIcon({ activity }: { activity: SessionActivity | null }) {
  return (
    <svg className="device-icon" viewBox="0 0 24 24" aria-hidden="true">
      {activity?.isMobile ? (
        activity.deviceType === "iPad" ? (
          <path d={TABLET} />
        ) : (
          <path d={PHONE} />
        )
      ) : (
        <path d={COMPUTER} />
      )}
    </svg>
  );
}
