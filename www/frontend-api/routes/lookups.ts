import type { FastifyRequest } from "fastify";
import { FrontendApiError } from "../errors.js";
import type { SessionRecord } from "../state/records.js";
import { isAlive } from "../state/store.js";
import type { MembershipRecord } from "../state/user-record.js";

/** A route whose path names a session. */
export interface SessionRoute {
  Params: { id: string };
}

/** A route about the requesting user. */
export interface MeRoute {
  Querystring: { _clerk_session_id?: string };
}

/** Returns the session of the requesting client that the path names, in any state. */
export function sessionOf(request: FastifyRequest<SessionRoute>): SessionRecord {
  const { id } = request.params;
  const session = request.requester.client?.sessions.find((candidate) => candidate.id === id);
  if (!session) throw new FrontendApiError("resource_not_found", `session with id ${id}`);
  return session;
}

/** Throws `invalid_action_for_session` if the session has ended. */
export function requireAlive(session: SessionRecord, action: string): void {
  if (!isAlive(session))
    throw new FrontendApiError("invalid_action_for_session", `${action} session ${session.id}`);
}

/**
 * Returns the session that sends the request: the one named in the query, or else the last active
 * one.
 */
export function requestingSession(request: FastifyRequest<MeRoute>): SessionRecord {
  const { client } = request.requester;
  if (!client) throw new FrontendApiError("signed_out");
  const id = request.query._clerk_session_id ?? client.lastActiveSessionId;
  const session = client.sessions.find((candidate) => candidate.id === id);
  if (!session || !isAlive(session)) throw new FrontendApiError("authentication_invalid");
  return session;
}

/** Returns the page's origin, which an authenticator needs. Browsers send it with every POST. */
export function originOf({ headers }: Pick<FastifyRequest, "headers">): string {
  const { origin } = headers;
  if (origin === undefined) throw new FrontendApiError("origin_missing");
  // A sandboxed page has an opaque origin and sends "null".
  if (!URL.canParse(origin)) throw new FrontendApiError("origin_invalid");
  return origin;
}

/**
 * Returns the user's membership in the organization with this id or slug. Empty or absent means the
 * personal account.
 */
export function membershipOf(
  session: SessionRecord,
  idOrSlug: string | undefined,
): MembershipRecord | null {
  if (!idOrSlug) return null;
  const membership = session.user.memberships.find(
    ({ organization }) => organization.id === idOrSlug || organization.slug === idOrSlug,
  );
  if (!membership) throw new FrontendApiError("organization_not_found_or_unauthorized");
  return membership;
}
