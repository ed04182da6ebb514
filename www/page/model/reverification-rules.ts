import type { SessionClient } from "clerk-session";

/** The level of startVerification. */
export type Level = Parameters<SessionClient["startVerification"]>[0]["level"];

/**
 * The rules of checkAuthorization, from the strictest, and the level to verify if one is not
 * fulfilled: https://clerk.com/docs/guides/secure/reverification. A user with one factor verifies
 * that one. If a second factor has never been verified, the first decides.
 */
export const reverificationRules = [
  {
    id: "strict_mfa",
    hint: "Both factors, or else the first, under 10 minutes ago.",
    level: "multi_factor",
  },
  {
    id: "strict",
    hint: "The second factor, or else the first, under 10 minutes ago.",
    level: "second_factor",
  },
  {
    id: "moderate",
    hint: "The second factor, or else the first, under an hour ago.",
    level: "second_factor",
  },
  {
    id: "lax",
    hint: "The second factor, or else the first, under a day ago.",
    level: "second_factor",
  },
] as const satisfies { id: string; hint: string; level: Level }[];

export type ReverificationRule = (typeof reverificationRules)[number];
