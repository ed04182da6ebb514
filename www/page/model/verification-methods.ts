import {
  type AttemptFirstFactor,
  type PrepareFirstFactor,
  type RequestOptions,
  type SessionClient,
  SessionError,
  type SessionVerification,
  type VerificationFactor,
} from "clerk-session";

/** One call of a reverification. */
export interface Step {
  /** How the log writes it: without what is secret. */
  readonly call: string;
  /** What the log says when it is done; null: how the reverification stands then. */
  readonly outcome: string | null;
  readonly take: (client: SessionClient, options: RequestOptions) => Promise<SessionVerification>;
}

/** A way to prove who one is. */
export interface Way {
  /** Unique among the ways to verify one factor. */
  readonly id: string;
  readonly strategy: "password" | "email_code" | "phone_code" | "passkey" | "totp" | "backup_code";
  readonly label: string;
  /** Has a code sent; null: there is none to send. */
  readonly prepare: Step | null;
  /** @param proof - what was typed; nothing, where the browser asks */
  readonly attempt: (proof: string) => Step;
}

/** The ways to do what is to be done next, in the server's order; those that this page does not know are left out. */
export function waysToVerify(verification: SessionVerification): readonly Way[] {
  const { status, supportedFirstFactors, supportedSecondFactors } = verification;
  if (status === "needs_first_factor") return supportedFirstFactors.flatMap(firstWays);
  if (status === "needs_second_factor") return supportedSecondFactors.flatMap(secondWays);
  return [];
}

const spent = new Set(["verification_expired", "verification_failed", "verification_missing"]);

/** Whether the code that was sent is good for nothing more. */
export function needsAnotherCode(error: unknown): boolean {
  return error instanceof SessionError && error.errors.some(({ code }) => code !== null && spent.has(code));
}

function firstWays({ strategy, safeIdentifier, emailAddressId, phoneNumberId }: VerificationFactor): Way[] {
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
            take: (client, options) => client.verifyWithPasskey(options),
          }),
        },
      ];
    default:
      return [];
  }
}

function secondWays({ strategy, safeIdentifier, phoneNumberId }: VerificationFactor): Way[] {
  switch (strategy) {
    case "phone_code":
      return [
        {
          id: `${strategy} ${phoneNumberId}`,
          strategy,
          label: `Code to ${safeIdentifier ?? "you"}`,
          prepare: {
            call: `prepareSecondFactor({ strategy: "${strategy}", … })`,
            outcome: sent(safeIdentifier),
            take: (client, options) =>
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

function prepareFirst(factor: PrepareFirstFactor, to: string | null): Step {
  return {
    call: `prepareFirstFactor({ strategy: "${factor.strategy}", … })`,
    outcome: sent(to),
    take: (client, options) => client.prepareFirstFactor(factor, options),
  };
}

function attemptFirst(attempt: AttemptFirstFactor): Step {
  return {
    call: `attemptFirstFactor({ strategy: "${attempt.strategy}", … })`,
    outcome: null,
    take: (client, options) => client.attemptFirstFactor(attempt, options),
  };
}

function attemptSecond(strategy: "phone_code" | "totp" | "backup_code", code: string): Step {
  return {
    call: `attemptSecondFactor({ strategy: "${strategy}", … })`,
    outcome: null,
    take: (client, options) => client.attemptSecondFactor({ strategy, code }, options),
  };
}

function sent(to: string | null): string {
  return `A code was sent to ${to ?? "you"}`;
}
