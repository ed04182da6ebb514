import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Context } from "../context.js";
import { FrontendApiError } from "../errors.js";
import type { SessionRecord } from "../state/records.js";
import { isAlive } from "../state/store.js";
import { membershipOf, type SessionRoute, sessionOf } from "./lookups.js";

interface TokenRoute extends SessionRoute {
  Querystring: { expired_token?: string };
  Body: { organization_id?: string } | undefined;
}

interface TemplateRoute extends SessionRoute {
  Params: { id: string; template: string };
}

/** Adds the token routes of the requesting client's sessions. Their responses have no envelope. */
export function tokenRoutes(app: FastifyInstance, context: Context): void {
  app.post<TokenRoute>("/v1/client/sessions/:id/tokens", async (request) => {
    const session = tokenSession(request);
    await requireExpiredToken(session, request.query.expired_token);
    const organization = request.body?.organization_id;
    if (organization === undefined)
      return {
        object: "token",
        jwt: await context.issueSessionToken(session, request.headers.origin),
      };
    const membership = membershipOf(session, organization);
    const organizationId = membership?.organization.id ?? null;
    const jwt =
      organizationId === session.lastActiveOrganizationId
        ? await context.issueSessionToken(session, request.headers.origin)
        : await context.tokens.session(session, membership, request.headers.origin);
    return { object: "token", jwt };
  });

  app.post<TemplateRoute>("/v1/client/sessions/:id/tokens/:template", async (request) => {
    const session = tokenSession(request);
    const { template } = request.params;
    const jwt = await context.tokens.template(template, session, request.headers.origin);
    if (jwt === null)
      throw new FrontendApiError("resource_not_found", `JWT template with name ${template}`);
    return { object: "token", jwt };
  });

  async function requireExpiredToken(
    session: SessionRecord,
    expiredToken: string | undefined,
  ): Promise<void> {
    const { tokens } = context;
    if (!tokens.rules.expiredTokenRequired) return;
    if (expiredToken === undefined || (await tokens.sessionIdOf(expiredToken)) !== session.id)
      throw new FrontendApiError("missing_expired_token", "", { param_name: "expired_token" });
  }
}

/**
 * Returns the session. If it has ended, throws a 401: after a 404, clerk-js would not learn that it
 * has ended.
 */
function tokenSession(request: FastifyRequest<SessionRoute>): SessionRecord {
  const session = sessionOf(request);
  if (!isAlive(session)) throw new FrontendApiError("authentication_invalid");
  return session;
}
