import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Context } from "../context.js";
import { FrontendApiError } from "../errors.js";
import { startAuthentication } from "../factors/passkeys.js";
import {
  type CodeFactor,
  type Factor,
  firstFactors,
  identificationParameter,
  secondFactors,
} from "../factors/supported-factors.js";
import { attemptVerification, proofParameter, verifyFactor } from "../factors/verify-factor.js";
import { type Form, required, requiredChoice } from "../forms.js";
import type { JsonObject } from "../json.js";
import {
  type ReverificationRecord,
  reverificationLevels,
  type SessionRecord,
} from "../state/records.js";
import type { UserRecord } from "../state/user-record.js";
import {
  type Strategy,
  type VerificationRecord,
  verificationLifetime,
} from "../state/verification-record.js";
import { wireSessionBase } from "../wire/session.js";
import { wireSessionVerification } from "../wire/session-verification.js";
import { originOf, requireAlive, type SessionRoute, sessionOf } from "./lookups.js";

interface VerifyRoute extends SessionRoute {
  Body: Form;
}

/** The factor that a step verifies. */
type FactorPosition = "first" | "second";

/**
 * The strategies that each step accepts. `enterprise_sso` is accepted, though no seeded user has
 * it.
 */
const preparableStrategies = {
  first: ["email_code", "phone_code", "passkey", "enterprise_sso"],
  second: ["phone_code"],
} as const;
const attemptableStrategies = {
  first: ["password", "email_code", "phone_code", "passkey"],
  second: ["phone_code", "totp", "backup_code"],
} as const;

/**
 * Adds the routes of a reverification: its start, and each factor's preparation (if needed) and
 * attempts.
 */
export function reverificationRoutes(app: FastifyInstance, context: Context): void {
  app.post<VerifyRoute>("/v1/client/sessions/:id/verify", async (request) => {
    const session = aliveSession(request);
    const requestedLevel = requiredChoice(request.body, "level", reverificationLevels);
    // A user with one factor verifies that one.
    const level = secondFactors(session.user).length > 0 ? requestedLevel : "first_factor";
    const status = level === "second_factor" ? "needs_second_factor" : "needs_first_factor";
    session.reverification = { level, status, first: null, second: null };
    return respond(session, session.reverification, request);
  });

  for (const which of ["first", "second"] as const) {
    app.post<VerifyRoute>(
      `/v1/client/sessions/:id/verify/prepare_${which}_factor`,
      async (request) => {
        const session = aliveSession(request);
        const strategy = requiredChoice(request.body, "strategy", preparableStrategies[which]);
        const reverification = requireReverification(session, which, "prepare");
        const offered = offeredFactors(session.user, which, strategy);
        reverification[which] = await prepare(offered, session.user, which, request);
        return respond(session, reverification, request);
      },
    );

    app.post<VerifyRoute>(
      `/v1/client/sessions/:id/verify/attempt_${which}_factor`,
      async (request) => {
        const session = aliveSession(request);
        const strategy = requiredChoice(request.body, "strategy", attemptableStrategies[which]);
        const proof = required(request.body, proofParameter[strategy]);
        const reverification = requireReverification(session, which, "attempt");
        offeredFactors(session.user, which, strategy);
        const verification = verificationToAttempt(reverification[which], strategy);
        reverification[which] = verification;
        const now = context.now();
        await attemptVerification(verification, now, () =>
          verifyFactor(verification, session.user, proof, now),
        );
        completeFactor(session, reverification, which);
        return respond(session, reverification, request);
      },
    );
  }

  /** Sends a code, or creates a challenge for an authenticator. */
  async function prepare(
    offered: readonly Factor[],
    user: UserRecord,
    which: FactorPosition,
    request: FastifyRequest<VerifyRoute>,
  ): Promise<VerificationRecord> {
    const now = context.now();
    const codes = offered.filter((factor) => "to" in factor);
    const [first] = codes;
    // A strategy that needs a preparation and has no address is the passkey.
    if (!first) return startAuthentication(user, originOf(request), now);
    const name = identificationParameter[first.strategy];
    const optional = which === "second" && request.body?.[name] === undefined;
    const factor = optional
      ? (codes.find(({ preferred }) => preferred) ?? first)
      : namedFactor(codes, name, required(request.body, name));
    const expireAt = now + verificationLifetime;
    const code = context.outbox.send(factor);
    return { strategy: factor.strategy, status: "unverified", attempts: 0, code, expireAt };
  }

  /** Marks the factor as verified now, which resets its age in responses and tokens. */
  function completeFactor(
    session: SessionRecord,
    reverification: ReverificationRecord,
    which: FactorPosition,
  ): void {
    const now = context.now();
    session[`${which}FactorVerifiedAt`] = now;
    session.updatedAt = now;
    session.lastActiveToken = null;
    const needsSecondFactor = which === "first" && reverification.level === "multi_factor";
    reverification.status = needsSecondFactor ? "needs_second_factor" : "complete";
  }

  async function respond(
    session: SessionRecord,
    reverification: ReverificationRecord,
    request: FastifyRequest,
  ): Promise<JsonObject> {
    const base = wireSessionBase(session, await context.lastActiveToken(session, request));
    return context.envelope(wireSessionVerification(reverification, session.user, base), request);
  }
}

function aliveSession(request: FastifyRequest<VerifyRoute>): SessionRecord {
  const session = sessionOf(request);
  requireAlive(session, "verify");
  return session;
}

/** Returns the reverification; throws unless it is at this factor. */
function requireReverification(
  { reverification }: SessionRecord,
  which: FactorPosition,
  action: "prepare" | "attempt",
): ReverificationRecord {
  if (!reverification) throw new FrontendApiError("session_reverification_missing");
  if (reverification.status === `needs_${which}_factor`) return reverification;
  throw new FrontendApiError(
    "invalid_action_for_session_reverification",
    `${action} the ${which} factor for this session, ` +
      `as it's not ready for ${which} factor verification`,
  );
}

/** Returns the user's factors of a strategy; throws if there is none. */
function offeredFactors(user: UserRecord, which: FactorPosition, strategy: string): Factor[] {
  const factors = which === "first" ? firstFactors(user) : secondFactors(user);
  const offered = factors.filter((factor) => factor.strategy === strategy);
  if (offered.length > 0) return offered;
  throw which === "first"
    ? new FrontendApiError("strategy_for_user_invalid")
    : new FrontendApiError("no_second_factors", strategy);
}

/** Returns the address or number with an id. The error names the parameter that carried the id. */
function namedFactor(codes: readonly CodeFactor[], name: string, id: string): CodeFactor {
  const named = codes.find((factor) => factor.id === id);
  if (!named) throw new FrontendApiError("form_resource_not_found", name, { param_name: name });
  return named;
}

/**
 * Returns the verification to attempt: the prepared one, or a new one if the strategy needs no
 * preparation.
 */
function verificationToAttempt(
  current: VerificationRecord | null,
  strategy: Strategy,
): VerificationRecord {
  if (current?.strategy === strategy) return current;
  switch (strategy) {
    case "password":
    case "totp":
    case "backup_code":
      return { strategy, status: "unverified", attempts: 0 };
    default:
      throw new FrontendApiError(
        current ? "verification_strategy_invalid" : "verification_missing",
      );
  }
}
