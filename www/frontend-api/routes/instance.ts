import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Context } from "../context.js";
import { seedId } from "../state/ids.js";

/** Adds the routes of the instance: its settings, its keys, development browsers. */
export function instanceRoutes(app: FastifyInstance, context: Context): void {
  app.get("/v1/environment", async (request) => environment(request));
  // clerk-js uses PATCH with a development key.
  app.patch("/v1/environment", async (request) => environment(request));

  app.post("/v1/dev_browser", async () => ({
    id: context.store.createDevBrowser().credential.current,
  }));

  app.get("/.well-known/jwks.json", async () => context.tokens.jwks);
}

/** Returns the few settings that session clients read. */
function environment({ method, requester }: FastifyRequest) {
  const development = method === "PATCH" || requester.authMethod === "development_browser";
  return {
    object: "environment",
    id: seedId("env", "local"),
    auth_config: {
      object: "auth_config",
      id: seedId("aconf", "local"),
      single_session_mode: false,
    },
    display_config: {
      object: "display_config",
      id: seedId("dispconf", "local"),
      application_name: "Local Frontend API",
      instance_environment_type: development ? "development" : "production",
    },
    user_settings: {},
  };
}
