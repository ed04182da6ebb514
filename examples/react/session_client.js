import init, { SessionClient } from "clerk-session";

const publishableKey = import.meta.env.VITE_CLERK_PUBLISHABLE_KEY;

/** The local Frontend API of `npm start`, which needs no key. */
const local = { frontendApi: "clerk.example.com", proxyUrl: "http://localhost:5273" };

await init();

/** The page's one SessionClient. */
export const sessionClient = new SessionClient(publishableKey ? { publishableKey } : local);
