import {
  type Factor,
  firstFactors,
  identificationParameter,
  secondFactors,
} from "../factors/supported-factors.js";
import type { JsonObject } from "../json.js";
import type { ReverificationRecord } from "../state/records.js";
import type { UserRecord } from "../state/user-record.js";
import { wireVerification } from "./verification.js";

/**
 * Returns the wire's SessionVerification.
 * @param session - the wire form of the session, without the user
 */
export function wireSessionVerification(
  { level, status, first, second }: ReverificationRecord,
  user: UserRecord,
  session: JsonObject,
): JsonObject {
  const seconds = secondFactors(user);
  return {
    object: "session_reverification",
    level,
    status,
    supported_first_factors: firstFactors(user).map((factor) => wireFactor(factor, "primary")),
    supported_second_factors:
      seconds.length > 0 ? seconds.map((factor) => wireFactor(factor, "default")) : null,
    first_factor_verification: first && wireVerification(first),
    second_factor_verification: second && wireVerification(second),
    session,
  };
}

function wireFactor(factor: Factor, preferred: "primary" | "default"): JsonObject {
  const { strategy } = factor;
  if (!("to" in factor)) return { strategy };
  return {
    strategy,
    safe_identifier: masked(factor.to),
    [identificationParameter[factor.strategy]]: factor.id,
    [preferred]: factor.preferred,
  };
}

/** Masks an address or number, so that only its owner recognizes it. */
function masked(to: string): string {
  const [name = "", domain] = to.split("@");
  return domain === undefined
    ? `${to.slice(0, 5)}*****${to.slice(-2)}`
    : `${name.slice(0, 1)}**@${domain}`;
}
