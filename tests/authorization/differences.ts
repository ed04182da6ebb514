import type { Session } from "clerk-session";
import { claimsOf } from "./clerk.js";

/** The properties of an authorization check. */
export const DIMENSIONS = ["role", "permission", "feature", "plan", "reverification"] as const;
export type Dimension = (typeof DIMENSIONS)[number];

/**
 * A known difference. For each affected dimension, the function returns whether the difference
 * shows when this dimension alone is checked.
 */
type Difference = Partial<Record<Dimension, (session: Session, required: unknown) => boolean>>;

const isEmpty = (_: Session, required: unknown) => required === "";

const hasOddSpace =
  (claim: "fea" | "pla") =>
  ({ lastActiveToken }: Session) =>
    /[\v\u{a0}\u{1680}\u{2000}-\u{200a}\u{2028}\u{2029}\u{202f}\u{205f}\u{3000}\u{feff}]/u.test(
      String(claimsOf(lastActiveToken?.jwt)[claim]),
    );

const hasNonStringClaim = ({ lastActiveToken }: Session) => {
  const { fea, pla } = claimsOf(lastActiveToken?.jwt);
  return [fea, pla].some(
    (claim) => !["string", "undefined"].includes(typeof claim) && claim !== null,
  );
};

const hasPartialAge = ({ factorVerificationAge }: Session) =>
  Array.isArray(factorVerificationAge) && !factorVerificationAge.every(Number.isSafeInteger);

/**
 * The cases in which checkAuthorization returns false although Clerk's own code would return true,
 * with the reason. There is no other difference, and none in the other direction.
 */
export const DIFFERENCES: Record<string, Difference> = {
  // Clerk reads an empty role or permission as "org:", and an empty feature as a feature without a
  // name. No caller intends this: an empty string comes from an unset variable.
  "an empty name is never granted": {
    role: isEmpty,
    permission: isEmpty,
    feature: isEmpty,
    plan: isEmpty,
  },

  // Clerk trims any white space; this package trims only that of ASCII. The server sends none.
  "white space outside ASCII is part of a feature's name": {
    feature: hasOddSpace("fea"),
    plan: hasOddSpace("pla"),
  },

  // Clerk reads each of the two claims by itself. This package reads them together, and if one is
  // invalid, neither counts.
  "if a token's features or plans are not a string, it grants neither": {
    feature: hasNonStringClaim,
    plan: hasNonStringClaim,
  },

  // Clerk accepts any number from zero up as an age. The server sends whole minutes, and
  // parseSession() accepts nothing else.
  "an age that is not an integer is ignored": { reverification: hasPartialAge },
};
