import type { FastifyInstance } from "fastify";
import type { Context } from "../context.js";
import { FrontendApiError } from "../errors.js";
import type { SessionRecord } from "../state/records.js";
import { isAlive } from "../state/store.js";
import { wireActiveSession, wireSession } from "../wire/session.js";
import { type MeRoute, requestingSession, requireAlive, type SessionRoute } from "./lookups.js";

/**
 * Adds the routes of the requesting user's sessions on all devices. The two lists have no envelope.
 */
export function meRoutes(app: FastifyInstance, context: Context): void {
  app.get<MeRoute>("/v1/me/sessions", async (request) =>
    sessionsOfUser(requestingSession(request)).map((session) =>
      wireSession(session, context.now(), null),
    ),
  );

  app.get<MeRoute>("/v1/me/sessions/active", async (request) =>
    sessionsOfUser(requestingSession(request)).filter(isAlive).map(wireActiveSession),
  );

  app.post<MeRoute & SessionRoute>("/v1/me/sessions/:id/revoke", async (request) => {
    const requesting = requestingSession(request);
    const { id } = request.params;
    const session = context.store.sessions.get(id);
    if (!session) throw new FrontendApiError("resource_not_found", `session with id ${id}`);
    if (session.user !== requesting.user)
      throw new FrontendApiError("action_for_session_not_authorized", id);
    // A session signs itself out by remove or end, not by revoke.
    if (session === requesting)
      throw new FrontendApiError("invalid_action_for_session", `revoke session ${id}`);
    requireAlive(session, "revoke");
    context.store.setSessionStatus(session, "revoked");
    return context.envelope(await context.session(session, request), request);
  });

  function sessionsOfUser({ user }: SessionRecord): SessionRecord[] {
    return [...context.store.sessions.values()]
      .filter((session) => session.user === user)
      .sort((a, b) => b.lastActiveAt - a.lastActiveAt);
  }
}
