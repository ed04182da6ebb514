import { useNow } from "../../hooks/use-now.js";
import type { ShownToken } from "../../model/decoded-token.js";

/** How long a token is still good, counting. Screen readers say it when they come by, not every second. */
export function TimeLeft({ token: { lifeMs, endsAt } }: { token: ShownToken }) {
  const now = useNow(1_000);
  const life = Math.round(lifeMs / 1000);
  // It may have come after the last look at the clock.
  const left = Math.min(life, Math.max(0, Math.ceil((endsAt - now) / 1000)));
  return (
    <div className="time-left">
      <p role="timer" aria-label="Time left">
        <strong>{left} s</strong> left of {life}
      </p>
      <progress value={left} max={life} aria-label="Time left" />
    </div>
  );
}
