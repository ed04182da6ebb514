import init, { SessionClient } from "clerk-session";

export default {
  /** @param {Request} request */
  async fetch(request) {
    const { proxyUrl, clientToken } = await request.json();
    await init();
    const client = new SessionClient({ frontendApi: "clerk.example.com", proxyUrl, clientToken });
    const known = await client.getClient();
    const deleted = await client.deleteSession("current");
    return Response.json({
      known: known?.sessions.map(({ id }) => id),
      deleted: { id: deleted?.id, status: deleted?.status },
      current: client.session,
    });
  },
};
