import { Secret, TOTP } from "otpauth";

/**
 * Returns the code that an authenticator app with this secret shows at a time in Unix milliseconds.
 */
export function totp(secret: string, timestamp: number): string {
  return new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp });
}
