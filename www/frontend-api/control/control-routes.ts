import type { FastifyInstance } from "fastify";
import { errorCodes } from "../errors.js";
import type { Fault } from "../faults/fault-plan.js";
import { type SessionStatus, sessionStatuses } from "../state/records.js";
import type { TokenRules } from "../tokens/token-issuer.js";
import { type Control, ControlError, type NewSession } from "./control.js";

/**
 * The path of the control endpoint, if the server was started with it. Requests below it are
 * neither logged nor subject to faults.
 */
export const controlPath = "/__control";

const phase = { enum: ["before-change", "after-change"] };
const text = { type: "string" };
const count = { type: "integer", minimum: 0 };

/**
 * A {@link Fault} as JSON Schema. It refuses misspelt members: a misspelt fault would never apply,
 * and its test would pass for the wrong reason.
 */
const faultSchema = {
  type: "object",
  additionalProperties: false,
  properties: {
    method: text,
    path: text,
    skip: count,
    times: { type: "integer", minimum: 1 },
    delayMs: count,
    hold: phase,
    drop: { enum: [...phase.enum, "in-body"] },
    answer: {
      type: "object",
      additionalProperties: false,
      properties: {
        error: { enum: errorCodes },
        withClient: { type: "boolean" },
        status: { type: "integer", minimum: 200, maximum: 599 },
        json: {},
        body: text,
        contentType: text,
      },
    },
    answerAt: phase,
    set: { type: "object" },
    remove: { type: "array", items: text },
    truncateTo: count,
    headers: { type: "object", additionalProperties: { anyOf: [text, { type: "null" }] } },
  },
};

const sessionSchema = {
  type: "object",
  required: ["identifier"],
  additionalProperties: false,
  properties: {
    identifier: text,
    clientId: text,
    userAgent: text,
    where: {
      type: "object",
      required: ["ipAddress"],
      additionalProperties: false,
      properties: { ipAddress: text, city: text, country: text },
    },
    status: { enum: sessionStatuses },
    tasks: { type: "array", items: text },
  },
};

const tokenRulesSchema = {
  type: "object",
  additionalProperties: false,
  properties: {
    lifetimeSeconds: { type: "integer", minimum: 1 },
    version: { enum: [1, 2] },
    expiredTokenRequired: { type: "boolean" },
  },
};

/**
 * Serves the {@link Control} over HTTP with JSON bodies, for tests that run in another process than
 * the server.
 */
export function controlRoutes(app: FastifyInstance, control: Control): void {
  app.setErrorHandler((error: Error & { statusCode?: number }, _request, reply) => {
    const status = error instanceof ControlError ? 404 : (error.statusCode ?? 500);
    return reply.code(status).send({ error: error.message });
  });

  app.get("/requests", async () => control.requests);
  app.delete("/requests", async (_request, reply) => {
    control.clearRequests();
    return reply.code(204).send();
  });

  app.get("/faults", async () => control.faults);
  app.post<{ Body: Fault[] }>(
    "/faults",
    { schema: { body: { type: "array", items: faultSchema } } },
    async (request, reply) => {
      control.addFaults(...request.body);
      return reply.code(204).send();
    },
  );
  app.delete("/faults", async (_request, reply) => {
    control.clearFaults();
    return reply.code(204).send();
  });

  app.post("/release", async () => ({ released: control.release() }));
  app.post("/reset", async (_request, reply) => {
    control.reset();
    return reply.code(204).send();
  });

  app.get("/codes", async () => control.codes);
  app.get("/passkeys", async () => control.passkeys);
  app.post<{ Body: Partial<TokenRules> }>(
    "/token_rules",
    { schema: { body: tokenRulesSchema } },
    async (request, reply) => {
      control.setTokenRules(request.body);
      return reply.code(204).send();
    },
  );

  app.get("/sessions", async () => control.sessions);
  app.post<{ Body: NewSession }>(
    "/sessions",
    { schema: { body: sessionSchema } },
    async (request) => control.createSession(request.body),
  );
  app.post<{ Params: { id: string }; Body: { status: SessionStatus } }>(
    "/sessions/:id",
    {
      schema: {
        body: {
          type: "object",
          required: ["status"],
          additionalProperties: false,
          properties: { status: { enum: sessionStatuses } },
        },
      },
    },
    async (request) => control.setSessionStatus(request.params.id, request.body.status),
  );

  app.post<{ Params: { id: string } }>("/clients/:id/rotate", async (request, reply) => {
    control.rotateClientToken(request.params.id);
    return reply.code(204).send();
  });
  app.post<{ Params: { token: string } }>("/dev_browsers/:token/rotate", async (request, reply) => {
    control.rotateDevBrowser(request.params.token);
    return reply.code(204).send();
  });
  app.delete<{ Params: { token: string } }>("/dev_browsers/:token", async (request, reply) => {
    control.forgetDevBrowser(request.params.token);
    return reply.code(204).send();
  });
}
