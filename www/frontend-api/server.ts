import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import cookie from "@fastify/cookie";
import cors from "@fastify/cors";
import formbody from "@fastify/formbody";
import Fastify from "fastify";
import { Context } from "./context.js";
import { Control } from "./control/control.js";
import { controlPath, controlRoutes } from "./control/control-routes.js";
import { FaultInjector } from "./faults/fault-injector.js";
import { FaultPlan } from "./faults/fault-plan.js";
import { addLifecycle } from "./lifecycle.js";
import { Outbox, type SentCode } from "./outbox.js";
import { RequestLog } from "./request-log.js";
import { clientRoutes } from "./routes/client.js";
import { instanceRoutes } from "./routes/instance.js";
import { meRoutes } from "./routes/me.js";
import { passkeyRoutes } from "./routes/passkeys.js";
import { reverificationRoutes } from "./routes/reverification.js";
import { sessionRoutes } from "./routes/sessions.js";
import { signInRoutes } from "./routes/sign-ins.js";
import { tokenRoutes } from "./routes/tokens.js";
import { Store } from "./state/store.js";
import { TokenIssuer, type TokenRules } from "./tokens/token-issuer.js";

/** Milliseconds. Node's own five seconds would close connections under requests that are just being sent. */
const keepAliveTimeout = 72_000;
/** Bytes. A browser sends the cookies of every server that ever ran on any port of 127.0.0.1. */
const maxHeaderSize = 65_536;

/** How to start the local Frontend API. */
export interface FrontendApiOptions {
  /** Default 0: any that is free. */
  port?: number;
  /** Whether the control answers over HTTP too, under {@link controlPath}. In the same process it is always there. */
  control?: boolean;
  /** Refuse a request with both `Origin` and `Authorization`, as the real one does. */
  refuseOriginWithAuthorization?: boolean;
  /** The name that `url` has the server by; default 127.0.0.1. A passkey belongs to a domain, which `localhost` is. */
  hostName?: "127.0.0.1" | "localhost";
  /** A path before `/v1`, as behind a proxy: `/__clerk`. */
  pathPrefix?: string;
  /** The life of session tokens in seconds; default 60. */
  tokenLifetimeSeconds?: number;
  /** The time in Unix milliseconds; default the clock. */
  now?: () => number;
  /** Is told of each code that somebody is sent; in the same process the control has them too. */
  onCode?: (sent: SentCode) => void;
}

/** A local Frontend API that is running. */
export interface FrontendApiServer {
  /**
   * `http://127.0.0.1:{port}` and the path prefix: what a client takes as its proxyUrl. The server answers to `localhost`
   * too, but to a browser that is another site: it must be the name that the page has, or the cookie is a third party's.
   */
  readonly url: string;
  readonly control: Control;
  /** Stops at once: connections that are kept alive or held are cut. */
  close(): Promise<void>;
}

/** Starts a Frontend API on 127.0.0.1 that answers like Clerk's; all its state is in memory. */
export async function createFrontendApi(options: FrontendApiOptions = {}): Promise<FrontendApiServer> {
  const { port = 0, hostName = "127.0.0.1", pathPrefix = "", now = Date.now, onCode = () => {} } = options;
  let url = "";
  const store = new Store(now);
  const log = new RequestLog(now);
  const faults = new FaultPlan();
  const outbox = new Outbox(now, onCode);
  const rules: TokenRules = {
    lifetimeSeconds: options.tokenLifetimeSeconds ?? 60,
    version: 2,
    expiredTokenRequired: false,
  };
  const control = new Control(store, log, faults, outbox, rules);
  const tokens = await TokenIssuer.create({ now, issuer: () => url }, rules);
  const context = new Context(store, tokens, outbox, now);
  const closing = new AbortController();
  const faultInjector = new FaultInjector(context, faults, log, closing.signal);

  const app = Fastify({
    forceCloseConnections: true,
    routerOptions: { maxParamLength: 1000 },
    // Fastify's validator would otherwise repair a control request instead of refusing it.
    ajv: { customOptions: { removeAdditional: false, coerceTypes: false } },
    serverFactory: (handle) =>
      createServer({ keepAliveTimeout, maxHeaderSize }, (request, response) => {
        if (!request.url?.startsWith(controlPath)) {
          log.begin(request, response);
          const operation = log.entryFor(request)?.operation;
          if (operation) request.method = operation;
        }
        handle(request, response);
      }),
  });
  await app.register(cors, {
    origin: true,
    credentials: true,
    methods: ["GET", "POST", "PUT", "PATCH", "DELETE"],
    exposedHeaders: ["Retry-After", "Clerk-Db-Jwt", "Authorization", "X-Country"],
  });
  await app.register(cookie);

  if (options.control)
    await app.register(async (scope) => controlRoutes(scope, control), { prefix: controlPath });
  await app.register(
    async (scope) => {
      // The API takes forms only; Fastify would read JSON and plain text too.
      scope.removeAllContentTypeParsers();
      await scope.register(formbody);
      addLifecycle(scope, {
        context,
        log,
        faultInjector: faultInjector,
        refuseOriginWithAuthorization: options.refuseOriginWithAuthorization ?? false,
      });
      for (const addRoutes of [
        clientRoutes,
        instanceRoutes,
        meRoutes,
        passkeyRoutes,
        reverificationRoutes,
        sessionRoutes,
        signInRoutes,
        tokenRoutes,
      ]) {
        addRoutes(scope, context);
      }
    },
    { prefix: pathPrefix },
  );

  await app.listen({ host: "127.0.0.1", port });
  const { port: boundPort } = app.server.address() as AddressInfo;
  url = `http://${hostName}:${boundPort}${pathPrefix}`;
  return {
    url,
    control,
    close: async () => {
      closing.abort();
      faults.release();
      await app.close();
    },
  };
}
