import { Secret, TOTP } from "otpauth";

/** What an authenticator app that was given the secret shows, at a time in Unix milliseconds. */
export function totp(secret: string, timestamp: number): string {
  return new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp });
}
