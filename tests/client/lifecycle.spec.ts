import { after, before, ours, wireClient, wireSession, wrapped } from "./fake_server.js";
import { expect, lines, rejection, remove, removePath, statusOf, test } from "./fixtures.js";
import { inNode } from "./in_node.js";
import { answered, sessionToken } from "./session_token.js";

test.describe("close()", () => {
  test("a change on the wire is not aborted; its promise rejects with closed", async ({
    api,
    knowing,
    signedIn,
  }) => {
    api.control.addFaults({ path: removePath(signedIn.first), hold: "before-change" });
    const refused = rejection(knowing.deleteSession(signedIn.first));
    const held = await api.control.request(({ state }) => state === "held");
    knowing.close();
    expect((await refused).code).toBe("closed");
    expect(held.state).toBe("held");
    api.control.release();
    await api.control.request(({ state }) => state === "answered");
    expect(statusOf(api, signedIn.first)).toBe("removed");
  });

  test("a read on the wire is aborted", async ({ api, knowing, signedIn }) => {
    api.control.addFaults({ hold: "before-change" });
    const refused = rejection(knowing.getSession(signedIn.first));
    await api.control.request(({ state }) => state === "held");
    knowing.close();
    expect((await refused).code).toBe("closed");
    await api.control.request(({ state }) => state === "aborted");
  });

  test("ends a retry's wait, and no timer is left", async ({ fake, held, timers }) => {
    fake.answer({ status: 503 });
    const refused = rejection(held.deleteSession("sess_1"));
    await timers.next(250, 500);
    held.close();
    expect((await refused).code).toBe("closed");
    await expect.poll(() => timers.delays).toEqual([]);
    expect(fake.lines).toHaveLength(2);
  });

  test("afterwards every call rejects with closed, and nothing is sent", async ({
    api,
    knowing,
    signedIn,
  }) => {
    const { client } = knowing;
    knowing.close();
    knowing.close();
    for (const call of [
      knowing.getClient(),
      knowing.getSession(signedIn.first),
      knowing.listSessions(),
      knowing.listActiveSessions(),
      knowing.deleteSession(),
      knowing.deleteSession(signedIn.first),
      knowing.deleteAllSessions(),
      knowing.endSession(signedIn.first),
      knowing.revokeSession(signedIn.first),
      knowing.touchSession(signedIn.first),
    ]) {
      expect((await rejection(call)).code).toBe("closed");
    }
    expect(lines(api)).toEqual([]);
    expect(knowing.client).toBe(client);
  });

  test("of one SessionClient leaves the others alone", async ({ open, signedIn }) => {
    const [one, other] = [open(), open()];
    one.close();
    expect(await other.deleteSession(signedIn.first)).toMatchObject({ status: "removed" });
  });

  test("by using: Symbol.dispose, where the runtime has it", async ({ knowing }) => {
    const dispose = (knowing as unknown as Record<symbol, unknown>)[Symbol.dispose];
    (dispose as () => void).call(knowing);
    expect((await rejection(knowing.getClient())).code).toBe("closed");
  });

  test("no listener is called after it", async ({ fake, held }) => {
    let calls = 0;
    held.subscribe(() => {
      calls += 1;
    });
    fake.answer(wrapped(wireClient("client_1", [])));
    const refused = rejection(held.getClient());
    held.close();
    await refused;
    expect(calls).toBe(0);
  });
});

test("methods work detached", async ({ api, client, signedIn }) => {
  const { getClient, getSession, touchSession, listSessions, deleteSession, subscribe, close } =
    client;
  let calls = 0;
  const stop = subscribe(() => {
    calls += 1;
  });
  await getClient();
  await getSession(signedIn.first);
  await touchSession(signedIn.first);
  await listSessions();
  expect(await deleteSession(signedIn.first)).toMatchObject({ status: "removed" });
  stop();
  close();
  expect((await rejection(getClient())).code).toBe("closed");
  expect(calls).toBeGreaterThan(0);
  expect(lines(api)).toContain(remove(signedIn.first));
});

for (const close of ["client.close();", ""]) {
  test(`a Node process exits by itself after calls, ${close ? "with" : "without"} close()`, async ({
    fake,
  }) => {
    fake.answer(wrapped(wireSession("sess_1", "removed"), wireClient("client_1", [])));
    const program = `
      import init, { SessionClient } from "clerk-session";
      await init();
      const client = new SessionClient({ frontendApi: "a.b.c", proxyUrl: process.argv[1], clientToken: "t" });
      client.subscribe(() => {});
      const { status } = await client.deleteSession("sess_1");
      ${close}
      console.log(JSON.stringify(status));
    `;
    expect(await inNode(program, fake.url)).toBe("removed");
  });
}

test("on a server no channel to other tabs is opened and no lock is asked for; the process exits by itself", async ({
  fake,
}) => {
  fake.answer(wrapped(before), answered(sessionToken()), wrapped(ours, after));
  const program = `
    import init, { SessionClient } from "clerk-session";
    const used = [];
    globalThis.BroadcastChannel = class extends BroadcastChannel {
      constructor(name) {
        super(name);
        used.push(name);
      }
    };
    const locks = { request: async (name) => used.push(name) };
    Object.defineProperty(globalThis, "navigator", { value: { locks } });
    await init();
    const client = new SessionClient({ frontendApi: "a.b.c", proxyUrl: process.argv[1], clientToken: "t" });
    const token = await client.getToken();
    // A change, of which other tabs would be told.
    await client.touchSession("current");
    console.log(JSON.stringify([token, client.client.sessions.length, used]));
  `;
  expect(await inNode(program, fake.url)).toEqual([sessionToken(), 1, []]);
});
