// Lists the devices on which a user is signed in, and signs out those that the arguments name:
//
//   CLERK_PUBLISHABLE_KEY=pk_live_… CLERK_CLIENT_TOKEN=eyJ… node devices.mjs [sess_…]
//
// Clerk's Native API sends the client token in the Authorization header of its response to a
// sign-in. CLERK_PROXY_URL sends the requests through another URL.
import init, { SessionClient } from "clerk-session";

const { CLERK_PUBLISHABLE_KEY, CLERK_CLIENT_TOKEN, CLERK_PROXY_URL } = process.env;
if (!CLERK_PUBLISHABLE_KEY || !CLERK_CLIENT_TOKEN)
  throw new Error("CLERK_PUBLISHABLE_KEY and CLERK_CLIENT_TOKEN must be set.");

await init();
const sessionClient = new SessionClient({
  publishableKey: CLERK_PUBLISHABLE_KEY,
  clientToken: CLERK_CLIENT_TOKEN,
  ...(CLERK_PROXY_URL && { proxyUrl: CLERK_PROXY_URL }),
});

try {
  await sessionClient.getClient();
  for (const id of process.argv.slice(2)) {
    await sessionClient.revokeSession(id);
    console.log(`${id} is signed out.`);
  }
  for (const {
    id,
    latestActivity: device,
    lastActiveAt,
  } of await sessionClient.listActiveSessions())
    console.log(id, device?.browserName ?? "unknown", new Date(lastActiveAt).toISOString());
} finally {
  sessionClient.close();
}
