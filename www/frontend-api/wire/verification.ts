import type { JsonObject } from "../json.js";

const tenMinutes = 600_000;

/** What the authenticator was asked when the passkey was made. clerk-js reads it again each time: ids are base64url. */
const passkeyCreationOptions = {
  rp: { id: "127.0.0.1", name: "Local Frontend API" },
  user: { id: "dXNlcg", name: "user", displayName: "User" },
  challenge: "Y2hhbGxlbmdl",
  pubKeyCredParams: [{ type: "public-key", alg: -7 }],
  timeout: 60_000,
};

/**
 * The wire's verification objects: one shape for each strategy, as in the OpenAPI description's Verification schemas.
 * `at` is when the proof was given, in Unix milliseconds.
 */
export const verified = {
  /** Email and phone codes. */
  otp: (strategy: "email_code" | "phone_code", at: number): JsonObject => ({
    object: "verification_otp",
    status: "verified",
    strategy,
    attempts: 1,
    expire_at: at + tenMinutes,
  }),
  emailLink: (at: number): JsonObject => ({
    object: "verification_email_link",
    status: "verified",
    strategy: "email_link",
    attempts: null,
    expire_at: at + tenMinutes,
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
    expire_at: at + tenMinutes,
    attempts: null,
    verified_at_client: null,
  }),
  saml: (at: number): JsonObject => ({
    object: "verification_saml",
    status: "verified",
    strategy: "saml",
    external_verification_redirect_url: null,
    error: null,
    expire_at: at + tenMinutes,
    attempts: null,
  }),
  passkey: (at: number): JsonObject => ({
    object: "verification_passkey",
    status: "verified",
    strategy: "passkey",
    attempts: 1,
    expire_at: at + tenMinutes,
    nonce: JSON.stringify(passkeyCreationOptions),
  }),
  web3: (at: number): JsonObject => ({
    object: "verification_web3",
    status: "verified",
    strategy: "web3_metamask_signature",
    attempts: 1,
    expire_at: at + tenMinutes,
    nonce: "0x5f3759df",
    message: "Sign in to example.com",
  }),
  password: (attempts: number): JsonObject => ({
    object: "verification_password",
    status: "verified",
    strategy: "password",
    attempts,
    expire_at: null,
  }),
};

/** An email address whose code was sent and mistyped once. */
export function unverifiedEmail(sentAt: number): JsonObject {
  return {
    object: "verification_otp",
    status: "unverified",
    strategy: "email_code",
    attempts: 1,
    expire_at: sentAt + tenMinutes,
  };
}
