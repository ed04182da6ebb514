import { useNow } from "../../hooks/use-now.js";
import type { DecodedToken } from "../../model/decoded-token.js";

/** Counts a token's remaining lifetime down. Screen readers read it on demand, not every second. */
export function TimeLeft({ token: { lifetimeMs, expiresAt } }: { token: DecodedToken }) {
  const now = useNow(1_000);
  const lifetimeSeconds = Math.round(lifetimeMs / 1000);
  // The token may be newer than the last clock update.
  const remainingSeconds = Math.min(
    lifetimeSeconds,
    Math.max(0, Math.ceil((expiresAt - now) / 1000)),
  );
  return (
    <div className="time-left">
      <p role="timer" aria-label="Time left">
        <strong>{remainingSeconds} s</strong> left of {lifetimeSeconds}
      </p>
      <progress value={remainingSeconds} max={lifetimeSeconds} aria-label="Time left" />
    </div>
  );
}
