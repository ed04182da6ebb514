import type { JsonObject } from "../json.js";
import {
  type Strategy,
  type VerificationRecord,
  verificationLifetime,
} from "../state/verification-record.js";

/** The wire's object name for each strategy's verification. */
const kinds = {
  password: "verification_password",
  email_code: "verification_otp",
  phone_code: "verification_otp",
  passkey: "verification_passkey",
  totp: "verification_totp",
  backup_code: "verification_backup_code",
} as const satisfies Record<Strategy, string>;

/** The fields of a verification that the wire shows; codes and secrets are not among them. */
type WireVerificationFields = Pick<VerificationRecord, "strategy" | "status" | "attempts"> & {
  readonly expireAt?: number;
  readonly options?: object;
};

/**
 * Returns the wire's verification object: one shape for each strategy, as in the OpenAPI
 * description's Verification schemas.
 */
export function wireVerification({
  strategy,
  status,
  attempts,
  expireAt,
  options,
}: WireVerificationFields): JsonObject {
  return {
    object: kinds[strategy],
    status,
    strategy,
    attempts: attempts || null,
    expire_at: expireAt ?? null,
    ...(options && { nonce: JSON.stringify(options) }),
  };
}

/** Verifications that were completed earlier; `at` is the time in Unix milliseconds. */
export const verified = {
  /** A verification by an email or phone code. */
  otp: (strategy: "email_code" | "phone_code", at: number): JsonObject =>
    wireVerification({
      strategy,
      status: "verified",
      attempts: 1,
      expireAt: at + verificationLifetime,
    }),
  emailLink: (at: number): JsonObject => ({
    object: "verification_email_link",
    status: "verified",
    strategy: "email_link",
    attempts: null,
    expire_at: at + verificationLifetime,
    verified_at_client: "client_of_the_link",
  }),
  fromOauth: (strategy: string): JsonObject => ({
    object: "verification_from_oauth",
    status: "verified",
    strategy,
    attempts: null,
    expire_at: null,
  }),
  oauth: (strategy: string, at: number): JsonObject => ({
    object: "verification_oauth",
    status: "verified",
    strategy,
    external_verification_redirect_url: "",
    error: null,
    expire_at: at + verificationLifetime,
    attempts: null,
    verified_at_client: null,
  }),
  saml: (at: number): JsonObject => ({
    object: "verification_saml",
    status: "verified",
    strategy: "saml",
    external_verification_redirect_url: null,
    error: null,
    expire_at: at + verificationLifetime,
    attempts: null,
  }),
  web3: (at: number): JsonObject => ({
    object: "verification_web3",
    status: "verified",
    strategy: "web3_metamask_signature",
    attempts: 1,
    expire_at: at + verificationLifetime,
    nonce: "0x5f3759df",
    message: "Sign in to example.com",
  }),
  password: (attempts: number): JsonObject =>
    wireVerification({ strategy: "password", status: "verified", attempts }),
};

/** Returns the verification of an email address whose code was mistyped once. */
export function unverifiedEmail(sentAt: number): JsonObject {
  const expireAt = sentAt + verificationLifetime;
  return wireVerification({ strategy: "email_code", status: "unverified", attempts: 1, expireAt });
}
