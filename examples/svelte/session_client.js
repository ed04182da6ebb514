import init, { SessionClient } from "clerk-session";

const publishableKey = import.meta.env.VITE_CLERK_PUBLISHABLE_KEY;

/** The local Frontend API of `npm start`, for those who have no key at hand. */
const local = { frontendApi: "clerk.example.com", proxyUrl: "http://localhost:5273" };

await init();

/** The page's one SessionClient. */
export const sessionClient = new SessionClient(publishableKey ? { publishableKey } : local);
