const units = [
  ["year", 365 * 86_400_000],
  ["month", 30 * 86_400_000],
  ["week", 7 * 86_400_000],
  ["day", 86_400_000],
  ["hour", 3_600_000],
  ["minute", 60_000],
] as const satisfies [Intl.RelativeTimeFormatUnit, number][];

const relative = new Intl.RelativeTimeFormat("en", { numeric: "auto" });

/**
 * Returns "4 minutes ago"; both times are in Unix milliseconds. Under a minute it is "just now":
 * seconds do not matter to a reader, and clocks differ by some.
 */
export function relativeTime(at: number, now: number): string {
  const elapsed = at - now;
  for (const [unit, length] of units) {
    if (Math.abs(elapsed) >= length) return relative.format(Math.trunc(elapsed / length), unit);
  }
  return "just now";
}
