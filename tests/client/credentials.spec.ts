import { SessionClient, type SessionClientOptions } from "clerk-session";
import {
  after,
  before,
  deferred,
  envelope,
  errorResponse,
  ours,
  type PlannedResponse,
  type ReceivedRequest,
  wireClient,
  wireSession,
} from "./fake_server.js";
import { expect, frontendApi, ids, rejection, settledLines, test } from "./fixtures.js";
import { sessionToken, tokenResponse } from "./session_token.js";

const development = "x.clerk.accounts.dev";
/** Returns the token that a request carried. */
const sentWith = ({ headers, query }: ReceivedRequest) =>
  headers.authorization ?? query.__clerk_db_jwt;

for (const [header, identity] of [
  ["Authorization", { frontendApi, clientToken: "r1" }],
  ["Clerk-Db-Jwt", { frontendApi: development, devBrowser: "r1" }],
] as [string, SessionClientOptions][]) {
  test.describe(`If ${header} replaces the token during a request with the old token,`, () => {
    const replaced = (answer: PlannedResponse) => ({ ...answer, headers: { [header]: "r2" } });

    for (const [label, answer] of [
      ["no client", envelope(null)],
      ["another client, which is empty", envelope(wireClient("client_2", []))],
    ] as const) {
      test(`a GET /client answered with ${label} does not sign out and is sent again`, async ({
        fake,
      }) => {
        const client = new SessionClient({ ...identity, proxyUrl: fake.url });
        const late = deferred(answer);
        fake.answer(envelope(before));
        await client.getClient();
        const known = client.client;
        let calls = 0;
        client.subscribe(() => {
          calls += 1;
        });
        fake.answer(late, replaced(envelope(ours)), envelope(before));
        const read = client.getClient();
        await fake.arrived(2);
        await client.getSession("sess_1");
        late.release();
        expect(await read).toBe(known);
        expect([client.client === known, calls, client.session?.id]).toEqual([true, 0, "sess_1"]);
        expect(fake.requests.map(sentWith)).toEqual(["r1", "r1", "r1", "r2"]);
        client.close();
      });
    }

    test("a client member with another, empty client is ignored and GET /client is sent", async ({
      fake,
    }) => {
      const client = new SessionClient({ ...identity, proxyUrl: fake.url });
      const late = deferred(envelope(wireSession("sess_2"), wireClient("client_2", [])));
      fake.answer(envelope(before));
      await client.getClient();
      const known = client.client;
      fake.answer(late, replaced(envelope(ours)), envelope(before));
      const read = client.getSession("sess_2");
      await fake.arrived(2);
      await client.getSession("sess_1");
      late.release();
      await read;
      await settledLines(fake, 4);
      expect(client.client).toBe(known);
      expect(fake.requests.map(sentWith)).toEqual(["r1", "r1", "r1", "r2"]);
      client.close();
    });

    test("a request answered with 401 is sent again with the new token", async ({ fake }) => {
      const client = new SessionClient({ ...identity, proxyUrl: fake.url });
      const late = deferred(errorResponse(401, "signed_out"));
      const token = sessionToken({ sid: "sess_1" });
      fake.answer(envelope(before));
      await client.getClient();
      fake.answer(late, replaced(envelope(ours)), tokenResponse(token));
      const pendingToken = client.getToken();
      await fake.arrived(2);
      await client.getSession("sess_1");
      late.release();
      expect(await pendingToken).toBe(token);
      expect(fake.requests.map(sentWith)).toEqual(["r1", "r1", "r1", "r2"]);
      expect(await settledLines(fake, 4)).toHaveLength(4);
      client.close();
    });

    test("a response with the known client's id is applied", async ({ fake }) => {
      const client = new SessionClient({ ...identity, proxyUrl: fake.url });
      const late = deferred(envelope(after));
      fake.answer(envelope(before));
      await client.getClient();
      fake.answer(late, replaced(envelope(ours)));
      const read = client.getClient();
      await fake.arrived(2);
      await client.getSession("sess_1");
      late.release();
      expect(ids((await read)?.sessions)).toEqual(["sess_2"]);
      expect(fake.lines).toHaveLength(3);
      client.close();
    });
  });
}

test.describe("With a development browser of another instance,", () => {
  const unauthenticated = errorResponse(401, "dev_browser_unauthenticated");
  const created = { json: { id: "dvb_own" } };
  const verification = envelope(
    { object: "session_reverification", status: "complete", level: "first_factor", session: ours },
    before,
  );

  for (const [name, answer, call] of [
    ["getClient", envelope(before), (client) => client.getClient()],
    ["getSession", envelope(ours, before), (client) => client.getSession("sess_1")],
    ["listSessions", { json: [ours] }, (client) => client.listSessions({ as: "sess_1" })],
    [
      "listActiveSessions",
      { json: [ours] },
      (client) => client.listActiveSessions({ as: "sess_1" }),
    ],
    ["touchSession", envelope(ours, before), (client) => client.touchSession("sess_1")],
    [
      "deleteSession",
      envelope(wireSession("sess_1", "removed"), after),
      (client) => client.deleteSession("sess_1"),
    ],
    [
      "endSession",
      envelope(wireSession("sess_1", "ended"), after),
      (client) => client.endSession("sess_1"),
    ],
    [
      "revokeSession",
      envelope(wireSession("sess_1", "revoked"), after),
      (client) => client.revokeSession("sess_1", { as: "sess_2" }),
    ],
    ["getToken", tokenResponse(sessionToken()), (client) => client.getToken({ session: "sess_1" })],
    [
      "startVerification",
      verification,
      (client) => client.startVerification({ level: "first_factor", session: "sess_1" }),
    ],
  ] as [string, PlannedResponse, (client: SessionClient) => Promise<unknown>][]) {
    test(`${name} creates one of this instance and is sent again`, async ({ fake }) => {
      const client = new SessionClient({
        frontendApi: development,
        proxyUrl: fake.url,
        devBrowser: "dvb_other",
      });
      fake.answer(unauthenticated, created, answer);
      await call(client);
      expect(fake.requests.map(sentWith)).toEqual(["dvb_other", undefined, "dvb_own"]);
      expect(fake.lines[1]).toBe("POST /v1/dev_browser");
      expect(fake.lines[2]).toBe(fake.lines[0]);
      client.close();
    });
  }

  test("an attempt of a verification, otherwise never retried, is sent again too", async ({
    fake,
  }) => {
    const client = new SessionClient({
      frontendApi: development,
      proxyUrl: fake.url,
      devBrowser: "dvb_other",
    });
    fake.answer(verification);
    await client.startVerification({ level: "first_factor", session: "sess_1" });
    fake.answer(unauthenticated, created, verification);
    const verified = await client.attemptFirstFactor({ strategy: "email_code", code: "123456" });
    expect(verified.status).toBe("complete");
    expect(fake.requests.slice(1).map(sentWith)).toEqual(["dvb_other", undefined, "dvb_own"]);
    expect(fake.requests[3]?.body).toBe(fake.requests[1]?.body);
    client.close();
  });

  test("a second refusal rejects the call", async ({ fake }) => {
    const client = new SessionClient({
      frontendApi: development,
      proxyUrl: fake.url,
      devBrowser: "dvb_other",
    });
    fake.answer(unauthenticated, created, unauthenticated);
    const error = await rejection(client.getSession("sess_1"));
    expect([error.code, error.status, error.errors[0]?.code]).toEqual([
      "api",
      401,
      "dev_browser_unauthenticated",
    ]);
    expect(await settledLines(fake, 3)).toHaveLength(3);
    client.close();
  });
});
