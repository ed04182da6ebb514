// @ts-nocheck: everything here is made of values of the wrong type.
import init, { SessionClient, SessionError, signInUrl } from "clerk-session";
import { BEHAVIOURS, TARGETS } from "./targets.mjs";

/**
 * Runs calls in a page with one misbehaving foreign function, the program's argument. Prints the
 * outcomes of the calls, which hostile.spec.ts checks.
 */

const ROUNDS = 200;
/** The number of rounds run in parallel, because some calls of each wait 100 ms for other tabs. */
const AT_ONCE = 100;
// The native functions, which the targets may replace.
const { setTimeout: later } = globalThis;
const { now } = Date;

const uncaught = [];
// Node prints a warning by console.error if one document has many listeners.
process.removeAllListeners("warning");
for (const event of ["uncaughtException", "unhandledRejection"])
  process.on(event, (error) => uncaught.push(`${event}: ${error?.stack ?? String(error)}`));

// The globals of a page that Node lacks.
const locks = { request: async (_name, hold) => hold() };
const credentials = { get: async () => null };
const page = {
  document: Object.assign(new EventTarget(), {
    cookie: "__client_uat=1",
    visibilityState: "visible",
    location: { href: "https://app.example.com/?__clerk_db_jwt=dvb_1" },
  }),
  location: { protocol: "https:" },
  history: { state: null, replaceState() {} },
  navigator: { locks, credentials },
  PublicKeyCredential: class {},
};
for (const [name, value] of Object.entries(page))
  Object.defineProperty(globalThis, name, { configurable: true, writable: true, value });

const part = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");
const token = () => {
  const iat = Math.floor(now() / 1000);
  return `${part({ alg: "none" })}.${part({ sid: "sess_1", iat, exp: iat + 60 })}.c2ln`;
};
const session = (id, status = "active") => ({
  object: "session",
  id,
  status,
  expire_at: 1_900_000_000_000,
  last_active_at: 1,
});
const wireClient = () => ({
  object: "client",
  id: "client_1",
  sessions: [session("sess_1")],
  last_active_session_id: "sess_1",
});
const nonce = '{"challenge":"AQID","allowCredentials":[]}';
const verification = {
  status: "needs_first_factor",
  level: "first_factor",
  first_factor_verification: { status: "unverified", nonce },
};

const NativeResponse = Response;
let requestCount = 0;
let opened = 0;
globalThis.fetch = async (url) => {
  const json = (value, headers) => new NativeResponse(JSON.stringify(value), { headers });
  if (url.includes("/dev_browser")) return json({ id: "dvb_2" });
  if (url.includes("/tokens")) return json({ object: "token", jwt: token() });
  if (url.includes("/verify")) return json({ response: verification, client: null });
  if (url.includes("/revoke"))
    return json({ response: session("sess_2", "revoked"), client: null });
  if (url.includes("/me/sessions")) return json([session("sess_1"), session("sess_2")]);
  if (url.includes("/remove"))
    return json({ response: session("sess_1", "removed"), client: null });
  if (url.includes("/touch")) return json({ response: session("sess_1"), client: wireClient() });
  return json(
    { response: wireClient(), client: null },
    { "Clerk-Db-Jwt": `dvb_${requestCount++}` },
  );
};

/** Makes calls of each kind with a new SessionClient. */
async function calls(count, current) {
  // Each has an instance of its own. Otherwise all would act as tabs of one client and broadcast
  // every change to each other.
  const options = {
    frontendApi: `x${opened++}.clerk.accounts.dev`,
    maxRetries: 0,
    timeoutMs: 60_000,
  };
  let client;
  try {
    client = new SessionClient(options);
  } catch (error) {
    count(nameOf(error));
    return;
  }
  current.client = client;
  client.subscribe(() => {
    throw new Error("from a listener");
  });
  const call = async (made) =>
    count(await Promise.race([made.then(() => "resolved", nameOf), hangs()]));
  await call(client.getClient());
  await Promise.all([
    call(client.getToken({ session: "sess_1" })),
    call(client.getToken({ session: "sess_1", skipCache: true })),
  ]);
  await call(client.touchSession("sess_1"));
  await call(client.startVerification({ level: "first_factor", session: "sess_1" }));
  await call(client.verifyWithPasskey());
  await call((async () => signInUrl(client, { redirectUrl: "/" }))());
  await call(client.revokeOtherSessions({ as: "sess_1" }));
  await call(client.deleteSession("sess_1"));
  client.close();
}

const nameOf = (error) =>
  error instanceof SessionError
    ? error.code
    : `not a SessionError: ${error?.stack ?? String(error)}`;
const hangs = () => new Promise((resolve) => later(resolve, 20_000, "never settles").unref());

await init();
const target = TARGETS[process.argv[2]];
const outcomes = {};
// Errors of listeners are reported there, as expected.
console.error = () => {};
const { log } = console;

for (const [behaviour, standIn] of Object.entries(BEHAVIOURS)) {
  const counts = {};
  const count = (outcome) => {
    counts[outcome] = (counts[outcome] ?? 0) + 1;
  };
  const current = {};
  // Limited, because the client's calls call the foreign function again.
  let callsLeft = 0;
  const callClient = () => {
    if (callsLeft-- <= 0 || !current.client) return;
    const { client } = current;
    void [client.client, client.session, client.loaded];
    client.subscribe(() => {})();
    for (const made of [client.getClient(), client.getToken({ session: "sess_1" })])
      made.catch(() => {});
  };
  for (let rounds = 0; rounds < ROUNDS && !counts["never settles"]; rounds += AT_ONCE) {
    callsLeft = AT_ONCE;
    const restore = target((original, nonsense) => standIn(original, callClient, nonsense));
    await Promise.all(Array.from({ length: AT_ONCE }, () => calls(count, current)));
    restore();
  }
  const after = {};
  await calls((outcome) => {
    after[outcome] = (after[outcome] ?? 0) + 1;
  }, {});
  outcomes[behaviour] = { during: counts, after };
}
await new Promise((resolve) => later(resolve, 20));
log(JSON.stringify({ outcomes, uncaught }));
process.exit();
