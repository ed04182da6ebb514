import { useEffect, useState } from "react";

/** Fresh enough for "4 minutes ago". */
const usual = 30_000;

/**
 * The time in Unix milliseconds.
 *
 * @param everyMs - how old it may become, in milliseconds
 */
export function useNow(everyMs = usual): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}
