import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test as base, expect, type Page } from "@playwright/test";
import fc from "fast-check";
import { packageDir } from "../../../scripts/lib/paths.mjs";
import { clientJson, expected } from "./oracle.js";
import { wire } from "./wire.js";

type Package = typeof import("../../../pkg/index.js");

const ORIGIN = "http://conversion.test";
const CASES = 1_000;

/** A page that has imported the built package. */
const test = base.extend<{ loaded: Page }>({
  loaded: async ({ page }, use) => {
    await page.route(`${ORIGIN}/**`, async (route) => {
      const name = new URL(route.request().url()).pathname;
      if (name === "/") return route.fulfill({ contentType: "text/html", body: "<!doctype html>" });
      const body = await readFile(join(packageDir, name), "utf8");
      return route.fulfill({ contentType: "text/javascript", body });
    });
    await page.goto(ORIGIN);
    await page.evaluate(async () => {
      const loaded: Package = await import(/* @vite-ignore */ `${location.origin}/index.js`);
      await loaded.default();
      Object.assign(globalThis, { loaded });
    });
    await use(page);
  },
});

/**
 * Compares the package's result for each text with the expected JSON. Returns the first difference,
 * or `null`.
 */
function firstDifference(page: Page, cases: { text: string; json: string }[]) {
  return page.evaluate((cases) => {
    const { parseClient } = (globalThis as unknown as { loaded: Package }).loaded;
    const difference = (value: unknown, path: string): string | null => {
      if (value === null || ["string", "number", "boolean"].includes(typeof value)) return null;
      if (typeof value !== "object") return `${path} is of type ${typeof value}`;
      const prototype = Object.getPrototypeOf(value);
      if (prototype !== (Array.isArray(value) ? Array.prototype : Object.prototype))
        return `${path} has a prototype of its own`;
      for (const [key, item] of Object.entries(value)) {
        const complaint = difference(item, `${path}.${key}`);
        if (complaint !== null) return complaint;
      }
      return null;
    };
    for (const { text, json } of cases) {
      for (const input of [text, new TextEncoder().encode(text)]) {
        const client = parseClient(input);
        const made = JSON.stringify(client);
        if (made !== json) return { text, json, made };
        if (JSON.stringify(structuredClone(client)) !== json) return { text, made: "not cloned" };
        const complaint = difference(client, "client");
        if (complaint !== null) return { text, made: complaint };
      }
    }
    return null;
  }, cases);
}

test("any client is converted as the oracle says, including the order of keys", async ({
  loaded,
}) => {
  test.setTimeout(120_000);
  const cases = fc.sample(wire("Client"), { numRuns: CASES, seed: 20_260_512 }).map((client) => ({
    text: JSON.stringify(client),
    // Through JSON, because the wire keeps neither -0 nor undefined.
    json: JSON.stringify(expected("Client", JSON.parse(JSON.stringify(client)))),
  }));
  expect(await firstDifference(loaded, cases)).toBeNull();
});

test("a realistic client is converted as the oracle says", async ({ loaded }) => {
  const json = JSON.stringify(expected("Client", JSON.parse(clientJson)));
  expect(await firstDifference(loaded, [{ text: clientJson, json }])).toBeNull();
});

test("strings are exact at every position in a long text", async ({ loaded }) => {
  // The text is decoded in chunks. With these lengths, each byte ends a chunk in some case.
  const cases = Array.from({ length: 4_096 }, (_, length) => {
    const user = { id: "u", username: "x".repeat(length), first_name: "a🦀é", last_name: "plain" };
    const session = { id: "s", status: "active", expire_at: 1, last_active_at: 2, user };
    const client = {
      id: "c",
      sessions: [session, { ...session, id: "\n", user: { id: "z".repeat(3_000) } }],
    };
    return { text: JSON.stringify(client), json: JSON.stringify(expected("Client", client)) };
  });
  expect(await firstDifference(loaded, cases)).toBeNull();
});

test("text outside ASCII is exact: one character, all of it, across pieces of 4 KiB", async ({
  loaded,
}) => {
  const names = [
    "é",
    "🦀",
    "日本語の名前",
    "\u0000",
    "\u007f\u0080",
    "\ufeff",
    "a\u0000é",
    "x".repeat(30),
  ];
  const longRuns = ["é".repeat(5_000), "日".repeat(5_000), `${"x".repeat(9_000)}é`];
  const clients = [...names, ...longRuns].flatMap((name) =>
    [0, 1, 2, 3, 4_000, 4_001, 4_002, 4_003].map((length) => {
      const metadata = { [name]: [name, "plain"], plain: "plain" };
      const user = { id: "u", username: "x".repeat(length), first_name: name, last_name: "plain" };
      const session = { id: "s", status: "active", expire_at: 1, last_active_at: 2, user };
      const all = { id: name, first_name: name, last_name: name, public_metadata: metadata };
      return { id: "c", sessions: [session, { ...session, id: name, user: all }, session] };
    }),
  );
  const cases = clients.map((client) => ({
    text: JSON.stringify(client),
    json: JSON.stringify(expected("Client", JSON.parse(JSON.stringify(client)))),
  }));
  expect(await firstDifference(loaded, cases)).toBeNull();
});

test("metadata equals the result of JSON.parse", async ({ loaded }) => {
  const unequal = await loaded.evaluate(() => {
    const { parseSession } = (globalThis as unknown as { loaded: Package }).loaded;
    const same = (one: unknown, other: unknown): boolean => {
      if (typeof one !== "object" || one === null || typeof other !== "object" || other === null)
        return Object.is(one, other);
      const keys = Object.keys(one);
      const values = (object: object, key: string) =>
        Object.getOwnPropertyDescriptor(object, key)?.value;
      return (
        Object.getPrototypeOf(one) === Object.getPrototypeOf(other) &&
        JSON.stringify(keys) === JSON.stringify(Object.keys(other)) &&
        keys.every((key) => same(values(one, key), values(other, key)))
      );
    };
    return [
      "1e400",
      "-1e400",
      "-0",
      "0.1",
      "1E-7",
      "9007199254740993",
      "123456789012345678901234567890",
      String.raw`"\ud800"`,
      String.raw`"\udfff\ud83d"`,
      String.raw`{"\ud800":"\u0000"}`,
      '{"__proto__":{"polluted":true},"constructor":1}',
      '{"a":1,"b":2,"a":3}',
      '{"b":1,"1":2,"0":3}',
      "[[],{},null,true,false]",
    ].filter((json) => {
      const head = '{"id":"s","status":"active","expire_at":1,"last_active_at":2';
      const { actor, user } = parseSession(
        `${head},"actor":${json},"user":{"id":"u","public_metadata":{"it":${json}}}}`,
      );
      const native = JSON.parse(json);
      return !same(actor, native) || !same(user?.publicMetadata, { it: native });
    });
  });
  expect(unequal).toEqual([]);
});

test("a text with a lone surrogate is refused", async ({ loaded }) => {
  const codes = await loaded.evaluate(() => {
    const { parseClient } = (globalThis as unknown as { loaded: Package }).loaded;
    // Made in the page, because a lone surrogate would be lost on the way there.
    return [String.fromCharCode(0xd800), String.raw`\ud800`].map((half) => {
      try {
        return parseClient(`{"id":"${half}"}`);
      } catch (error) {
        return (error as { code: string }).code;
      }
    });
  });
  expect(codes).toEqual(["invalid_response", "invalid_response"]);
});

test("a list of sessions is converted like a client's sessions", async ({ loaded }) => {
  const { sessions } = JSON.parse(clientJson) as { sessions: Record<string, unknown>[] };
  const text = JSON.stringify(sessions);
  const made = await loaded.evaluate((text) => {
    const { parseSession, parseSessions } = (globalThis as unknown as { loaded: Package }).loaded;
    const singly = (JSON.parse(text) as unknown[]).map((session) =>
      parseSession(JSON.stringify(session)),
    );
    return [
      parseSessions(text),
      parseSessions(new TextEncoder().encode(text)),
      singly,
      parseSessions("[]"),
    ];
  }, text);
  const sessionsExpected = sessions.map((session) => expected("Session", session));
  expect(sessionsExpected.length).toBeGreaterThan(0);
  expect(made).toEqual([sessionsExpected, sessionsExpected, sessionsExpected, []]);
});
