import type { FastifyInstance } from "fastify";
import type { Context } from "../context.js";
import { isAlive } from "../state/store.js";

/** Adds the routes of the client: reading it, and removing all its sessions. */
export function clientRoutes(app: FastifyInstance, context: Context): void {
  // Always 200: clerk-js reacts to a 401 here by sending the request again at once, endlessly.
  app.get("/v1/client", async (request) => {
    const { client } = request.requester;
    return { response: client && (await context.client(client, request)), client: null };
  });

  app.delete("/v1/client/sessions", async (request) => {
    const { client } = request.requester;
    if (!client) return { response: null, client: null };
    for (const session of client.sessions.filter(isAlive))
      context.store.setSessionStatus(session, "removed");
    return { response: await context.client(client, request), client: null };
  });
}
