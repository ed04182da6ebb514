import { decodeToken, type JsonObject } from "clerk-session";

/** A token, and what it says. */
export interface DecodedToken {
  readonly jwt: string;
  readonly claims: JsonObject;
  /** From its issue to its end, in milliseconds. */
  readonly lifetimeMs: number;
  /** In Unix milliseconds, by this machine's clock. */
  readonly expiresAt: number;
}

/**
 * Reads a token that came just now.
 *
 * It is new as a rule. Another tab's is not, which its own time of issue tells; that is the server's clock, though, and
 * believed only where the token would be neither from the future nor over.
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
