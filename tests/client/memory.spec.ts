import { expect, test } from "@playwright/test";
import { captureMemory, inNode } from "./in_node.js";

/**
 * A program that loads the module and keeps references to its memory and to its handles on
 * JavaScript's objects. It answers every request itself: of four, one is refused, one lost and one
 * unreadable. Memory grows by 64 KiB, so a leak of 12 bytes in each of 5,500 calls is found.
 */
const program = `
  // wasm-bindgen's glue keeps the module's JavaScript objects in the first array that it fills.
  let handles;
  const { fill } = Array.prototype;
  Array.prototype.fill = function (...args) {
    handles ??= this;
    return fill.apply(this, args);
  };
  const {
    default: init,
    checkAuthorization,
    decodeToken,
    deleteSession,
    parseClient,
    parseSession,
    parseSessions,
    SessionClient,
  } = await import("clerk-session");
  Array.prototype.fill = fill;
  ${captureMemory}
  await init();
  const size = () => [memory.buffer.byteLength, handles.length];

  const membership = {
    id: "orgmem_1",
    role: "org:admin",
    permissions: ["org:a"],
    organization: { id: "org_1" },
  };
  const user = {
    id: "user_1",
    public_metadata: { a: [1] },
    organization_memberships: [membership],
  };
  const session = (id, status = "active") => ({
    id,
    status,
    expire_at: 1,
    last_active_at: 2,
    last_active_organization_id: "org_1",
    factor_verification_age: [0, -1],
    user,
  });
  const client = (...ids) => ({
    id: "client_1",
    sessions: ids.map((id) => session(id)),
    last_active_session_id: ids[0],
  });
  const part = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const jwt = part({ oiat: 1 }) + "." + part({ iat: 1, exp: 61, org_id: "org_1" }) + ".c2ln";
  const json = (value, status) => new Response(JSON.stringify(value), { status });
  const nonce = '{"challenge":"AQID","allowCredentials":[{"type":"public-key","id":"AQID"}]}';
  const verification = {
    status: "complete",
    level: "first_factor",
    session: session("sess_1"),
    first_factor_verification: { nonce },
  };
  const refused = {
    errors: [{ code: "resource_not_found", message: "no", meta: { a: 1 } }],
    clerk_trace_id: "t",
  };
  let requestCount = 0;
  let fate;
  let authenticator;
  const credentials = { get: ({ signal }) => authenticator(signal) };
  Object.defineProperty(globalThis, "navigator", { value: { credentials } });
  globalThis.PublicKeyCredential = class {};
  const bytes4 = Uint8Array.of(1, 2, 3, 4).buffer;
  const signed = {
    id: "AQID",
    rawId: bytes4,
    response: { authenticatorData: bytes4, clientDataJSON: bytes4, signature: bytes4 },
  };
  globalThis.fetch = async (url) => {
    const path = new URL(url).pathname.split("/");
    requestCount += 1;
    // GET /client returns a new client each time, so that each response changes the state.
    if (path.at(-1) === "client")
      return json({ response: client("sess_" + requestCount, "sess_here"), client: null });
    const id = path.at(-2);
    if (fate === 0) return json(refused, 404);
    if (fate === 1) throw new TypeError("lost");
    if (fate === 2) return new Response('{"response":{"id":7},"client":{"id":"client_1","ses');
    if (path.at(-1) === "tokens") return json({ object: "token", jwt });
    if (path.includes("verify")) return json({ response: verification, client: null });
    const status = path.at(-1) === "remove" ? "removed" : "active";
    return json({ response: session(id, status), client: client("sess_here") });
  };

  const options = { frontendApi: "clerk.example.com", clientToken: "token", maxRetries: 0 };
  const one = new SessionClient(options);
  const outcomes = {};
  const count = (outcome) => { outcomes[outcome] = (outcomes[outcome] ?? 0) + 1; };
  const call = (made) => made.then(() => count("resolved"), ({ code }) => count(code));
  const text = JSON.stringify(client("sess_1", "sess_2", "sess_3"));
  const featured = "e30.eyJmZWEiOiJvOmEifQ.c2ln"; // {"fea":"o:a"}
  const bytes = new TextEncoder().encode(text);

  async function rounds(times) {
    for (let round = 0; round < times; round += 1) {
      parseClient(text);
      parseClient(bytes);
      const [parsed] = parseSessions(JSON.stringify([session("sess_1"), session("sess_2")]));
      const unreadable = { id: "sess_1", status: "active", user: { id: round } };
      try {
        parseSession(JSON.stringify(unreadable));
      } catch {
        count("unread");
      }
      const { claims } = decodeToken(featured);
      const reverification = { level: "first_factor", afterMinutes: round % 2 };
      const required = { role: "admin", feature: "a", reverification };
      const lastActiveToken = { jwt: featured };
      if (checkAuthorization({ ...parsed, lastActiveToken }, required)) count(claims.fea);
      try {
        checkAuthorization({ ...parsed, user: { id: round } }, required);
      } catch {
        count("unread");
      }

      const { signal } = new AbortController();
      const stop = one.subscribe(() => count("notified"));
      fate = round % 4;
      await call(one.deleteSession("sess_" + round, { signal }));
      await call(one.touchSession("sess_" + round));
      await call(deleteSession("sess_" + round, options));
      // From the server or, after a round in which it arrived, from the cache. Every eighth call
      // asks for more leeway than the token has.
      await call(one.getToken({ session: "sess_here", leewaySeconds: round % 8 === 7 ? 70 : 10 }));
      await call(one.getToken({ session: "sess_here", skipCache: true }));
      await call(one.getToken({ session: "sess_" + round }));
      await call(Promise.all([one.getClient(), one.getClient(), one.client]));
      stop();

      await call(one.startVerification({ level: "first_factor", session: "sess_" + round }));
      await call(one.attemptFirstFactor({ strategy: "password", password: "secret" }));
      // One passkey request in three succeeds, one is refused and one never settles.
      fate = 3;
      await call(one.startVerification({ level: "first_factor", session: "sess_1" }));
      const caller = new AbortController();
      authenticator = [
        () => Promise.resolve(signed),
        () => Promise.reject(new DOMException("no", "NotAllowedError")),
        (signal) => new Promise((_, reject) => {
          signal.onabort = () => reject(signal.reason);
          caller.abort({ code: "aborted" });
        }),
      ][round % 3];
      await call(one.verifyWithPasskey({ signal: caller.signal }));
    }
  }
  await rounds(100);
  const before = size();
  for (const outcome in outcomes) delete outcomes[outcome];
  await rounds(500);
  console.log(JSON.stringify({ before, after: size(), outcomes }));
`;

test("After 3,500 conversions and 5,500 calls, some failed, memory has not grown", async () => {
  const { before, after, outcomes } = (await inNode(program)) as Record<string, unknown>;
  expect(before).toEqual([expect.any(Number), expect.any(Number)]);
  expect(after).toEqual(before);
  // Proves that each kind of call was made.
  expect(outcomes).toEqual({
    unread: 1_000,
    "o:a": 250,
    notified: expect.any(Number),
    resolved: 2230,
    api: 625,
    not_deleted: 250,
    network: 1000,
    invalid_response: 1000,
    invalid_argument: 62,
    passkey: 167,
    aborted: 166,
  });
});
