import type { FastifyInstance, FastifyRequest } from "fastify";
import { clientUatCookies, devBrowserCookies, sessionCookies } from "../application-cookies.js";
import type { Context } from "../context.js";
import { FrontendApiError } from "../errors.js";
import { isAlive } from "../state/store.js";

interface HandshakeRoute {
  Querystring: { redirect_url?: string; format?: string };
}

/**
 * Adds the handshake: an application's server redirects a browser here to learn who it is. The
 * cookies that the application needs go back in the URL, as a nonce or as a token.
 */
export function handshakeRoutes(app: FastifyInstance, context: Context): void {
  app.get<HandshakeRoute>("/v1/client/handshake", async (request, reply) => {
    const target = redirectTarget(request.query.redirect_url);
    const directives = await cookiesFor(request, target.origin, context);
    if (request.query.format === "nonce") {
      target.searchParams.set("__clerk_handshake_nonce", context.handshakes.keep(directives));
    } else {
      target.searchParams.set("__clerk_handshake", await context.tokens.handshake(directives));
    }
    return reply.redirect(target.href, 307);
  });
}

function redirectTarget(url: string | undefined): URL {
  if (url === undefined)
    throw new FrontendApiError("form_param_missing", "redirect_url", {
      param_name: "redirect_url",
    });
  const target = URL.canParse(url) ? new URL(url) : null;
  if (!target || !/^https?:$/.test(target.protocol))
    throw new FrontendApiError("form_param_value_invalid", "redirect_url", {
      param_name: "redirect_url",
    });
  return target;
}

/** Returns the header values that set the application's cookies to the browser's present state. */
async function cookiesFor(
  request: FastifyRequest<HandshakeRoute>,
  origin: string,
  context: Context,
): Promise<string[]> {
  const { instance } = context;
  const { client, devBrowser, authMethod } = request.requester;
  const alive = client?.sessions.filter(isAlive) ?? [];
  const session = alive.find(({ id }) => id === client?.lastActiveSessionId) ?? alive[0];
  const jwt = session ? await context.issueSessionToken(session, origin) : null;
  const isNewBrowser = instance?.isDevelopment === true && authMethod !== "development_browser";
  const devBrowserToken =
    devBrowser?.credential.current ??
    (isNewBrowser ? context.store.createDevBrowser().credential.current : null);
  return [
    ...sessionCookies(jwt, instance),
    ...clientUatCookies(client, instance),
    ...(devBrowserToken === null ? [] : devBrowserCookies(devBrowserToken, instance)),
  ];
}
