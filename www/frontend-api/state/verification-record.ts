import type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from "@simplewebauthn/server";

/** How long a code or a challenge is good, in milliseconds. */
export const verificationLifetime = 10 * 60_000;

/** A proof that somebody is asked for, or has given. Times are Unix milliseconds. */
export type VerificationRecord = DirectVerification | CodeVerification | PasskeyVerification;

interface VerificationProgress {
  status: "unverified" | "verified" | "failed" | "expired";
  /** How many proofs were offered, the right one among them. */
  attempts: number;
}

/** By something that the user holds all along: it needs no preparation and does not expire. */
export interface DirectVerification extends VerificationProgress {
  readonly strategy: "password" | "totp" | "backup_code";
}

/** By a code that was sent. */
export interface CodeVerification extends VerificationProgress {
  readonly strategy: "email_code" | "phone_code";
  readonly code: string;
  readonly expireAt: number;
}

/** By an authenticator that signs a challenge, or makes a new passkey upon it. */
export interface PasskeyVerification extends VerificationProgress {
  readonly strategy: "passkey";
  /** What the page is to hand to its browser; the challenge is in it. */
  readonly options: PublicKeyCredentialCreationOptionsJSON | PublicKeyCredentialRequestOptionsJSON;
  /** Of the page that asked. */
  readonly origin: string;
  readonly expireAt: number;
}

/** Any way of proving who one is. */
export type Strategy = VerificationRecord["strategy"];
