import { useState } from "react";
import type { LogEntry } from "../model/log.js";
import { Section } from "./controls/section.js";

const clock = new Intl.DateTimeFormat("en", { timeStyle: "medium", hourCycle: "h23" });

/** Shows the log, newest entry first; screen readers read new entries out. */
export function ActivityLog({ log, onClear }: { log: readonly LogEntry[]; onClear: () => void }) {
  const [cleared, setCleared] = useState(false);

  function clear() {
    onClear();
    setCleared(true);
  }

  return (
    <Section
      title="What happened"
      aside={
        log.length > 0 && (
          <button type="button" onClick={clear}>
            Clear
          </button>
        )
      }
    >
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, by the keyboard too. */}
      <div role="log" aria-label="What happened" className="log" tabIndex={0}>
        {log.length === 0 ? (
          <p className="empty">{cleared ? "Nothing since it was cleared." : "Nothing yet."}</p>
        ) : (
          <ol>
            {log.map(({ id, at, text, call, durationMs, failed }) => (
              <li key={id} className={failed ? "failed" : "done"}>
                <p>{text}</p>
                <p className="fine-print">
                  <code>{call}</code>
                </p>
                <p className="fine-print">
                  <time dateTime={new Date(at).toISOString()}>{clock.format(at)}</time>
                  {durationMs !== null && ` · ${Math.round(durationMs)} ms`}
                  {failed && " · failed"}
                </p>
              </li>
            ))}
          </ol>
        )}
      </div>
    </Section>
  );
}
