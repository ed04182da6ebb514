import { useEffect, useState } from "react";

/** Accurate enough for "4 minutes ago". */
const defaultIntervalMs = 30_000;

/**
 * Returns the time in Unix milliseconds, and renders anew when it changes.
 *
 * @param intervalMs - the maximal age of the value, in milliseconds
 */
export function useNow(intervalMs = defaultIntervalMs): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), intervalMs);
    return () => clearInterval(timer);
  }, [intervalMs]);
  return now;
}
