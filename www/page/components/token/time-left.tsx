import { useNow } from "../../hooks/use-now.js";
import type { DecodedToken } from "../../model/decoded-token.js";

/** How long a token is still good, counting. Screen readers say it when they come by, not every second. */
export function TimeLeft({ token: { lifetimeMs, expiresAt } }: { token: DecodedToken }) {
  const now = useNow(1_000);
  const lifetimeSeconds = Math.round(lifetimeMs / 1000);
  // It may have come after the last look at the clock.
  const remainingSeconds = Math.min(lifetimeSeconds, Math.max(0, Math.ceil((expiresAt - now) / 1000)));
  return (
    <div className="time-left">
      <p role="timer" aria-label="Time left">
        <strong>{remainingSeconds} s</strong> left of {lifetimeSeconds}
      </p>
      <progress value={remainingSeconds} max={lifetimeSeconds} aria-label="Time left" />
    </div>
  );
}
