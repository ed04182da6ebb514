import { decodeToken, type JsonObject } from "clerk-session";

/** A token and its claims. */
export interface DecodedToken {
  readonly jwt: string;
  readonly claims: JsonObject;
  /** The time from issue to expiry, in milliseconds. */
  readonly lifetimeMs: number;
  /** The expiry in Unix milliseconds, by this machine's clock. */
  readonly expiresAt: number;
}

/**
 * Decodes a token that has just been received.
 *
 * Most tokens are new. Another tab's is not, as its time of issue shows; but that is the server's
 * clock. It is used only if by it the token is neither from the future nor expired.
 */
export function decodeFreshToken(jwt: string, now: number): DecodedToken {
  const { claims } = decodeToken(jwt);
  const [iat, exp] = [Number(claims.iat) * 1000, Number(claims.exp) * 1000];
  const lifetimeMs = exp - iat;
  const age = now - iat;
  return {
    jwt,
    claims,
    lifetimeMs,
    expiresAt: now + lifetimeMs - (age > 0 && age < lifetimeMs ? age : 0),
  };
}
