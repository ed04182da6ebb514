import { Secret, TOTP } from "otpauth";
import { FrontendApiError } from "../errors.js";
import type { UserRecord } from "../state/user-record.js";
import type {
  CodeVerification,
  Strategy,
  VerificationRecord,
} from "../state/verification-record.js";
import { finishAuthentication } from "./passkeys.js";

/** The number of attempts allowed for each code that was sent. */
const maxCodeAttempts = 3;

/** The form parameter that carries the proof of each strategy. */
export const proofParameter = {
  password: "password",
  email_code: "code",
  phone_code: "code",
  totp: "code",
  backup_code: "code",
  passkey: "public_key_credential",
} as const satisfies Record<Strategy, string>;

/**
 * Runs `check`, which throws if the proof is wrong, and marks the verification as verified. Throws
 * if the verification accepts no more attempts.
 */
export async function attemptVerification(
  verification: VerificationRecord,
  now: number,
  check: () => void | Promise<void>,
): Promise<void> {
  requirePending(verification, now);
  verification.attempts += 1;
  // A challenge accepts one response, right or wrong.
  if (verification.strategy === "passkey") verification.status = "failed";
  await check();
  verification.status = "verified";
}

/** Checks a user's proof for the verification's strategy; throws if it is wrong. */
export async function verifyFactor(
  verification: VerificationRecord,
  user: UserRecord,
  proof: string,
  now: number,
): Promise<void> {
  switch (verification.strategy) {
    case "password":
      if (proof !== user.password) throw incorrectProof("password");
      return;
    case "email_code":
    case "phone_code":
      return verifyCode(verification, proof);
    case "totp":
      if (!isTotpValid(user, proof, now)) throw incorrectProof("code");
      return;
    case "backup_code":
      return consumeBackupCode(user, proof);
    case "passkey":
      return finishAuthentication(user, verification, proof, now);
  }
}

function requirePending(verification: VerificationRecord, now: number): void {
  const isUnverified = verification.status === "unverified";
  if (isUnverified && "expireAt" in verification && now >= verification.expireAt)
    verification.status = "expired";
  switch (verification.status) {
    case "verified":
      throw new FrontendApiError("verification_already_verified");
    case "expired":
      throw new FrontendApiError("verification_expired");
    case "failed":
      throw new FrontendApiError("verification_failed");
  }
}

function incorrectProof(parameter: "code" | "password"): FrontendApiError {
  return new FrontendApiError(`form_${parameter}_incorrect`, "", { param_name: parameter });
}

function verifyCode(verification: CodeVerification, code: string): void {
  if (code === verification.code) return;
  if (verification.attempts >= maxCodeAttempts) verification.status = "failed";
  throw incorrectProof("code");
}

/**
 * Returns whether the code is that of the current, previous or next half minute, because clocks
 * differ.
 */
function isTotpValid({ totpSecret }: UserRecord, token: string, timestamp: number): boolean {
  if (totpSecret === null) return false;
  const totp = new TOTP({ secret: Secret.fromBase32(totpSecret) });
  return totp.validate({ token, timestamp, window: 1 }) !== null;
}

function consumeBackupCode({ backupCodes }: UserRecord, code: string): void {
  const index = backupCodes.indexOf(code);
  if (index < 0) throw incorrectProof("code");
  backupCodes.splice(index, 1);
}
