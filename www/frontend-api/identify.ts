import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Context } from "./context.js";
import { FrontendApiError } from "./errors.js";
import type { AuthMethod, Requester } from "./requester.js";
import type { ClientRecord, Credential } from "./state/records.js";

// Browsers share cookies between ports. With one name, two servers on 127.0.0.1 would sign each
// other's browsers out.
function cookieName(request: FastifyRequest): string {
  return `__client_${request.socket.localPort}`;
}

/** One year, in seconds. */
const cookieMaxAge = 365 * 24 * 60 * 60;

/**
 * Identifies the sender of a request. The request chooses the method: one server acts as a
 * production and a development instance.
 */
export async function identify(request: FastifyRequest, context: Context): Promise<Requester> {
  const query = request.query as Record<string, string | undefined>;
  if (query._is_native === "1") {
    const token = (request.headers.authorization ?? "").replace(/^Bearer /i, "");
    return byClientToken("client_token", token, context);
  }
  const devBrowserToken = query.__clerk_db_jwt;
  if (devBrowserToken !== undefined) {
    const devBrowser = context.store.devBrowserByToken(devBrowserToken);
    if (!devBrowser) throw new FrontendApiError("dev_browser_unauthenticated");
    return {
      authMethod: "development_browser",
      client: devBrowser.client,
      devBrowser,
      presentedToken: devBrowserToken,
    };
  }
  return byClientToken("cookie", request.cookies[cookieName(request)] ?? "", context);
}

async function byClientToken(
  authMethod: AuthMethod,
  jwt: string,
  { store, tokens }: Context,
): Promise<Requester> {
  const claims = jwt ? await tokens.readClient(jwt) : null;
  const client = (claims && store.clients.get(claims.id)) ?? null;
  if (!claims || !client || !matchesCredential(client.credential, claims.rotatingToken)) {
    return { authMethod: authMethod, client: null, devBrowser: null, presentedToken: null };
  }
  return { authMethod: authMethod, client, devBrowser: null, presentedToken: claims.rotatingToken };
}

function matchesCredential({ current, previous }: Credential, token: string): boolean {
  return token === current || token === previous;
}

/** Returns the requester's client; creates one if there is none. */
export function ensureClient(request: FastifyRequest, { store }: Context): ClientRecord {
  const { requester } = request;
  if (!requester.client) {
    requester.client = store.createClient();
    if (requester.devBrowser) requester.devBrowser.client = requester.client;
  }
  return requester.client;
}

/**
 * Sends the current credential if the request carried an older one, in the manner of its method.
 */
export async function renewCredential(
  app: FastifyInstance,
  request: FastifyRequest,
  reply: FastifyReply,
  { tokens }: Context,
): Promise<void> {
  const { authMethod, client, devBrowser, presentedToken } = request.requester;
  if (devBrowser) {
    if (presentedToken !== devBrowser.credential.current)
      reply.header("clerk-db-jwt", devBrowser.credential.current);
    return;
  }
  if (!client || presentedToken === client.credential.current) return;
  const jwt = await tokens.client(client);
  if (authMethod === "client_token") {
    reply.header("authorization", jwt);
    return;
  }
  reply.header(
    "set-cookie",
    app.serializeCookie(cookieName(request), jwt, {
      path: "/",
      httpOnly: true,
      sameSite: "lax",
      maxAge: cookieMaxAge,
    }),
  );
}
