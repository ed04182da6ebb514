import { decodeJwt, type JWTPayload } from "jose";
import type { JsonObject } from "../../www/frontend-api/json.js";
import type { PlannedResponse } from "./fake_server.js";

/** What a made-up session token says; what is not named is left out, or as usual. */
export interface TokenFields {
  readonly sid?: string;
  /** Its life in seconds; default 60. */
  readonly life?: number;
  /** Unix seconds. */
  readonly iat?: number;
  /** Unix seconds; default `iat`. Null: left out. */
  readonly oiat?: number | null;
  /** More claims, such as the organization's. */
  readonly claims?: JsonObject;
}

/** A session token that nobody signed: clients do not verify them. Its default is for `sess_1` and the personal account. */
export function sessionToken(says: TokenFields = {}): string {
  const { sid = "sess_1", life = 60, iat = 1_700_000_000, oiat = iat, claims = {} } = says;
  const header = { alg: "RS256", typ: "JWT", ...(oiat !== null && { oiat }) };
  return jwt(header, { sid, sub: "user_1", iat, exp: iat + life, ...claims });
}

/** The claims of both versions that name an organization. */
export const organizationClaims = {
  1: (id: string): JsonObject => ({ org_id: id, org_slug: "slug", org_role: "org:admin" }),
  2: (id: string): JsonObject => ({ v: 2, o: { id, slg: "slug", rol: "admin" } }),
};

export function jwt(header: JsonObject, claims: JsonObject): string {
  const parts = [header, claims].map((part) =>
    Buffer.from(JSON.stringify(part)).toString("base64url"),
  );
  return [...parts, "c2lnbmF0dXJl"].join(".");
}

/** What a token says, but for its signature. */
export function claimsOf(token: string | null): JWTPayload {
  return decodeJwt(token ?? "");
}

/** As the token endpoints answer. */
export function tokenResponse(token: string): PlannedResponse {
  return { json: { object: "token", jwt: token } };
}

export const tokensPath = (id: string): string => `/v1/client/sessions/${id}/tokens`;
/** The request for a token, as one line. */
export const postToken = (id: string): string => `POST ${tokensPath(id)}`;
