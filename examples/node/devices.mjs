// Lists the devices on which a user is signed in, and signs out those that the arguments name:
//
//   CLERK_PUBLISHABLE_KEY=pk_live_… CLERK_CLIENT_TOKEN=eyJ… node devices.mjs [sess_…]
//
// Clerk's Native API sends the client token in the Authorization header of its response to a
// sign-in. Without a key, the local Frontend API of `npm start` is asked, or the one that
// CLERK_PROXY_URL names.
import init, { SessionClient, SessionError } from "clerk-session";

const { CLERK_PUBLISHABLE_KEY, CLERK_CLIENT_TOKEN, CLERK_PROXY_URL } = process.env;
if (!CLERK_CLIENT_TOKEN) throw new Error("CLERK_CLIENT_TOKEN must be set.");
const proxyUrl = CLERK_PROXY_URL ?? "http://localhost:5273";

await init();
const sessionClient = new SessionClient({
  clientToken: CLERK_CLIENT_TOKEN,
  ...(CLERK_PUBLISHABLE_KEY
    ? { publishableKey: CLERK_PUBLISHABLE_KEY }
    : { frontendApi: "clerk.example.com", proxyUrl }),
});

/** Signs a device out. Another device's session is revoked, this client's own is deleted. */
async function signOut(id) {
  const isOwn = sessionClient.client?.sessions.some((session) => session.id === id);
  if (isOwn) await sessionClient.deleteSession(id);
  else await sessionClient.revokeSession(id);
  console.log(`${id} is signed out.`);
}

try {
  await sessionClient.getClient();
  for (const id of process.argv.slice(2)) await signOut(id);
  const devices = sessionClient.session ? await sessionClient.listActiveSessions() : [];
  for (const { id, latestActivity, lastActiveAt } of devices)
    console.log(id, latestActivity?.browserName ?? "unknown", new Date(lastActiveAt).toISOString());
} catch (error) {
  if (!(error instanceof SessionError)) throw error;
  console.error(`${error.code}: ${error.message}`);
  process.exitCode = 1;
} finally {
  sessionClient.close();
}
