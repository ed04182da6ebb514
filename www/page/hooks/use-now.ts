import { useEffect, useState } from "react";

/** Fresh enough for "4 minutes ago". */
const defaultIntervalMs = 30_000;

/**
 * The time in Unix milliseconds.
 *
 * @param intervalMs - how old it may become, in milliseconds
 */
export function useNow(intervalMs = defaultIntervalMs): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), intervalMs);
    return () => clearInterval(timer);
  }, [intervalMs]);
  return now;
}
