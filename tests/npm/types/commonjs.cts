// Imports the package as a CommonJS program does.
import clerkSession = require("clerk-session");

export async function signOut(token: string): Promise<string | null> {
  await clerkSession.default();
  const client = new clerkSession.SessionClient({
    frontendApi: "clerk.example.com",
    clientToken: token,
  });
  const deleted: clerkSession.Session | null = await client.deleteSession();
  return deleted?.id ?? null;
}
