import type { SessionClient } from "clerk-session";
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
import { expect, getClient, ids, nextChange, rejection, settledLines, test } from "./fixtures.js";

/** Records the session ids that the client shows at each notification. */
function recordSessionIds(client: SessionClient): string[] {
  const seen: string[] = [];
  client.subscribe(() => seen.push(ids(client.client?.sessions).join()));
  return seen;
}

const ends = [
  ["deleteSession", "removed", (client) => client.deleteSession("sess_1")],
  ["endSession", "ended", (client) => client.endSession("sess_1")],
  ["revokeSession", "revoked", (client) => client.revokeSession("sess_1", { as: "sess_2" })],
] as [string, string, (client: SessionClient) => Promise<unknown>][];

test.describe("A GET /client sent before a confirmed end restores no session after", () => {
  for (const [method, status, end] of ends) {
    for (const [member, client] of [
      ["a null client member", null],
      ["a client member", after],
    ] as const) {
      test(`${method} with ${member}, before any client is loaded`, async ({
        fake,
        createClient,
      }) => {
        const client_ = createClient({ proxyUrl: fake.url });
        const early = deferred(envelope(before));
        fake.answer(early, envelope(wireSession("sess_1", status), client), envelope(after));
        const seen = recordSessionIds(client_);
        const read = client_.getClient();
        await fake.arrived(1);
        await end(client_);
        early.release();
        expect(ids((await read)?.sessions)).toEqual(["sess_2"]);
        expect(new Set(seen)).toEqual(new Set(["sess_2"]));
        expect(client_.session?.id).toBe("sess_2");
      });

      test(`${method} with ${member}, for a session signed in on another device since`, async ({
        fake,
        createClient,
      }) => {
        const client_ = createClient({ proxyUrl: fake.url });
        const early = deferred(envelope(before));
        fake.answer(
          envelope(after),
          early,
          envelope(wireSession("sess_1", status), client),
          envelope(after),
        );
        await client_.getClient();
        const seen = recordSessionIds(client_);
        const read = client_.getClient();
        await fake.arrived(2);
        await end(client_);
        early.release();
        expect(ids((await read)?.sessions)).toEqual(["sess_2"]);
        expect(seen).toEqual([]);
      });
    }
  }

  const empty = wireClient("client_1", []);
  for (const [label, known] of [
    ["one other session", after],
    ["no session", empty],
  ] as const) {
    test(`deleteAllSessions with ${label} known, for a session signed in elsewhere since`, async ({
      fake,
      createClient,
    }) => {
      const client = createClient({ proxyUrl: fake.url });
      const early = deferred(envelope(before));
      fake.answer(envelope(known), early, envelope(empty), envelope(empty));
      await client.getClient();
      const seen = recordSessionIds(client);
      const read = client.getClient();
      await fake.arrived(2);
      await client.deleteAllSessions();
      early.release();
      expect((await read)?.sessions).toEqual([]);
      expect(seen).toEqual(known === empty ? [] : [""]);
    });
  }
});

test("If the later of two GET /client confirms the state, the earlier response is ignored", async ({
  fake,
  clientOfFake,
}) => {
  const early = deferred(envelope(after));
  fake.answer(early, envelope(before));
  const seen = recordSessionIds(clientOfFake);
  const first = clientOfFake.getClient();
  await fake.arrived(2);
  await clientOfFake.getClient();
  early.release();
  expect(ids((await first)?.sessions)).toEqual(["sess_1", "sess_2"]);
  expect(seen).toEqual([]);
  expect(fake.lines).toEqual([getClient, getClient, getClient, getClient]);
});

test.describe("A touch is not retried if another choice has replaced it:", () => {
  const touch = (id: string) => `POST /v1/client/sessions/${id}/touch`;
  const second = wireClient("client_1", [ours, other], { last_active_session_id: "sess_2" });
  const switched = wireClient("client_1", [
    wireSession("sess_1", "active", { last_active_organization_id: "org_2" }),
    other,
  ]);

  for (const [label, failure] of [
    ["a 503", { status: 503 }],
    ["a 429", { status: 429 }],
    ["a lost response", { handle: (response: { destroy(): void }) => response.destroy() }],
  ] as [string, PlannedResponse][]) {
    test(`${label}, then a touch of another session`, async ({ fake, clientOfFake, timers }) => {
      fake.answer(failure, envelope(other, second));
      const early = rejection(clientOfFake.touchSession("sess_1"));
      const wait = await timers.next(250, 500);
      await clientOfFake.touchSession("sess_2");
      wait.fire();
      const error = await early;
      expect(error.code).toBe(label === "a lost response" ? "network" : "api");
      expect(error.message).toContain("another choice took its place");
      expect(clientOfFake.session?.id).toBe("sess_2");
      const sent = (await settledLines(fake, 3)).filter((line) => line !== getClient);
      expect(sent).toEqual([touch("sess_1"), touch("sess_2")]);
    });
  }

  test("a 503, then a touch with another organization of the same session", async ({
    fake,
    clientOfFake,
    timers,
  }) => {
    fake.answer({ status: 503 }, envelope(ours, switched));
    const early = rejection(clientOfFake.touchSession("sess_1", { organizationId: "org_1" }));
    const wait = await timers.next(250, 500);
    await clientOfFake.touchSession("sess_1", { organizationId: "org_2" });
    wait.fire();
    expect(await early).toMatchObject({ code: "api", status: 503 });
    expect(clientOfFake.session?.lastActiveOrganizationId).toBe("org_2");
    expect(fake.lines.filter((line) => line === touch("sess_1"))).toHaveLength(2);
  });

  test("a 503, then a GET /client with another tab's choice", async ({
    fake,
    clientOfFake,
    timers,
  }) => {
    fake.answer({ status: 503 }, envelope(second));
    const early = rejection(clientOfFake.touchSession("sess_1"));
    const wait = await timers.next(250, 500);
    await clientOfFake.getClient();
    wait.fire();
    expect((await early).message).toContain("another choice took its place");
    expect(await settledLines(fake, 3)).toEqual([getClient, touch("sess_1"), getClient]);
  });

  test("without another choice, it is retried", async ({ fake, clientOfFake, timers }) => {
    fake.answer({ status: 503 }, envelope(before), envelope(other, second));
    const touched = clientOfFake.touchSession("sess_2");
    const wait = await timers.next(250, 500);
    await clientOfFake.getClient();
    wait.fire();
    expect((await touched).id).toBe("sess_2");
    expect(clientOfFake.session?.id).toBe("sess_2");
  });
});

test.describe("If the first response is lost,", () => {
  for (const [method, , end] of ends) {
    test(`${method} is retried and refused as already done, and the session leaves`, async ({
      fake,
      clientOfFake,
    }) => {
      fake.answer(
        { handle: (response) => response.destroy() },
        errorResponse(400, "invalid_action_for_session"),
        envelope(after),
      );
      const gone = nextChange(clientOfFake);
      if (method === "deleteSession") expect(await end(clientOfFake)).toBeNull();
      else expect(await rejection(end(clientOfFake))).toMatchObject({ code: "api", status: 400 });
      await gone;
      expect(ids(clientOfFake.client?.sessions)).toEqual(["sess_2"]);
      expect(await settledLines(fake, 4)).toHaveLength(4);
    });
  }
});

test.describe("A client member with another client's id,", () => {
  const stranger = wireClient("client_2", [wireSession("sess_7")]);
  for (const [label, answer] of [
    [
      "in the response to a deletion that is refused",
      errorResponse(403, "forbidden", { client: stranger }),
    ],
    ["in the response to a deletion that is not confirmed", envelope(ours, stranger)],
    [
      "in the response to a deletion that is confirmed",
      envelope(wireSession("sess_1", "removed"), stranger),
    ],
  ] as const) {
    test(`${label}, is ignored, and GET /client is sent`, async ({ fake, clientOfFake }) => {
      const isConfirmed = label.endsWith("is confirmed");
      fake.answer(answer, envelope(isConfirmed ? after : before));
      const seen = recordSessionIds(clientOfFake);
      const outcome = await clientOfFake.deleteSession("sess_1").catch(({ code }) => code);
      if (isConfirmed) expect(outcome).toMatchObject({ id: "sess_1", status: "removed" });
      else expect(outcome).toBe(label.endsWith("refused") ? "api" : "not_deleted");
      expect((await settledLines(fake, 3)).slice(2)).toEqual([getClient]);
      expect(clientOfFake.client?.id).toBe("client_1");
      expect(seen.join()).not.toContain("sess_7");
    });
  }
});
