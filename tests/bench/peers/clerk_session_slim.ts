import init, { parseClient, SessionClient } from "clerk-session/slim";

const publishableKey = "pk_live_Y2xlcmsuZXhhbXBsZS5jb20k";

export async function start(): Promise<SessionClient> {
  await init();
  return new SessionClient({ publishableKey });
}

export const readClient = parseClient;
