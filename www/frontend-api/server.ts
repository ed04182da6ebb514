import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import compress from "@fastify/compress";
import cookie from "@fastify/cookie";
import cors from "@fastify/cors";
import formbody from "@fastify/formbody";
import Fastify from "fastify";
import { Context } from "./context.js";
import { Control } from "./control/control.js";
import { controlPath, controlRoutes } from "./control/control-routes.js";
import { FaultInjector } from "./faults/fault-injector.js";
import { FaultPlan } from "./faults/fault-plan.js";
import { instanceOf } from "./instance.js";
import { addLifecycle } from "./lifecycle.js";
import { Outbox, type SentCode } from "./outbox.js";
import { RequestLog } from "./request-log.js";
import { backendApiRoutes } from "./routes/backend-api.js";
import { clientRoutes } from "./routes/client.js";
import { handshakeRoutes } from "./routes/handshake.js";
import { instanceRoutes } from "./routes/instance.js";
import { meRoutes } from "./routes/me.js";
import { passkeyRoutes } from "./routes/passkeys.js";
import { reverificationRoutes } from "./routes/reverification.js";
import { sessionRoutes } from "./routes/sessions.js";
import { signInRoutes } from "./routes/sign-ins.js";
import { tokenRoutes } from "./routes/tokens.js";
import { Store } from "./state/store.js";
import { TokenIssuer, type TokenRules } from "./tokens/token-issuer.js";

/**
 * Milliseconds. Node's default of five seconds would close connections under requests that are just
 * being sent.
 */
const keepAliveTimeout = 72_000;
/** Bytes. A browser sends the cookies of every server that ever ran on any port of 127.0.0.1. */
const maxHeaderSize = 65_536;

/** Options of the local Frontend API. */
export interface FrontendApiOptions {
  /** Defaults to 0: any free port. */
  port?: number;
  /**
   * Whether to serve the control over HTTP under {@link controlPath}. In the same process it is
   * always available.
   */
  control?: boolean;
  /** Whether to refuse a request with both `Origin` and `Authorization`, as Clerk's API does. */
  refuseOriginWithAuthorization?: boolean;
  /** The origins whose requests may have both headers all the same, as an extension's may. */
  allowedOrigins?: readonly string[];
  /**
   * The instance's key. With it, the cookies that the server sets for applications have their
   * suffixes, and a production instance's responses set `__client_uat`.
   */
  publishableKey?: string;
  /** The key by which an application's server calls the Backend API. Defaults to a fixed one. */
  secretKey?: string;
  /**
   * The host name in `url`. Defaults to 127.0.0.1. A passkey belongs to a domain, which `localhost`
   * is.
   */
  hostName?: "127.0.0.1" | "localhost";
  /** A path before `/v1`, as with a proxy: `/__clerk`. */
  pathPrefix?: string;
  /** The lifetime of session tokens in seconds. Defaults to 60. */
  tokenLifetimeSeconds?: number;
  /** Returns the time in Unix milliseconds. Defaults to the system clock. */
  now?: () => number;
  /** Called with each code that is sent; in the same process the control has the codes too. */
  onCode?: (sent: SentCode) => void;
}

/** A running local Frontend API. */
export interface FrontendApiServer {
  /**
   * `http://127.0.0.1:{port}` and the path prefix: a client's proxyUrl. The server responds to
   * `localhost` too, but to a browser that is another site. It must be the page's host name;
   * otherwise the cookie is a third-party cookie.
   */
  readonly url: string;
  readonly control: Control;
  /** Stops the server at once: it cuts connections that are kept alive or held. */
  close(): Promise<void>;
}

/**
 * Starts a Frontend API on 127.0.0.1 that responds like Clerk's and keeps all its state in memory.
 */
export async function createFrontendApi(
  options: FrontendApiOptions = {},
): Promise<FrontendApiServer> {
  const {
    port = 0,
    hostName = "127.0.0.1",
    pathPrefix = "",
    now = Date.now,
    onCode = () => {},
  } = options;
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
  const { publishableKey, secretKey = "sk_test_local" } = options;
  const instance = publishableKey === undefined ? null : instanceOf(publishableKey);
  const context = new Context(store, tokens, outbox, now, instance, secretKey);
  const closing = new AbortController();
  const faultInjector = new FaultInjector(context, faults, log, closing.signal);

  const app = Fastify({
    forceCloseConnections: true,
    routerOptions: { maxParamLength: 1000 },
    // By default, Fastify's validator would repair an invalid control request instead of refusing
    // it.
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
      // The API accepts forms only; Fastify would parse JSON and plain text too.
      scope.removeAllContentTypeParsers();
      await scope.register(formbody);
      addLifecycle(scope, {
        context,
        log,
        faultInjector: faultInjector,
        refuseOriginWithAuthorization: options.refuseOriginWithAuthorization ?? false,
        allowedOrigins: options.allowedOrigins ?? [],
      });
      // After the faults, which change a response's text.
      await scope.register(compress, { threshold: 0, encodings: ["br", "gzip"] });
      for (const addRoutes of [
        backendApiRoutes,
        clientRoutes,
        handshakeRoutes,
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
