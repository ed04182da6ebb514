import type { Session } from "clerk-session";
import { claimsOf } from "./clerk.js";

/** What can be asked about. */
export const DIMENSIONS = ["role", "permission", "feature", "plan", "reverification"] as const;
export type Dimension = (typeof DIMENSIONS)[number];

/** For each dimension that it is of: whether it shows when this is asked of a session, and nothing else. */
type Difference = Partial<Record<Dimension, (session: Session, asked: unknown) => boolean>>;

const isEmpty = (_: Session, asked: unknown) => asked === "";

const hasOddSpace =
  (claim: "fea" | "pla") =>
  ({ lastActiveToken }: Session) =>
    /[\v\u{a0}\u{1680}\u{2000}-\u{200a}\u{2028}\u{2029}\u{202f}\u{205f}\u{3000}\u{feff}]/u.test(
      String(claimsOf(lastActiveToken?.jwt)[claim]),
    );

const hasClaimOfNoText = ({ lastActiveToken }: Session) => {
  const { fea, pla } = claimsOf(lastActiveToken?.jwt);
  return [fea, pla].some(
    (claim) => !["string", "undefined"].includes(typeof claim) && claim !== null,
  );
};

const hasPartialAge = ({ factorVerificationAge }: Session) =>
  Array.isArray(factorVerificationAge) && !factorVerificationAge.every(Number.isSafeInteger);

/**
 * Where checkAuthorization answers false although Clerk's own code would say true, and why. There is no other difference, and
 * none the other way round.
 */
export const DIFFERENCES: Record<string, Difference> = {
  // To Clerk an empty role or permission is "org:", and an empty feature one that has no name. Nobody means that: it is what a
  // variable holds that was not set.
  "an empty name is had by nobody": {
    role: isEmpty,
    permission: isEmpty,
    feature: isEmpty,
    plan: isEmpty,
  },

  // Clerk takes any white space off, here it is ASCII's alone. The server puts none there.
  "what stands around a feature beside ASCII's white space is part of it": {
    feature: hasOddSpace("fea"),
    plan: hasOddSpace("pla"),
  },

  // Clerk looks at each of the two by itself. Here they are read together, and where one is not as it should be, neither counts.
  "a token whose features or plans are no text says nothing of either": {
    feature: hasClaimOfNoText,
    plan: hasClaimOfNoText,
  },

  // To Clerk any number from zero up is an age. The server sends whole minutes, and parseSession() reads no others.
  "an age that is no whole number is none": { reverification: hasPartialAge },
};
