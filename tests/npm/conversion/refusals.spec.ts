import { expect, test } from "@playwright/test";
import init, { parseClient, parseSession, parseSessions, SessionError } from "clerk-session";

test.beforeAll(() => init());

const parsers = { parseSession, parseSessions, parseClient };
const session = '{"id":"s","status":"active","expire_at":1,"last_active_at":2';

/** Returns the fields of the error that a function throws, or `null`. */
function thrownError(parse: (json: string) => unknown, json: unknown) {
  try {
    parse(json as string);
  } catch (error) {
    if (error instanceof SessionError) return { ...error, message: error.message };
    throw error;
  }
  return null;
}

for (const [name, text, path] of [
  ["parseSession", `${session},"user":{"id":7}}`, "user.id"],
  ["parseSession", `${session},"tasks":[{"key":"a"},{}]}`, "tasks[1].key"],
  ["parseSession", `${session},"abandon_at":1.5}`, "abandon_at"],
  ["parseSession", '{"id":"s"}', "status"],
  ["parseSession", "null", ""],
  ["parseSession", `[${session}}]`, ""],
  ["parseSession", `${session}} more`, ""],
  ["parseSession", "", ""],
  [
    "parseSessions",
    `[${session}},${session},"user":{"id":"u","email_addresses":[7]}}]`,
    "[1].user.email_addresses[0]",
  ],
  ["parseSessions", `[${session}},null]`, "[1]"],
  ["parseSessions", `${session}}`, ""],
  ["parseSessions", "null", ""],
  ["parseClient", `{"id":"c","sessions":[${session}},{"id":"t"}]}`, "sessions[1].status"],
  ["parseClient", '{"id":"c","sessions":{}}', "sessions"],
  ["parseClient", "<html>", ""],
] as const) {
  test(`${name} of ${text || "nothing"} throws invalid_response at "${path}"`, () => {
    for (const json of [text, new TextEncoder().encode(text)]) {
      expect(thrownError(parsers[name], json)).toMatchObject({
        code: "invalid_response",
        path,
        status: null,
        errors: [],
        message: expect.stringMatching(/\S/),
      });
    }
  });
}

for (const [name, parse] of Object.entries(parsers)) {
  test(`${name} of bytes that are not UTF-8 throws invalid_response`, () => {
    expect(thrownError(parse, Uint8Array.of(0x22, 0xff, 0x22))).toMatchObject({
      code: "invalid_response",
      path: "",
    });
  });

  for (const [description, value] of [
    ["undefined", undefined],
    ["null", null],
    ["a number", 7],
    ["true", true],
    ["an object, parsed already", JSON.parse(`${session}}`)],
    ["an array", []],
    ["a String object", Object("{}")],
    ["an ArrayBuffer", new ArrayBuffer(2)],
    ["a DataView", new DataView(new ArrayBuffer(2))],
    ["a symbol", Symbol("json")],
  ] as [string, unknown][]) {
    test(`${name} of ${description} throws invalid_argument with the expected types`, () => {
      expect(thrownError(parse, value)).toMatchObject({
        code: "invalid_argument",
        path: null,
        message: "json must be a string or a Uint8Array",
      });
    });
  }
}
