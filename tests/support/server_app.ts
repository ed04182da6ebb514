import { once } from "node:events";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { dirname } from "node:path";
import { createClerkClient } from "@clerk/backend";
import { clerkMiddleware, getAuth } from "@clerk/express";
import express, { type Request as ExpressRequest } from "express";
import { exportSPKI, importJWK } from "jose";
import { packageDir } from "../../scripts/lib/paths.mjs";
import type { FrontendApiServer } from "../../www/frontend-api/server.js";

/** The packages of Clerk that can identify a request's user. */
export type Library = "@clerk/backend" | "@clerk/express";

/** The identity that the server has found in a request for a document. */
export interface Seen {
  readonly session: string | null;
  readonly organization: string | null;
  /** The reason for a handshake. Null if the server has asked for none. */
  readonly handshake: string | null;
}

/** A server that renders its pages for the user of the request. */
export interface ServerApp {
  /** A page that needs no user. */
  readonly url: string;
  /** A page that shows its user. */
  readonly userUrl: string;
  /** The identities in the requests for {@link userUrl}, in order. */
  readonly seen: readonly Seen[];
  close(): Promise<void>;
}

/** The secret key of the local instance. It opens nothing else. */
export const secretKey = "sk_test_not-a-secret";

const clerkJs = dirname(createRequire(import.meta.url).resolve("@clerk/clerk-js"));

/**
 * Starts a server that identifies users by a package of Clerk and the keys of a local Frontend API.
 * With `@clerk/express`, it redirects a browser to the handshake of that API.
 */
export async function startServerApp(
  api: FrontendApiServer,
  library: Library,
  publishableKey: string,
): Promise<ServerApp> {
  const response = await fetch(`${api.url}/.well-known/jwks.json`);
  const [key] = (await response.json()).keys;
  const jwtKey = await exportSPKI(
    (await importJWK(key, "RS256", { extractable: true })) as CryptoKey,
  );
  // Nothing may leave this machine.
  const telemetry = { disabled: true };
  const { url: apiUrl } = api;
  const options = { publishableKey, secretKey, jwtKey, apiUrl, proxyUrl: apiUrl, telemetry };
  const seen: Seen[] = [];
  const app = express();
  app.get("/", (_, response) => void response.send(html("A page")));
  app.use("/pkg", express.static(packageDir));
  app.use("/clerk-js", express.static(clerkJs));
  app.use("/user", async (request, _, next) => {
    if (library === "@clerk/backend") seen.push(await identify(request, options));
    next();
  });
  app.use(
    "/user",
    library === "@clerk/express" ? clerkMiddleware(options) : (_, __, next) => next(),
    (request, response) => {
      if (library === "@clerk/express") {
        const { sessionId, orgId } = getAuth(request, { treatPendingAsSignedOut: false });
        seen.push({ session: sessionId ?? null, organization: orgId ?? null, handshake: null });
      }
      response.send(html("The user's page"));
    },
  );
  const server = app.listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  server.on("request", (_, response) => {
    response.on("finish", () => {
      const reason = response.getHeader("x-clerk-auth-reason");
      if (response.getHeader("x-clerk-auth-status") === "handshake")
        seen.push({ session: null, organization: null, handshake: String(reason) });
    });
  });
  return {
    url,
    userUrl: `${url}user`,
    seen,
    close: async () => {
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

async function identify(
  request: ExpressRequest,
  options: { publishableKey: string; secretKey: string; jwtKey: string },
): Promise<Seen> {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) headers.set(name, String(value));
  const url = `http://${request.headers.host}${request.originalUrl}`;
  const state = await createClerkClient(options).authenticateRequest(
    new Request(url, { headers }),
    options,
  );
  const auth = state.toAuth({ treatPendingAsSignedOut: false });
  return {
    session: auth && "sessionId" in auth ? (auth.sessionId ?? null) : null,
    organization: auth && "orgId" in auth ? (auth.orgId ?? null) : null,
    handshake: state.status === "handshake" ? state.reason : null,
  };
}

function html(title: string): string {
  return `<!doctype html><title>${title}</title><link rel="icon" href="data:,">`;
}
