import { decodeJwt, type JWTPayload } from "jose";
import type { JsonObject } from "../../www/frontend-api/json.js";
import type { PlannedResponse } from "./fake_server.js";

/** The fields of a generated session token. */
export interface TokenFields {
  readonly sid?: string;
  /** The lifetime in seconds. Defaults to 60. */
  readonly lifetime?: number;
  /** Unix seconds. Defaults to 1,700,000,000. */
  readonly iat?: number;
  /** Unix seconds. Defaults to `iat`. `null` omits it. */
  readonly oiat?: number | null;
  /** Additional claims, such as the organization's. */
  readonly claims?: JsonObject;
}

/**
 * Returns a session token with an invalid signature, which clients do not verify. By default, it is
 * for `sess_1` and the personal account.
 */
export function sessionToken(fields: TokenFields = {}): string {
  const { sid = "sess_1", lifetime = 60, iat = 1_700_000_000, oiat = iat, claims = {} } = fields;
  const header = { alg: "RS256", typ: "JWT", ...(oiat !== null && { oiat }) };
  return jwt(header, { sid, sub: "user_1", iat, exp: iat + lifetime, ...claims });
}

/** The claims that name an organization, in token versions 1 and 2. */
export const organizationClaims = {
  1: (id: string): JsonObject => ({ org_id: id, org_slug: "slug", org_role: "org:admin" }),
  2: (id: string): JsonObject => ({ v: 2, o: { id, slg: "slug", rol: "admin" } }),
};

/** Returns a JWT of this header and these claims, with an invalid signature. */
export function jwt(header: JsonObject, claims: JsonObject): string {
  const parts = [header, claims].map((part) =>
    Buffer.from(JSON.stringify(part)).toString("base64url"),
  );
  return [...parts, "c2lnbmF0dXJl"].join(".");
}

/** Returns the claims of a token without verifying its signature. */
export function claimsOf(token: string | null): JWTPayload {
  return decodeJwt(token ?? "");
}

/** Returns the response of the token endpoints. */
export function tokenResponse(token: string): PlannedResponse {
  return { json: { object: "token", jwt: token } };
}

/** Returns the path that creates a token of a session. */
export const tokensPath = (id: string): string => `/v1/client/sessions/${id}/tokens`;
/** Returns the line of the request for a token. */
export const postToken = (id: string): string => `POST ${tokensPath(id)}`;
