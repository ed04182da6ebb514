import { runInNewContext } from "node:vm";
import { SessionClient } from "clerk-session";
import { expect, frontendApi, rejection, test } from "../fixtures.js";
import { inNode } from "../in_node.js";

/** A response with a client in wire format. */
const body = JSON.stringify({
  response: { object: "client", id: "client_1", sessions: [], last_active_session_id: null },
  client: null,
});
const bytes = new TextEncoder().encode(body);
const headers = new Headers();

/** Replaces `fetch` while a call runs. */
async function withFetch<T>(
  fetch: (...args: unknown[]) => unknown,
  run: (client: SessionClient) => Promise<T>,
) {
  const { fetch: original } = globalThis;
  Object.assign(globalThis, { fetch });
  const client = new SessionClient({ frontendApi, clientToken: "token", maxRetries: 0 });
  try {
    return await run(client);
  } finally {
    Object.assign(globalThis, { fetch: original });
    client.close();
  }
}

const respond = (fields: object) => () => ({
  status: 200,
  headers,
  arrayBuffer: async () => bytes.buffer,
  ...fields,
});

for (const [label, fetch] of [
  ["a Response that is not in a promise", () => new Response(body)],
  ["an object of a Response's shape", async () => respond({})()],
  [
    "a thenable that calls back at once",
    // biome-ignore lint/suspicious/noThenProperty: the test needs a thenable.
    () => ({ then: (resolve: (response: Response) => void) => resolve(new Response(body)) }),
  ],
  ["a body that is not in a promise", respond({ arrayBuffer: () => bytes.buffer })],
  ["a body that is a view", respond({ arrayBuffer: () => Buffer.from(`...${body}`).subarray(3) })],
  [
    "a body of another realm",
    respond({
      arrayBuffer: () => runInNewContext("Uint8Array.from(bytes).buffer", { bytes: [...bytes] }),
    }),
  ],
] as const) {
  test(`If fetch returns ${label}, the call resolves`, async () => {
    const client = await withFetch(fetch, (client) => client.getClient());
    expect(client).toMatchObject({ id: "client_1" });
  });
}

const notAResponse = /fetch gave no Response with a status of 200 to 599/;
const notABody = /neither a buffer nor a view of one/;

for (const [label, fetch, cause] of [
  ["undefined, as vi.fn() does", () => undefined, notAResponse],
  ["null", async () => null, notAResponse],
  ["an empty object", async () => ({}), notAResponse],
  ["a status that is NaN", respond({ status: Number.NaN }), notAResponse],
  ["a status that is a string", respond({ status: "200" }), notAResponse],
  ["a status that no response has", respond({ status: 99 }), notAResponse],
  ["no arrayBuffer()", respond({ arrayBuffer: undefined }), /arrayBuffer/],
  ["no headers", respond({ headers: undefined }), /get/],
  ["a body that is a string", respond({ arrayBuffer: async () => body }), notABody],
  ["a body that is null", respond({ arrayBuffer: async () => null }), notABody],
  [
    "a body that only looks like one",
    respond({ arrayBuffer: async () => ({ byteLength: 4 }) }),
    /./,
  ],
] as const) {
  test(`If fetch returns ${label}, the call rejects with network and a cause`, async () => {
    const error = await withFetch(fetch, (client) => rejection(client.getClient()));
    expect(error.code).toBe("network");
    expect(error.cause).toBeInstanceOf(TypeError);
    expect((error.cause as Error).message).toMatch(cause);
  });
}

test("Requests use no HTTP cache, also with a client token", async () => {
  const modes = new Set<unknown>();
  const fetch = async (_url: unknown, init: unknown) => {
    modes.add((init as RequestInit).cache);
    return new Response(body);
  };
  await withFetch(fetch, async (client) => {
    await client.getClient();
    await client.touchSession("sess_1").catch(() => {});
  });
  expect([...modes]).toEqual(["no-store"]);
});

test("If a runtime refuses the option cache, requests omit it after one probe", async () => {
  const program = `
    const seen = [];
    let probed = 0;
    globalThis.Request = class {
      constructor(_, { cache }) {
        probed += 1;
        const message = "The 'cache' field on 'RequestInitializerDict' is not implemented.";
        if (cache) throw new Error(message);
      }
    };
    globalThis.fetch = async (url, init) => {
      seen.push("cache" in init);
      return new Response(${JSON.stringify(body)});
    };
    const { default: init, SessionClient } = await import("clerk-session");
    await init();
    const client = new SessionClient({ frontendApi: "clerk.example.com", clientToken: "token" });
    await client.getClient();
    await client.getClient();
    console.log(JSON.stringify({ seen, probed }));
  `;
  expect(await inNode(program)).toEqual({ seen: [false, false], probed: 1 });
});

test.describe("An error's cause", () => {
  /** Returns the error of a call during which `fetch` throws the value that `make` returns. */
  const fail = (make: (url: string) => unknown) =>
    withFetch(
      async (url) => {
        throw make(String(url));
      },
      (client) => rejection(client.getClient()),
    );

  test("is the thrown value itself, if it does not contain the URL's query", async () => {
    for (const thrown of [
      new TypeError("Failed to fetch"),
      new DOMException("x", "NotAllowedError"),
      "a text",
      7,
    ]) {
      expect((await fail(() => thrown)).cause).toBe(thrown);
    }
  });

  for (const [runtime, make] of [
    [
      "Deno",
      (url: string) => new TypeError(`error sending request for url (${url}): connection refused`),
    ],
    [
      "Bun",
      (url: string) =>
        Object.assign(new TypeError("Unable to connect"), { path: url, code: "ECONNREFUSED" }),
    ],
    [
      "a wrapper",
      (url: string) =>
        new TypeError("failed", { cause: new Error("inner", { cause: new URL(url) }) }),
    ],
    [
      "a logger",
      (url: string) =>
        Object.assign(new Error("failed"), { request: { options: [{ href: url }] } }),
    ],
    [
      "an engine",
      (url: string) =>
        Object.assign(new TypeError("failed"), { stack: `TypeError\n at fetch(${url})` }),
    ],
    ["no error", (url: string) => `cannot fetch ${url}`],
    ["a DOMException", (url: string) => new DOMException(`cannot fetch ${url}`, "NetworkError")],
  ] as const) {
    test(`keeps the message of ${runtime} without the URL's query`, async () => {
      const { cause } = await fail(make);
      expect(cause).toBeInstanceOf(Error);
      const { name, message, stack, ...others } = cause as Error;
      const all = JSON.stringify([
        name,
        message,
        stack,
        others,
        Object.getOwnPropertyDescriptors(cause),
      ]);
      expect(all).not.toContain("_is_native");
      expect(all).not.toContain("__clerk_api_version");
      if (runtime === "Deno") {
        expect(message).toBe(
          `error sending request for url (https://${frontendApi}/v1/client): connection refused`,
        );
        expect(cause).toBeInstanceOf(TypeError);
      }
      expect((cause as Error).cause).toBeUndefined();
      if (runtime === "a DOMException") expect(name).toBe("NetworkError");
    });
  }

  test("may be a throwing getter, a cycle or an object without a string value", async () => {
    const cyclic: Record<string, unknown> = {};
    cyclic.self = cyclic;
    const hostile = new Proxy(
      {},
      {
        get: () => {
          throw new Error("hostile");
        },
        ownKeys: () => {
          throw new Error("hostile");
        },
      },
    );
    for (const thrown of [cyclic, hostile, Object.create(null), Symbol("s"), undefined]) {
      const { code, cause } = await fail(() => thrown);
      expect(code).toBe("network");
      if (thrown !== hostile) expect(cause).toBe(thrown);
    }
  });
});
