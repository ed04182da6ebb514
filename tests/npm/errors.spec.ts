import { inspect } from "node:util";
import { SessionError } from "clerk-session";
import { envelope, errorResponse, ours, wireClient, wireSession } from "../client/fake_server.js";
import {
  expect,
  getClient,
  nextChange,
  rejection,
  removePath,
  settledLines,
  test,
} from "../client/fixtures.js";

test("an error response's details are in the error", async ({ fake, clientOfFake }) => {
  fake.answer(errorResponse(422, "form_param_value_invalid"));
  const error = await rejection(clientOfFake.touchSession("sess_1"));
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

test("an error that an application constructs takes the arguments of Error", () => {
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
  test(`an error response with the body ${body || '""'} is an api error with a status`, async ({
    fake,
    clientOfFake,
  }) => {
    fake.answer({ status: 500, body });
    expect(await rejection(clientOfFake.getSession("sess_1"))).toMatchObject({
      code: "api",
      status: 500,
      errors: [],
      traceId: null,
      path: null,
    });
  });
}

test("an error response that is not UTF-8 is an api error", async ({ fake, clientOfFake }) => {
  fake.answer({ status: 500, body: Uint8Array.of(0x7b, 0xff, 0xfe) });
  expect(await rejection(clientOfFake.getSession("sess_1"))).toMatchObject({
    code: "api",
    status: 500,
    errors: [],
  });
});

for (const [description, body] of [
  ["HTML", "<!doctype html><title>Log in to the WiFi</title>"],
  ["empty", ""],
  ["cut off", '{"response":{"id":"sess_1","status":"active","expire_at":1'],
  ["an array", "[]"],
  ["a string", '"ok"'],
]) {
  test(`if a 200's body is ${description}, the error is invalid_response with the status`, async ({
    fake,
    clientOfFake,
  }) => {
    const before = clientOfFake.client;
    fake.answer(
      { body: body ?? "" },
      envelope(wireClient("client_1", [ours, wireSession("sess_2")])),
    );
    const error = await rejection(clientOfFake.getSession("sess_1"));
    expect([error.code, error.status]).toEqual(["invalid_response", 200]);
    expect(error.path).toEqual(expect.any(String));
    expect(clientOfFake.client).toBe(before);
  });
}

test("if a 200's body is not UTF-8, the error is invalid_response", async ({
  fake,
  clientOfFake,
}) => {
  fake.answer({ body: Uint8Array.of(0x22, 0xff, 0x22) });
  expect(await rejection(clientOfFake.getClient())).toMatchObject({
    code: "invalid_response",
    status: 200,
  });
});

test("the error names a required field of a wrong type by its path", async ({
  fake,
  clientOfFake,
}) => {
  const before = clientOfFake.client;
  for (const [field, value] of [
    ["id", 7],
    ["status", null],
    ["expire_at", "soon"],
    ["last_active_at", "now"],
    ["last_active_organization_id", 7],
  ] as const) {
    const sessions = [ours, wireSession("sess_2", "active", { [field]: value })];
    fake.answer(envelope(wireClient("client_1", sessions)));
    expect(await rejection(clientOfFake.getClient())).toMatchObject({
      code: "invalid_response",
      status: 200,
      path: `response.sessions[1].${field}`,
    });
    expect(clientOfFake.client).toBe(before);
  }
});

test("a time beyond JavaScript's safe integers is an invalid_response", async ({
  fake,
  clientOfFake,
}) => {
  const times = '"expire_at":9007199254740993,"last_active_at":1';
  fake.answer({ body: `{"response":{"id":"s","status":"active",${times}}}` });
  expect(await rejection(clientOfFake.getSession("s"))).toMatchObject({
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
  test(`after a 401 ${error}, GET /client is sent once and its response applied`, async ({
    api,
    loadedClient,
    signedIn,
  }) => {
    api.control.setSessionStatus(signedIn.first, "revoked");
    api.control.addFaults({ path: "/v1/client/sessions/*/touch", answer: { error } });
    const refreshed = nextChange(loadedClient);
    expect(await rejection(loadedClient.touchSession(signedIn.current))).toMatchObject({
      code: "api",
      status: 401,
    });
    await refreshed;
    expect(await settledLines(api, 2)).toEqual([
      `POST /v1/client/sessions/${signedIn.current}/touch`,
      getClient,
    ]);
    expect(loadedClient.client?.sessions.filter(({ status }) => status === "active")).toHaveLength(
      1,
    );
  });
}

test("after a 401 requires_captcha, GET /client is not sent", async ({
  api,
  loadedClient,
  signedIn,
}) => {
  api.control.addFaults({ answer: { error: "requires_captcha" } });
  expect(await rejection(loadedClient.touchSession(signedIn.current))).toMatchObject({
    code: "api",
    status: 401,
  });
  expect(await settledLines(api, 1)).toEqual([
    `POST /v1/client/sessions/${signedIn.current}/touch`,
  ]);
});

test("after a 401 to GET /client itself, it is not repeated", async ({ api, loadedClient }) => {
  const before = loadedClient.client;
  api.control.addFaults({ answer: { error: "signed_out" }, times: 5 });
  expect(await rejection(loadedClient.getClient())).toMatchObject({ code: "api", status: 401 });
  expect(await settledLines(api, 1)).toEqual([getClient]);
  expect(loadedClient.client).toBe(before);
});

test("if GET /client fails after a 401, the error is the 401 and the client stays", async ({
  api,
  loadedClient,
  signedIn,
}) => {
  const before = loadedClient.client;
  api.control.addFaults(
    { answer: { error: "signed_out" } },
    { answer: { error: "internal_clerk_error" } },
  );
  const error = await rejection(loadedClient.touchSession(signedIn.current));
  expect([error.status, error.errors[0]?.code]).toEqual([401, "signed_out"]);
  expect(await settledLines(api, 2)).toHaveLength(2);
  expect(loadedClient.client).toBe(before);
});

for (const [code, remedy] of [
  ["origin_authorization_headers_conflict", /clientToken/],
  ["native_api_disabled", /Native API.*Dashboard/s],
] as const) {
  test(`the message of ${code} names the remedy`, async ({ fake, clientOfFake }) => {
    fake.answer(errorResponse(400, code));
    expect((await rejection(clientOfFake.getClient())).message).toMatch(remedy);
  });
}

test("errors and URLs contain no token", async ({ api, createClient, signedIn, timers }) => {
  const token = "t0p-s3cret-token";
  const client = createClient({ clientToken: token, maxRetries: 0 });
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
  (await timers.next(15_000)).fire();
  errors.push(await late, await rejection(client.deleteSession(signedIn.first)));
  client.close();
  errors.push(await rejection(client.getClient()));
  for (const error of errors) {
    for (const text of [
      inspect(error, { depth: 10, showHidden: true }),
      JSON.stringify(error),
      String(error),
      error.stack,
    ]) {
      expect(text).not.toContain(token);
    }
  }
  expect(inspect(client, { depth: 10, showHidden: true })).not.toContain(token);
  expect(errors.length).toBe(9);
  for (const { url, headers } of api.control.requests) {
    expect(url).not.toContain(token);
    expect(headers.authorization).toBe(token);
  }
});

test("if fetch rejects with any value, the value is the cause of a network error", async ({
  createClient,
  signedIn,
}) => {
  const client = createClient({ maxRetries: 0 });
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

test("a deletion that fails with a network error leaves the client unchanged", async ({
  api,
  createClient,
  signedIn,
}) => {
  const client = createClient({ maxRetries: 0 });
  const before = await client.getClient();
  api.control.addFaults({ path: removePath(signedIn.first), drop: "after-change", times: 2 });
  expect((await rejection(client.deleteSession(signedIn.first))).code).toBe("network");
  expect(client.client).toBe(before);
});
