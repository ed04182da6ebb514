import init, { SessionClient } from "clerk-session";

// The SessionClient and its tokens stay in the worker: the page receives results, but no token.
const publishableKey = import.meta.env.VITE_CLERK_PUBLISHABLE_KEY;
const local = { frontendApi: "clerk.example.com", proxyUrl: "http://localhost:5273" };

await init();
const sessionClient = new SessionClient(publishableKey ? { publishableKey } : local);

const calls = {
  signOut: async (id) => {
    await sessionClient.deleteSession(id);
    return "The server has confirmed the sign-out.";
  },
  getToken: async (session) => {
    const token = await sessionClient.getToken({ session });
    return `A token of ${token.length} characters.`;
  },
};

const post = () => postMessage({ client: sessionClient.client });
sessionClient.subscribe(post);
addEventListener("message", async ({ data: { call, id } }) => {
  postMessage({ message: await calls[call](id).catch(String) });
});
sessionClient.getClient().then(post, (error) => postMessage({ message: String(error) }));
