import { after, before, envelope, ours, wireClient, wireSession } from "./fake_server.js";
import { expect, lines, postRemove, rejection, removePath, statusOf, test } from "./fixtures.js";
import { inNode } from "./in_node.js";
import { sessionToken, tokenResponse } from "./session_token.js";

test.describe("close()", () => {
  test("does not abort a change in flight, whose promise rejects with closed", async ({
    api,
    loadedClient,
    signedIn,
  }) => {
    api.control.addFaults({ path: removePath(signedIn.first), hold: "before-change" });
    const refused = rejection(loadedClient.deleteSession(signedIn.first));
    const request = await api.control.request(({ state }) => state === "held");
    loadedClient.close();
    expect((await refused).code).toBe("closed");
    expect(request.state).toBe("held");
    api.control.release();
    await api.control.request(({ state }) => state === "answered");
    expect(statusOf(api, signedIn.first)).toBe("removed");
  });

  test("aborts a read in flight", async ({ api, loadedClient, signedIn }) => {
    api.control.addFaults({ hold: "before-change" });
    const refused = rejection(loadedClient.getSession(signedIn.first));
    await api.control.request(({ state }) => state === "held");
    loadedClient.close();
    expect((await refused).code).toBe("closed");
    await api.control.request(({ state }) => state === "aborted");
  });

  test("ends the delay before a retry and leaves no timer", async ({
    fake,
    clientOfFake,
    timers,
  }) => {
    fake.answer({ status: 503 });
    const refused = rejection(clientOfFake.deleteSession("sess_1"));
    await timers.next(250, 500);
    clientOfFake.close();
    expect((await refused).code).toBe("closed");
    await expect.poll(() => timers.delays).toEqual([]);
    expect(fake.lines).toHaveLength(2);
  });

  test("makes every later call reject with closed and send nothing", async ({
    api,
    loadedClient,
    signedIn,
  }) => {
    const { client } = loadedClient;
    loadedClient.close();
    loadedClient.close();
    for (const call of [
      loadedClient.getClient(),
      loadedClient.getSession(signedIn.first),
      loadedClient.listSessions(),
      loadedClient.listActiveSessions(),
      loadedClient.deleteSession(),
      loadedClient.deleteSession(signedIn.first),
      loadedClient.deleteAllSessions(),
      loadedClient.endSession(signedIn.first),
      loadedClient.revokeSession(signedIn.first),
      loadedClient.revokeOtherSessions(),
      loadedClient.touchSession(signedIn.first),
    ]) {
      expect((await rejection(call)).code).toBe("closed");
    }
    expect(lines(api)).toEqual([]);
    expect(loadedClient.client).toBe(client);
  });

  test("does not affect other SessionClients", async ({ createClient, signedIn }) => {
    const [one, other] = [createClient(), createClient()];
    one.close();
    expect(await other.deleteSession(signedIn.first)).toMatchObject({ status: "removed" });
  });

  test("is called by Symbol.dispose, if the runtime has it", async ({ loadedClient }) => {
    const dispose = (loadedClient as unknown as Record<symbol, unknown>)[Symbol.dispose];
    (dispose as () => void).call(loadedClient);
    expect((await rejection(loadedClient.getClient())).code).toBe("closed");
  });

  test("stops all listeners", async ({ fake, clientOfFake }) => {
    let calls = 0;
    clientOfFake.subscribe(() => {
      calls += 1;
    });
    fake.answer(envelope(wireClient("client_1", [])));
    const refused = rejection(clientOfFake.getClient());
    clientOfFake.close();
    await refused;
    expect(calls).toBe(0);
  });
});

test("Methods work detached", async ({ api, client, signedIn }) => {
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
  expect(lines(api)).toContain(postRemove(signedIn.first));
});

for (const close of ["client.close();", ""]) {
  test(`A Node process exits by itself after calls, ${close ? "with" : "without"} close()`, async ({
    fake,
  }) => {
    fake.answer(envelope(wireSession("sess_1", "removed"), wireClient("client_1", [])));
    const program = `
      import init, { SessionClient } from "clerk-session";
      await init();
      const [, proxyUrl] = process.argv;
      const client = new SessionClient({ frontendApi: "a.b.c", proxyUrl, clientToken: "t" });
      client.subscribe(() => {});
      const { status } = await client.deleteSession("sess_1");
      ${close}
      console.log(JSON.stringify(status));
    `;
    expect(await inNode(program, fake.url)).toBe("removed");
  });
}

test("On a server, no channel is opened, no lock is requested, and the process exits", async ({
  fake,
}) => {
  fake.answer(envelope(before), tokenResponse(sessionToken()), envelope(ours, after));
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
    const [, proxyUrl] = process.argv;
    const client = new SessionClient({ frontendApi: "a.b.c", proxyUrl, clientToken: "t" });
    const token = await client.getToken();
    // A change that would be broadcast to other tabs.
    await client.touchSession("current");
    console.log(JSON.stringify([token, client.client.sessions.length, used]));
  `;
  expect(await inNode(program, fake.url)).toEqual([sessionToken(), 1, []]);
});
