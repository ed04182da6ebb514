import type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from "@simplewebauthn/server";

/** The lifetime of a code or a challenge, in milliseconds. */
export const verificationLifetime = 10 * 60_000;

/** A verification that was requested or completed. Times are Unix milliseconds. */
export type VerificationRecord = DirectVerification | CodeVerification | PasskeyVerification;

interface VerificationProgress {
  status: "unverified" | "verified" | "failed" | "expired";
  /** The number of attempts, the successful one included. */
  attempts: number;
}

/**
 * A verification by a password or code that the user holds: it needs no preparation and does not
 * expire.
 */
export interface DirectVerification extends VerificationProgress {
  readonly strategy: "password" | "totp" | "backup_code";
}

/** A verification by a code that was sent. */
export interface CodeVerification extends VerificationProgress {
  readonly strategy: "email_code" | "phone_code";
  readonly code: string;
  readonly expireAt: number;
}

/** A verification by an authenticator that signs a challenge, or creates a new passkey for it. */
export interface PasskeyVerification extends VerificationProgress {
  readonly strategy: "passkey";
  /** The options that the page passes to its browser; they contain the challenge. */
  readonly options: PublicKeyCredentialCreationOptionsJSON | PublicKeyCredentialRequestOptionsJSON;
  /** The origin of the page that requested it. */
  readonly origin: string;
  readonly expireAt: number;
}

/** Any verification strategy. */
export type Strategy = VerificationRecord["strategy"];
