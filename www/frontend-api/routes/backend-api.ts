import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Context } from "../context.js";
import { FrontendApiError } from "../errors.js";

/** Adds the routes of the Backend API, which an application's server calls by its secret key. */
export function backendApiRoutes(app: FastifyInstance, context: Context): void {
  app.get("/v1/jwks", { onSend: withoutCharset }, async (request) => {
    requireSecretKey(request);
    return context.tokens.jwks;
  });

  app.get<{ Querystring: { nonce?: string } }>(
    "/v1/clients/handshake_payload",
    { onSend: withoutCharset },
    async (request) => {
      requireSecretKey(request);
      const directives = context.handshakes.take(request.query.nonce ?? "");
      if (!directives) throw new FrontendApiError("resource_not_found", "handshake payload");
      return { directives };
    },
  );

  function requireSecretKey({ headers }: FastifyRequest): void {
    if (headers.authorization !== `Bearer ${context.secretKey}`)
      throw new FrontendApiError("clerk_key_invalid");
  }
}

/** Clerk's server packages read a response as JSON only if its content type has no charset. */
async function withoutCharset(
  _request: FastifyRequest,
  reply: FastifyReply,
  payload: unknown,
): Promise<unknown> {
  reply.header("content-type", "application/json");
  return payload;
}
