import { relativeTime } from "../model/relative-time.js";

const absolute = new Intl.DateTimeFormat("en", { dateStyle: "medium", timeStyle: "short" });

/** Shows "4 minutes ago", with the exact time as its tooltip. */
export function RelativeTime({ at, now }: { at: number; now: number }) {
  return (
    <time dateTime={new Date(at).toISOString()} title={absolute.format(at)}>
      {relativeTime(at, now)}
    </time>
  );
}
