import type { ServerResponse } from "node:http";
import type { SessionClient } from "clerk-session";
import type { JsonObject } from "../../www/frontend-api/json.js";
import {
  after,
  before,
  deferred,
  envelope,
  errorResponse,
  other,
  ours,
  type PlannedResponse,
  wireClient,
  wireSession,
} from "./fake_server.js";
import {
  anyToken,
  expect,
  getClient,
  ids,
  postRemove,
  rejection,
  settledLines,
  test,
} from "./fixtures.js";
import { postToken, sessionToken, tokenResponse } from "./session_token.js";

const second = wireClient("client_1", [ours, other], { last_active_session_id: "sess_2" });
const tokenOfSecond = sessionToken({ sid: "sess_2" });

test.describe("After a change without a client member, GET /client precedes", () => {
  test("getToken() after deleteSession() of the current session", async ({
    fake,
    clientOfFake,
  }) => {
    fake.answer(
      envelope(wireSession("sess_1", "removed")),
      envelope(after),
      tokenResponse(tokenOfSecond),
    );
    await clientOfFake.deleteSession();
    expect(await clientOfFake.getToken()).toBe(tokenOfSecond);
    expect(clientOfFake.session?.id).toBe("sess_2");
    fake.answer(envelope(wireSession("sess_2", "removed"), wireClient("client_1", [])));
    expect(await clientOfFake.deleteSession()).toMatchObject({ id: "sess_2" });
    expect(fake.lines).toEqual([
      getClient,
      postRemove("sess_1"),
      getClient,
      postToken("sess_2"),
      postRemove("sess_2"),
    ]);
  });

  test("deleteSession() after deleteSession() of the current session", async ({
    fake,
    clientOfFake,
  }) => {
    fake.answer(
      envelope(wireSession("sess_1", "removed")),
      envelope(after),
      envelope(wireSession("sess_2", "removed")),
    );
    await clientOfFake.deleteSession();
    expect(await clientOfFake.deleteSession()).toMatchObject({ id: "sess_2" });
  });

  test("getToken() after touchSession() of the other session", async ({ fake, clientOfFake }) => {
    fake.answer(envelope(other), envelope(second), tokenResponse(tokenOfSecond));
    await clientOfFake.touchSession("sess_2");
    expect(await clientOfFake.getToken()).toBe(tokenOfSecond);
    expect(fake.lines.slice(2)).toEqual([getClient, postToken("sess_2")]);
  });

  test("getToken() after a touchSession() whose response is lost", async ({
    fake,
    createClient,
  }) => {
    const client = createClient({ proxyUrl: fake.url, clientToken: anyToken, maxRetries: 0 });
    fake.answer(envelope(before));
    await client.getClient();
    fake.answer(
      { handle: (response) => response.destroy() },
      envelope(second),
      tokenResponse(tokenOfSecond),
    );
    expect((await rejection(client.touchSession("sess_2"))).code).toBe("network");
    expect(await client.getToken()).toBe(tokenOfSecond);
    expect(fake.lines.slice(2)).toEqual([getClient, postToken("sess_2")]);
  });
});

test.describe("The client is requested", () => {
  test("once for all calls that need it at the start", async ({ fake, createClient }) => {
    const client = createClient({ proxyUrl: fake.url });
    const clientResponse = deferred(envelope(before));
    fake.answer(clientResponse, tokenResponse(sessionToken()));
    const tokens: Promise<string | null>[] = [];
    for (let call = 0; call < 10; call += 1) {
      tokens.push(client.getToken());
      await new Promise((resolve) => setTimeout(resolve, 3));
    }
    clientResponse.release();
    expect(new Set(await Promise.all(tokens))).toEqual(new Set([sessionToken()]));
    expect(fake.lines).toEqual([getClient, postToken("sess_1")]);
  });

  for (const [label, token] of [
    ["equal clients", () => null],
    [
      "clients that differ in a token",
      (count: number) => ({ object: "token", jwt: sessionToken({ iat: count }) }),
    ],
  ] as [string, (count: number) => JsonObject | null][]) {
    test(`at most twice after twenty simultaneous deletions with ${label} in any order`, async ({
      fake,
      createClient,
    }) => {
      const client = createClient({ proxyUrl: fake.url });
      const all = Array.from({ length: 21 }, (_, index) => `sess_${index}`);
      let [alive, count] = [all, 0];
      const present = () => {
        count += 1;
        const last_active_token = token(count);
        return wireClient(
          "client_1",
          alive.map((id) => wireSession(id, "active", { last_active_token })),
          { last_active_session_id: "sess_20" },
        );
      };
      // Each response has the state at the arrival of its request. They are sent in another order.
      const deletions: (() => void)[] = [];
      const handle = (response: ServerResponse) => {
        const id = response.req.url?.match(/sessions\/(\w+)\/remove/)?.[1];
        if (id) alive = alive.filter((other) => other !== id);
        const answer = JSON.stringify(
          id
            ? { response: wireSession(id, "removed"), client: present() }
            : { response: present() },
        );
        const send = () =>
          response.writeHead(200, { "content-type": "application/json" }).end(answer);
        if (!id) {
          send();
          return;
        }
        deletions.push(send);
        if (deletions.length === 20) for (const at of scattered) deletions[at]?.();
      };
      const scattered = Array.from({ length: 20 }, (_, index) => (index * 7) % 20);
      fake.answer({ handle });
      await client.getClient();
      const deleted = await Promise.all(all.slice(0, 20).map((id) => client.deleteSession(id)));
      expect(deleted.map((session) => session?.status)).toEqual(Array(20).fill("removed"));
      expect(ids(client.client?.sessions)).toEqual(["sess_20"]);
      const clientRequests = (await settledLines(fake, 21)).filter((line) => line === getClient);
      // The test itself sent the first.
      expect(clientRequests.length - 1).toBeLessThanOrEqual(2);
      expect(ids(client.client?.sessions)).toEqual(["sess_20"]);
    });
  }

  test("once for a template that does not exist, and again after the client has changed", async ({
    fake,
    clientOfFake,
  }) => {
    const missing = errorResponse(404, "resource_not_found");
    const template = "none";
    fake.answer(missing, envelope(before), missing);
    for (let call = 0; call < 5; call += 1) {
      expect((await rejection(clientOfFake.getToken({ template }))).status).toBe(404);
    }
    const ask = `${postToken("sess_1")}/none`;
    expect(await settledLines(fake, 7)).toEqual([getClient, ask, getClient, ask, ask, ask, ask]);
    const touched = wireSession("sess_1", "active", { last_active_at: 9 });
    fake.answer(envelope(wireClient("client_1", [touched, other])));
    await clientOfFake.getClient();
    fake.answer(missing, envelope(wireClient("client_1", [touched, other])), missing);
    for (let call = 0; call < 2; call += 1) await rejection(clientOfFake.getToken({ template }));
    expect((await settledLines(fake, 11)).slice(8)).toEqual([ask, getClient, ask]);
  });
});

test("A refused token request does not wait for an unrelated GET /client", async ({
  fake,
  clientOfFake,
}) => {
  const late = deferred(envelope(before));
  fake.answer(late, errorResponse(422, "form_param_value_invalid"));
  const read = clientOfFake.getClient();
  await fake.arrived(2);
  expect(await rejection(clientOfFake.getToken())).toMatchObject({
    code: "api",
    status: 422,
    errors: [{ code: "form_param_value_invalid" }],
  });
  late.release();
  await read;
  expect(fake.lines).toEqual([getClient, getClient, postToken("sess_1")]);
});

test.describe("If the GET /client that decides a call exceeds the call's timeoutMs,", () => {
  const silent: PlannedResponse = { handle: () => {} };

  for (const [label, answer, call, code] of [
    [
      "a refused deleteSession",
      errorResponse(404, "resource_not_found"),
      (client, options) => client.deleteSession("sess_1", options),
      "not_deleted",
    ],
    [
      "an unconfirmed deleteAllSessions",
      envelope(null),
      (client, options) => client.deleteAllSessions(options),
      "not_deleted",
    ],
    [
      "a refused getToken",
      errorResponse(401, "signed_out"),
      (client, options) => client.getToken(options),
      "api",
    ],
  ] as [
    string,
    PlannedResponse,
    (client: SessionClient, options: { timeoutMs: number }) => Promise<unknown>,
    string,
  ][]) {
    test(`${label} settles by its own response`, async ({ fake, clientOfFake, timers }) => {
      const known = clientOfFake.client;
      fake.answer(answer, silent);
      const refused = rejection(call(clientOfFake, { timeoutMs: 321 }));
      await fake.arrived(3);
      (await timers.next(321)).fire();
      expect((await refused).code).toBe(code);
      expect(fake.lines[2]).toBe(getClient);
      expect(clientOfFake.client).toBe(known);
    });
  }
});

for (const [maxRetries, attempts] of [
  [0, 2],
  [1, 3],
  [2, 4],
  [3, 5],
] as const) {
  test(`If all connections break, maxRetries ${maxRetries} gives ${attempts} attempts`, async ({
    fake,
    createClient,
    timers,
  }) => {
    const client = createClient({ proxyUrl: fake.url, maxRetries });
    fake.answer({ handle: (response) => response.destroy() });
    const refused = rejection(client.deleteSession("sess_1"));
    for (let retry = 0; retry < maxRetries; retry += 1) (await timers.next(250, 14_000)).fire();
    expect((await refused).code).toBe("network");
    // The server may have deleted the session, so the client is fetched.
    expect(await settledLines(fake, attempts + 1)).toEqual([
      ...Array(attempts).fill(postRemove("sess_1")),
      getClient,
    ]);
  });
}

test("A response without a list of sessions does not confirm deleteAllSessions", async ({
  fake,
  clientOfFake,
}) => {
  const known = clientOfFake.client;
  fake.answer(envelope({ object: "client", id: "client_1", deleted: true }), envelope(before));
  expect((await rejection(clientOfFake.deleteAllSessions())).code).toBe("not_deleted");
  expect(clientOfFake.client).toBe(known);
  expect(await settledLines(fake, 3)).toHaveLength(3);
});
