import type { AuthorizationParams, Session } from "clerk-session";
import { claimsOf } from "./clerk.js";

/**
 * Where checkAuthorization answers false although Clerk's own code would say true, and why. There is no other difference, and
 * none the other way round.
 */
export const DIFFERENCES: Record<string, (session: Session, params: AuthorizationParams) => boolean> = {
  // To Clerk an empty role or permission is "org:", and an empty feature one that has no name. Nobody means that: it is what a
  // variable holds that was not set.
  "an empty name is had by nobody": (_, { role, permission, feature, plan }) =>
    [role, permission, feature, plan].includes(""),

  // Clerk takes any white space off, here it is ASCII's alone. The server puts none there.
  "what stands around a feature beside ASCII's white space is part of it": ({ lastActiveToken }) => {
    const { fea, pla } = claimsOf(lastActiveToken?.jwt);
    return /[\v\u{a0}\u{1680}\u{2000}-\u{200a}\u{2028}\u{2029}\u{202f}\u{205f}\u{3000}\u{feff}]/u.test(
      `${fea} ${pla}`,
    );
  },

  // Clerk looks at each of the two by itself. Here they are read together, and where one is not as it should be, neither counts.
  "a token whose features or plans are no text says nothing of either": ({ lastActiveToken }) => {
    const { fea, pla } = claimsOf(lastActiveToken?.jwt);
    return [fea, pla].some((claim) => !["string", "undefined"].includes(typeof claim) && claim !== null);
  },

  // To Clerk any number from zero up is an age. The server sends whole minutes, and parseSession() reads no others.
  "an age that is no whole number is none": ({ factorVerificationAge }) =>
    Array.isArray(factorVerificationAge) && !factorVerificationAge.every(Number.isSafeInteger),
};
