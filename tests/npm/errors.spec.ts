import { inspect } from "node:util";
import { SessionError } from "clerk-session";
import { ours, refusal, wireClient, wireSession, wrapped } from "../client/fake_server.js";
import {
  changed,
  expect,
  getClient,
  rejection,
  removePath,
  settledLines,
  test,
} from "../client/fixtures.js";

test("a refusal says all that the server said", async ({ fake, held }) => {
  fake.answer(refusal(422, "form_param_value_invalid"));
  const error = await rejection(held.touchSession("sess_1"));
  expect(error).toBeInstanceOf(SessionError);
  expect(error).toBeInstanceOf(Error);
  expect({ ...error, name: error.name, message: error.message }).toMatchObject({
    name: "SessionError",
    code: "api",
    status: 422,
    traceId: "trace_1",
    retryAfterSeconds: null,
    path: null,
    errors: [
      {
        code: "form_param_value_invalid",
        message: "what form_param_value_invalid says",
        longMessage: "In full: what form_param_value_invalid says",
        meta: { param_name: "x" },
      },
    ],
  });
  expect(error.message).toContain("form_param_value_invalid");
  expect(error.cause).toBeUndefined();
  expect(error.stack).toContain("SessionError");
});

test("one that somebody else makes, in a test say, takes what any Error takes", () => {
  const cause = new TypeError("offline");
  const error = new SessionError("lost", { cause });
  expect({ ...error, message: error.message, cause: error.cause }).toEqual({
    message: "lost",
    cause,
    code: "internal",
    status: null,
    errors: [],
    traceId: null,
    retryAfterSeconds: null,
    path: null,
  });
  expect("cause" in new SessionError("lost")).toBe(false);
});

for (const body of [
  "",
  "<html>Bad gateway</html>",
  '{"errors":[{"co',
  "[]",
  '{"errors":7}',
  "null",
  '"no"',
  "\xff",
]) {
  test(`a refusal whose body is ${body || "empty"} is an api error with the status alone`, async ({
    fake,
    held,
  }) => {
    fake.answer({ status: 500, body });
    expect(await rejection(held.getSession("sess_1"))).toMatchObject({
      code: "api",
      status: 500,
      errors: [],
      traceId: null,
      path: null,
    });
  });
}

test("a refusal that is not UTF-8 is an api error all the same", async ({ fake, held }) => {
  fake.answer({ status: 500, body: Uint8Array.of(0x7b, 0xff, 0xfe) });
  expect(await rejection(held.getSession("sess_1"))).toMatchObject({
    code: "api",
    status: 500,
    errors: [],
  });
});

for (const [what, body] of [
  ["HTML", "<!doctype html><title>Log in to the WiFi</title>"],
  ["nothing", ""],
  ["cut off", '{"response":{"id":"sess_1","status":"active","expire_at":1'],
  ["an array", "[]"],
  ["a string", '"ok"'],
]) {
  test(`200 whose body is ${what}: invalid_response with the status`, async ({ fake, held }) => {
    const known = held.client;
    fake.answer(
      { body: body ?? "" },
      wrapped(wireClient("client_1", [ours, wireSession("sess_2")])),
    );
    const error = await rejection(held.getSession("sess_1"));
    expect([error.code, error.status]).toEqual(["invalid_response", 200]);
    expect(error.path).toEqual(expect.any(String));
    expect(held.client).toBe(known);
  });
}

test("200 that is not UTF-8: invalid_response", async ({ fake, held }) => {
  fake.answer({ body: Uint8Array.of(0x22, 0xff, 0x22) });
  expect(await rejection(held.getClient())).toMatchObject({
    code: "invalid_response",
    status: 200,
  });
});

test("an essential field of the wrong type is named by its path", async ({ fake, held }) => {
  const known = held.client;
  for (const [field, value] of [
    ["id", 7],
    ["status", null],
    ["expire_at", "soon"],
    ["last_active_at", "now"],
    ["last_active_organization_id", 7],
  ] as const) {
    const sessions = [ours, wireSession("sess_2", "active", { [field]: value })];
    fake.answer(wrapped(wireClient("client_1", sessions)));
    expect(await rejection(held.getClient())).toMatchObject({
      code: "invalid_response",
      status: 200,
      path: `response.sessions[1].${field}`,
    });
    expect(held.client).toBe(known);
  }
});

test("a time that JavaScript's numbers cannot hold is an invalid_response, never a wrong number", async ({
  fake,
  held,
}) => {
  fake.answer({
    body: '{"response":{"id":"s","status":"active","expire_at":9007199254740993,"last_active_at":1}}',
  });
  expect(await rejection(held.getSession("s"))).toMatchObject({
    code: "invalid_response",
    path: expect.stringContaining("expire_at"),
  });
});

for (const error of [
  "signed_out",
  "authentication_invalid",
  "action_for_session_not_authorized",
  "deprovisioned",
] as const) {
  test(`401 ${error}: GET /client is asked once and its answer taken`, async ({
    api,
    knowing,
    signedIn,
  }) => {
    api.control.setSessionStatus(signedIn.first, "revoked");
    api.control.addFaults({ path: "/v1/client/sessions/*/touch", answer: { error } });
    const asked = changed(knowing);
    expect(await rejection(knowing.touchSession(signedIn.current))).toMatchObject({
      code: "api",
      status: 401,
    });
    await asked;
    expect(await settledLines(api, 2)).toEqual([
      `POST /v1/client/sessions/${signedIn.current}/touch`,
      getClient,
    ]);
    expect(knowing.client?.sessions.filter(({ status }) => status === "active")).toHaveLength(1);
  });
}

test("401 requires_captcha: GET /client is not asked", async ({ api, knowing, signedIn }) => {
  api.control.addFaults({ answer: { error: "requires_captcha" } });
  expect(await rejection(knowing.touchSession(signedIn.current))).toMatchObject({
    code: "api",
    status: 401,
  });
  expect(await settledLines(api, 1)).toEqual([
    `POST /v1/client/sessions/${signedIn.current}/touch`,
  ]);
});

test("401 to GET /client itself is not answered by asking again", async ({ api, knowing }) => {
  const known = knowing.client;
  api.control.addFaults({ answer: { error: "signed_out" }, times: 5 });
  expect(await rejection(knowing.getClient())).toMatchObject({ code: "api", status: 401 });
  expect(await settledLines(api, 1)).toEqual([getClient]);
  expect(knowing.client).toBe(known);
});

test("401, and GET /client refused as well: the first refusal is the error, and nothing changes", async ({
  api,
  knowing,
  signedIn,
}) => {
  const known = knowing.client;
  api.control.addFaults(
    { answer: { error: "signed_out" } },
    { answer: { error: "internal_clerk_error" } },
  );
  const error = await rejection(knowing.touchSession(signedIn.current));
  expect([error.status, error.errors[0]?.code]).toEqual([401, "signed_out"]);
  expect(await settledLines(api, 2)).toHaveLength(2);
  expect(knowing.client).toBe(known);
});

for (const [code, remedy] of [
  ["origin_authorization_headers_conflict", /clientToken/],
  ["native_api_disabled", /Native API.*Dashboard/s],
] as const) {
  test(`${code}: the message names the remedy`, async ({ fake, held }) => {
    fake.answer(refusal(400, code));
    expect((await rejection(held.getClient())).message).toMatch(remedy);
  });
}

test("no token is ever in an error or a URL", async ({ api, open, signedIn, timers }) => {
  const token = "t0p-s3cret-token";
  const client = open({ clientToken: token, maxRetries: 0 });
  const errors: SessionError[] = [];
  for (const fault of [
    { answer: { error: "internal_clerk_error" } },
    { answer: { error: "origin_authorization_headers_conflict" } },
    { answer: { body: "<html>" } },
    { drop: "before-change" },
    { drop: "in-body" },
    { truncateTo: 10 },
  ] as const) {
    api.control.addFaults(fault);
    errors.push(await rejection(client.getClient()));
  }
  api.control.addFaults({ hold: "before-change" });
  const late = rejection(client.getClient());
  await api.control.request(({ state }) => state === "held");
  (await timers.next(15_000)).goOff();
  errors.push(await late, await rejection(client.deleteSession(signedIn.first)));
  client.close();
  errors.push(await rejection(client.getClient()));
  for (const error of errors) {
    for (const said of [
      inspect(error, { depth: 10, showHidden: true }),
      JSON.stringify(error),
      String(error),
      error.stack,
    ]) {
      expect(said).not.toContain(token);
    }
  }
  expect(inspect(client, { depth: 10, showHidden: true })).not.toContain(token);
  expect(errors.length).toBe(9);
  for (const { url, headers } of api.control.requests) {
    expect(url).not.toContain(token);
    expect(headers.authorization).toBe(token);
  }
});

test("a fetch that rejects with anything at all is a network error with that as cause", async ({
  open,
  signedIn,
}) => {
  const client = open({ maxRetries: 0 });
  const { fetch } = globalThis;
  try {
    for (const cause of ["a string", 7, null, { code: 1 }, new Error("blocked")]) {
      globalThis.fetch = () => Promise.reject(cause);
      const error = await rejection(client.deleteSession(signedIn.first));
      expect([error.code, Object.is(error.cause, cause)]).toEqual(["network", true]);
      globalThis.fetch = () => {
        throw cause;
      };
      expect((await rejection(client.getClient())).code).toBe("network");
    }
  } finally {
    globalThis.fetch = fetch;
  }
});

test("a deletion that the network lost leaves everything as it was", async ({
  api,
  open,
  signedIn,
}) => {
  const client = open({ maxRetries: 0 });
  const known = await client.getClient();
  api.control.addFaults({ path: removePath(signedIn.first), drop: "after-change", times: 2 });
  expect((await rejection(client.deleteSession(signedIn.first))).code).toBe("network");
  expect(client.client).toBe(known);
});
