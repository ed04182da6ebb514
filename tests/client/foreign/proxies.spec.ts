import { SessionClient } from "clerk-session";
import { before, envelope } from "../fake_server.js";
import { anyToken, expect, frontendApi, test } from "../fixtures.js";

/**
 * Returns a proxy like Vue's reactive(): `this` in getters is the proxy, and every object read
 * through it is a proxy too.
 */
function reactive<T extends object>(target: T): T {
  return new Proxy(target, {
    get(object, key, receiver) {
      const value: unknown = Reflect.get(object, key, receiver);
      return typeof value === "object" && value !== null ? reactive(value) : value;
    },
  });
}

for (const [label, wrap] of [
  ["A proxy", (client: SessionClient) => new Proxy(client, {})],
  ["A proxy of a proxy", (client: SessionClient) => new Proxy(new Proxy(client, {}), {})],
  ["A reactive proxy, as in Vue,", (client: SessionClient) => reactive(client)],
  [
    "An object that inherits from an instance",
    (client: SessionClient) => Object.create(client) as SessionClient,
  ],
] as const) {
  test(`${label} of a SessionClient works like the client itself`, async ({
    fake,
    createClient,
  }) => {
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

test("A class that extends SessionClient may override getters", () => {
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

test("A SessionClient has its methods as own members and nothing of the module", () => {
  const client = new SessionClient({ frontendApi, clientToken: anyToken });
  expect(Object.keys(client).every((name) => /^[a-zA-Z]+$/.test(name))).toBe(true);
  expect(JSON.stringify(client)).toBe("{}");
  expect(Object.values(client).every((value) => typeof value === "function")).toBe(true);
  client.close();
});
