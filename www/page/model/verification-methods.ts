import {
  type AttemptFirstFactor,
  type PrepareFirstFactor,
  type RequestOptions,
  type SessionClient,
  SessionError,
  type SessionVerification,
  type VerificationFactor,
} from "clerk-session";

/** A call of a reverification. */
export interface VerificationStep {
  /** The call as the log shows it, without secrets. */
  readonly call: string;
  /** The log's text on success; null for the state of the reverification. */
  readonly outcome: string | null;
  readonly run: (client: SessionClient, options: RequestOptions) => Promise<SessionVerification>;
}

/** A method to verify one factor. */
export interface VerificationMethod {
  /** Unique among the methods for one factor. */
  readonly id: string;
  readonly strategy: "password" | "email_code" | "phone_code" | "passkey" | "totp" | "backup_code";
  readonly label: string;
  /** Sends a code; null if the method needs none. */
  readonly prepare: VerificationStep | null;
  /** @param proof - the typed text; empty if the browser asks the user */
  readonly attempt: (proof: string) => VerificationStep;
}

/**
 * Returns the methods for the next factor, in the server's order. Strategies that this page does
 * not support are left out.
 */
export function verificationMethods(
  verification: SessionVerification,
): readonly VerificationMethod[] {
  const { status, supportedFirstFactors, supportedSecondFactors } = verification;
  if (status === "needs_first_factor") return supportedFirstFactors.flatMap(firstFactorMethods);
  if (status === "needs_second_factor") return supportedSecondFactors.flatMap(secondFactorMethods);
  return [];
}

const unusableCodeErrors = new Set([
  "verification_expired",
  "verification_failed",
  "verification_missing",
]);

/** Returns whether the code that was sent can no longer be used. */
export function needsNewCode(error: unknown): boolean {
  return (
    error instanceof SessionError &&
    error.errors.some(({ code }) => code !== null && unusableCodeErrors.has(code))
  );
}

function firstFactorMethods({
  strategy,
  safeIdentifier,
  emailAddressId,
  phoneNumberId,
}: VerificationFactor): VerificationMethod[] {
  switch (strategy) {
    case "password":
      return [
        {
          id: strategy,
          strategy,
          label: "Password",
          prepare: null,
          attempt: (password) => attemptFirst({ strategy, password }),
        },
      ];
    case "email_code":
      return [
        {
          id: `${strategy} ${emailAddressId}`,
          strategy,
          label: `Code to ${safeIdentifier ?? "you"}`,
          prepare: prepareFirst({ strategy, emailAddressId: emailAddressId ?? "" }, safeIdentifier),
          attempt: (code) => attemptFirst({ strategy, code }),
        },
      ];
    case "phone_code":
      return [
        {
          id: `${strategy} ${phoneNumberId}`,
          strategy,
          label: `Code to ${safeIdentifier ?? "you"}`,
          prepare: prepareFirst({ strategy, phoneNumberId: phoneNumberId ?? "" }, safeIdentifier),
          attempt: (code) => attemptFirst({ strategy, code }),
        },
      ];
    case "passkey":
      if (!("PublicKeyCredential" in globalThis)) return [];
      return [
        {
          id: strategy,
          strategy,
          label: "Passkey",
          prepare: null,
          attempt: () => ({
            call: "verifyWithPasskey()",
            outcome: null,
            run: (client, options) => client.verifyWithPasskey(options),
          }),
        },
      ];
    default:
      return [];
  }
}

function secondFactorMethods({
  strategy,
  safeIdentifier,
  phoneNumberId,
}: VerificationFactor): VerificationMethod[] {
  switch (strategy) {
    case "phone_code":
      return [
        {
          id: `${strategy} ${phoneNumberId}`,
          strategy,
          label: `Code to ${safeIdentifier ?? "you"}`,
          prepare: {
            call: `prepareSecondFactor({ strategy: "${strategy}", … })`,
            outcome: sentText(safeIdentifier),
            run: (client, options) =>
              client.prepareSecondFactor(
                { strategy, ...(phoneNumberId !== null && { phoneNumberId }) },
                options,
              ),
          },
          attempt: (code) => attemptSecond(strategy, code),
        },
      ];
    case "totp":
    case "backup_code":
      return [
        {
          id: strategy,
          strategy,
          label: strategy === "totp" ? "Authenticator app" : "Backup code",
          prepare: null,
          attempt: (code) => attemptSecond(strategy, code),
        },
      ];
    default:
      return [];
  }
}

function prepareFirst(factor: PrepareFirstFactor, to: string | null): VerificationStep {
  return {
    call: `prepareFirstFactor({ strategy: "${factor.strategy}", … })`,
    outcome: sentText(to),
    run: (client, options) => client.prepareFirstFactor(factor, options),
  };
}

function attemptFirst(attempt: AttemptFirstFactor): VerificationStep {
  return {
    call: `attemptFirstFactor({ strategy: "${attempt.strategy}", … })`,
    outcome: null,
    run: (client, options) => client.attemptFirstFactor(attempt, options),
  };
}

function attemptSecond(
  strategy: "phone_code" | "totp" | "backup_code",
  code: string,
): VerificationStep {
  return {
    call: `attemptSecondFactor({ strategy: "${strategy}", … })`,
    outcome: null,
    run: (client, options) => client.attemptSecondFactor({ strategy, code }, options),
  };
}

function sentText(to: string | null): string {
  return `A code was sent to ${to ?? "you"}`;
}
