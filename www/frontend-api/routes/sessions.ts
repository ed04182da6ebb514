import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Context } from "../context.js";
import { FrontendApiError } from "../errors.js";
import { activityOf } from "../state/activity.js";
import type { SessionStatus } from "../state/records.js";
import { isAlive } from "../state/store.js";
import { membershipOf, requireAlive, type SessionRoute, sessionOf } from "./lookups.js";

const intents = ["focus", "select_session", "select_org"];

/** Adds the routes of the requesting client's sessions. */
export function sessionRoutes(app: FastifyInstance, context: Context): void {
  app.get<SessionRoute>("/v1/client/sessions/:id", async (request) => {
    const session = sessionOf(request);
    if (!isAlive(session))
      throw new FrontendApiError("resource_not_found", `session with id ${session.id}`);
    return context.envelope(await context.session(session, request), request);
  });

  app.post<SessionRoute & { Body: TouchForm | undefined }>(
    "/v1/client/sessions/:id/touch",
    async (request) => {
      const session = sessionOf(request);
      requireAlive(session, "touch");
      const { active_organization_id: organization, intent } = request.body ?? {};
      if (intent !== undefined && !intents.includes(intent)) {
        throw new FrontendApiError("form_param_value_invalid", intent, { param_name: "intent" });
      }
      // If absent, the organization stays; if empty, the personal account becomes active.
      if (organization !== undefined) {
        session.lastActiveOrganizationId =
          membershipOf(session, organization)?.organization.id ?? null;
      }
      const now = context.now();
      session.activity = activityOf(request.headers["user-agent"], { ipAddress: request.ip });
      session.lastActiveAt = now;
      session.updatedAt = now;
      session.user.lastActiveAt = now;
      session.client.lastActiveSessionId = session.id;
      session.client.updatedAt = now;
      // Servers refuse a token that is older than the client's last change.
      session.lastActiveToken = null;
      return context.envelope(await context.session(session, request), request);
    },
  );

  app.post<SessionRoute>("/v1/client/sessions/:id/end", (request) =>
    finish(request, "end", "ended"),
  );
  app.post<SessionRoute>("/v1/client/sessions/:id/remove", (request) =>
    finish(request, "remove", "removed"),
  );

  async function finish(
    request: FastifyRequest<SessionRoute>,
    action: string,
    status: SessionStatus,
  ) {
    const session = sessionOf(request);
    requireAlive(session, action);
    context.store.setSessionStatus(session, status);
    return context.envelope(await context.session(session, request), request);
  }
}

/** The form parameters of touch. */
interface TouchForm {
  active_organization_id?: string;
  intent?: string;
}
