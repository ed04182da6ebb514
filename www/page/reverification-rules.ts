import type { SessionClient } from "clerk-session";

/** What startVerification is asked for. */
export type Level = Parameters<SessionClient["startVerification"]>[0]["level"];

/**
 * The rules of checkAuthorization, from the strictest, and what to verify where one is not fulfilled:
 * https://clerk.com/docs/guides/secure/reverification. Who has only one factor is asked for that one.
 */
export const reverificationRules = [
  { id: "strict_mfa", label: "strict_mfa: both factors, under 10 minutes ago", level: "multi_factor" },
  { id: "strict", label: "strict: second factor, under 10 minutes ago", level: "second_factor" },
  { id: "moderate", label: "moderate: second factor, under an hour ago", level: "second_factor" },
  { id: "lax", label: "lax: second factor, under a day ago", level: "second_factor" },
] as const satisfies { id: string; label: string; level: Level }[];

export type ReverificationRule = (typeof reverificationRules)[number];
