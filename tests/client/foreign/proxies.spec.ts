import { SessionClient } from "clerk-session";
import { before, envelope } from "../fake_server.js";
import { anyToken, expect, frontendApi, test } from "../fixtures.js";

/**
 * As Vue's reactive() makes one: getters get the proxy as their `this`, and what is read is a proxy
 * in its turn.
 */
function reactive<T extends object>(target: T): T {
  return new Proxy(target, {
    get(object, key, receiver) {
      const value: unknown = Reflect.get(object, key, receiver);
      return typeof value === "object" && value !== null ? reactive(value) : value;
    },
  });
}

for (const [what, wrap] of [
  ["a proxy", (client: SessionClient) => new Proxy(client, {})],
  ["a proxy of a proxy", (client: SessionClient) => new Proxy(new Proxy(client, {}), {})],
  ["a reactive proxy, as Vue makes one", (client: SessionClient) => reactive(client)],
  [
    "an object that inherits from it",
    (client: SessionClient) => Object.create(client) as SessionClient,
  ],
] as const) {
  test(`${what} of a SessionClient works as the client itself`, async ({ fake, createClient }) => {
    const client = createClient({ proxyUrl: fake.url, clientToken: anyToken });
    const proxy = wrap(client);
    expect([proxy.loaded, proxy.client, proxy.session]).toEqual([false, null, null]);
    let calls = 0;
    const stop = proxy.subscribe(() => {
      calls += 1;
    });
    fake.answer(envelope(before));
    expect(await proxy.getClient()).toBe(client.client);
    expect([calls, proxy.loaded, proxy.client?.id]).toEqual([1, true, "client_1"]);
    expect(proxy.session?.id).toBe("sess_1");
    expect(proxy.session).toEqual(client.session);
    stop();
    proxy.close();
    await expect(client.getClient()).rejects.toMatchObject({ code: "closed" });
  });
}

test("a class that extends SessionClient may have getters of its own", () => {
  // They are declared as properties, which TypeScript does not let accessors override.
  const Base = SessionClient as unknown as new (
    options: object,
  ) => { loaded: boolean; close(): void };
  class Negated extends Base {
    // @ts-expect-error: see above.
    override get loaded() {
      return !Reflect.get(SessionClient.prototype, "loaded", this);
    }
  }
  const client = new Negated({ frontendApi, clientToken: anyToken });
  expect(client.loaded).toBe(true);
  client.close();
});

test("a SessionClient shows its methods, and nothing of the module", () => {
  const client = new SessionClient({ frontendApi, clientToken: anyToken });
  expect(Object.keys(client).every((name) => /^[a-zA-Z]+$/.test(name))).toBe(true);
  expect(JSON.stringify(client)).toBe("{}");
  expect(Object.values(client).every((value) => typeof value === "function")).toBe(true);
  client.close();
});
