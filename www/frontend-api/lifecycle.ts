import { Readable } from "node:stream";
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { clientUat, clientUatCookies, clientUatOf } from "./application-cookies.js";
import type { Context } from "./context.js";
import { FrontendApiError } from "./errors.js";
import type { FaultInjector } from "./faults/fault-injector.js";
import { identify, renewCredential } from "./identify.js";
import { pathOf, type RequestLog } from "./request-log.js";

/** The dependencies of the hooks that run for every API request. */
export interface Lifecycle {
  readonly context: Context;
  readonly log: RequestLog;
  readonly faultInjector: FaultInjector;
  /** Whether to refuse a request with both `Origin` and `Authorization`. */
  readonly refuseOriginWithAuthorization: boolean;
  /** The origins whose requests may have both. */
  readonly allowedOrigins: readonly string[];
}

/**
 * Adds the hooks around the routes. They log the body, apply faults, identify the requester and
 * renew credentials; errors become responses in Clerk's form.
 */
export function addLifecycle(scope: FastifyInstance, lifecycle: Lifecycle): void {
  const { context, log, faultInjector, refuseOriginWithAuthorization, allowedOrigins } = lifecycle;
  scope.decorateRequest("requester");
  scope.decorateRequest("fault", null);

  scope.addHook("preParsing", async (request, _reply, payload) => {
    const chunks: Buffer[] = [];
    for await (const chunk of payload) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    log.update(request.raw, { body: body.toString() });
    return Object.assign(Readable.from([body]), { receivedEncodedLength: body.length });
  });

  scope.addHook("preValidation", async (request, reply) => {
    if (await faultInjector.beforeRoute(request, reply)) return reply;
    const { origin, authorization } = request.headers;
    const hasBoth = origin !== undefined && authorization !== undefined;
    if (refuseOriginWithAuthorization && hasBoth && !allowedOrigins.includes(origin))
      throw new FrontendApiError("origin_authorization_headers_conflict");
    context.store.abandonIdleSessions();
    request.requester = await identify(request, context);
  });

  scope.addHook("onSend", async (request, reply, payload) => {
    // A request that a fault ended early was never identified.
    if (request.requester) {
      await renewCredential(scope, request, reply, context);
      setClientUat(request, reply, context);
    }
    return faultInjector.afterRoute(request, reply, payload);
  });

  scope.setErrorHandler((error: FastifyError | FrontendApiError, _request, reply) => {
    if (error instanceof FrontendApiError) return reply.code(error.status).send(error.body());
    const status = error.statusCode ?? 500;
    if (status < 500)
      return reply
        .code(status)
        .send(new FrontendApiError("request_body_invalid", error.message).body());
    // A sender that has gone is no fault of the server.
    if (error.code !== "ERR_STREAM_PREMATURE_CLOSE") console.error(error);
    return reply
      .code(status)
      .send(new FrontendApiError("internal_clerk_error", error.message).body());
  });

  scope.setNotFoundHandler((request, reply) => {
    const refusal = new FrontendApiError(
      "not_implemented",
      `${request.method} ${pathOf(request.url)}`,
    );
    return reply.code(refusal.status).send(refusal.body());
  });
}

/**
 * Tells the application's server when the client last changed. At a development instance, the page
 * does that.
 */
function setClientUat(request: FastifyRequest, reply: FastifyReply, { instance }: Context): void {
  const { authMethod, client } = request.requester;
  const isPresent = request.cookies[clientUat] === clientUatOf(client);
  if (!instance || instance.isDevelopment || authMethod !== "cookie" || isPresent) return;
  reply.header("set-cookie", clientUatCookies(client, instance));
}
