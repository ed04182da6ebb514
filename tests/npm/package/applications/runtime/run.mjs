// Runs in Node, Deno and Bun, to test where they differ from browsers.
import init, { SessionClient } from "clerk-session";

const TOKEN = "dvb_topsecret";
await init();

/**
 * Returns all properties of an error and its causes, as text.
 *
 * @param {any} error
 * @returns {string}
 */
function shown(error) {
  if (!(error instanceof Error)) return String(error);
  const own = Object.getOwnPropertyNames(error).map((name) => String(Reflect.get(error, name)));
  return [String(error), ...own, shown(error.cause)].join("\n");
}

// No server listens at this address. The errors of Deno and Bun contain the URL.
const proxyUrl = "http://127.0.0.1:1";
const options = { frontendApi: "x.clerk.accounts.dev", maxRetries: 0 };
const lost = new SessionClient({ ...options, devBrowser: TOKEN, proxyUrl });
const error = await lost.getClient().catch((error) => error);
lost.close();

// In these runtimes, reportError ends the process.
const { fetch } = globalThis;
const client = { id: "client_1", sessions: [], last_active_session_id: null };
globalThis.fetch = async () =>
  new Response(JSON.stringify({ response: client, client: null }), {
    headers: { "Clerk-Db-Jwt": "dvb_2" },
  });
const fail = () => {
  throw new Error("from a listener");
};
let calls = 0;
const one = new SessionClient({ ...options, devBrowser: "dvb_1", onDevBrowser: fail });
one.subscribe(fail);
one.subscribe(async () => fail());
one.subscribe(() => {
  calls += 1;
});
const id = (await one.getClient())?.id;
one.close();
globalThis.fetch = fetch;
await new Promise((resolve) => setTimeout(resolve, 50));

const printed = {
  code: error.code,
  hasCause: error.cause !== undefined,
  leaks: shown(error).includes(TOKEN),
  id,
  calls,
};
console.log(JSON.stringify(printed));
