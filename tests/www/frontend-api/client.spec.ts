import { ApiClient } from "./api-client.js";
import { ada, expect, grace, test } from "./fixtures.js";

test("without credentials, GET /client answers 200 with null and sets no cookie", async ({
  apiClient,
}) => {
  const response = await apiClient.get("/v1/client");
  expect([response.status, response.json]).toEqual([200, { response: null, client: null }]);
  expect(response.headers.getSetCookie()).toEqual([]);
});

test("if the cookie is forged or malformed, GET /client answers 200 with null", async ({
  api,
  apiClient,
}) => {
  await apiClient.signIn(ada);
  const [name, cookie] = [...apiClient.cookies][0] as [string, string];
  const [header, payload] = cookie.split(".");
  for (const value of [
    "",
    "garbage",
    `${header}.${payload}.AAAA`,
    `${header}.${btoa('{"id":"x"}')}.`,
  ]) {
    const other = new ApiClient(api.url);
    other.cookies.set(name, value);
    const response = await other.get("/v1/client");
    expect([response.status, response.json]).toEqual([200, { response: null, client: null }]);
  }
});

test("while nothing changes, GET /client repeats the same text, token included", async ({
  apiClient,
}) => {
  await apiClient.signIn(ada);
  const first = await apiClient.get("/v1/client");
  expect((await apiClient.get("/v1/client")).text).toBe(first.text);
});

test("GET /client/sessions/{id} answers the session as `response`, beside the client", async ({
  apiClient,
}) => {
  const id = await apiClient.signIn(ada);
  const response = await apiClient.get(`/v1/client/sessions/${id}`);
  expect([response.status, response.at("/response/id"), response.at("/response/object")]).toEqual([
    200,
    id,
    "session",
  ]);
  expect(response.at("/client/sessions/0")).toEqual(response.at("/response"));
});

for (const [action, status] of [
  ["remove", "removed"],
  ["end", "ended"],
] as const) {
  test(`${action} sets the named session's status to ${status}, and no other's`, async ({
    api,
    apiClient,
  }) => {
    const kept = await apiClient.signIn(grace);
    const id = await apiClient.signIn(ada);
    const elsewhere = api.control.sessions.filter((session) => session.status === "active");
    const response = await apiClient.post(`/v1/client/sessions/${id}/${action}`);
    expect([response.status, response.at("/response/id"), response.at("/response/status")]).toEqual(
      [200, id, status],
    );
    expect(response.at("/response/last_active_token")).toBeNull();
    expect(response.list("/client/sessions").map((session) => session.id)).toEqual([kept]);
    expect(response.at("/client/last_active_session_id")).toBeNull();
    const after = api.control.sessions;
    expect(after.find((session) => session.id === id)?.status).toBe(status);
    expect(
      after.filter((session) => session.status === "active").map((session) => session.id),
    ).toEqual(elsewhere.map((session) => session.id).filter((other) => other !== id));
  });

  test(`${action} refuses a session that is over, and does not find another client's`, async ({
    api,
    apiClient,
  }) => {
    const id = await apiClient.signIn(ada);
    await apiClient.post(`/v1/client/sessions/${id}/${action}`);
    const again = await apiClient.post(`/v1/client/sessions/${id}/${action}`);
    expect([again.status, ...again.codes]).toEqual([400, "invalid_action_for_session"]);
    const foreign = api.control.sessions.find((session) => session.status === "active")?.id;
    for (const other of [foreign, "sess_nobody", "x".repeat(300)]) {
      const response = await apiClient.post(`/v1/client/sessions/${other}/${action}`);
      expect([response.status, ...response.codes]).toEqual([404, "resource_not_found"]);
    }
    expect(api.control.sessions.find((session) => session.id === foreign)?.status).toBe("active");
  });
}

test("without credentials, no operation finds the session", async ({ api, apiClient }) => {
  const id = await apiClient.signIn(ada);
  const other = new ApiClient(api.url);
  const session = `/v1/client/sessions/${id}`;
  for (const [method, path] of [
    ["GET", session],
    ["POST", `${session}/touch`],
    ["POST", `${session}/end`],
    ["POST", `${session}/remove`],
    ["POST", `${session}/tokens`],
    ["POST", `${session}/tokens/supabase`],
  ] as const) {
    const response = await other.send(method, path);
    expect([path, response.status, ...response.codes]).toEqual([path, 404, "resource_not_found"]);
  }
  expect(api.control.sessions.find((candidate) => candidate.id === id)?.status).toBe("active");
});

test("if a session is over, GET answers 404", async ({ apiClient }) => {
  const id = await apiClient.signIn(ada);
  await apiClient.post(`/v1/client/sessions/${id}/end`);
  expect((await apiClient.get(`/v1/client/sessions/${id}`)).status).toBe(404);
});

test("DELETE /client/sessions removes all sessions of this client and keeps the client", async ({
  api,
  apiClient,
}) => {
  const ids = [await apiClient.signIn(ada), await apiClient.signIn(grace)];
  const before = await apiClient.get("/v1/client");
  const response = await apiClient.send("DELETE", "/v1/client/sessions");
  expect([response.status, response.at("/client")]).toEqual([200, null]);
  expect(response.at("/response/id")).toBe(before.at("/response/id"));
  expect(response.at("/response/sessions")).toEqual([]);
  for (const session of api.control.sessions) {
    if (ids.includes(session.id)) expect(session.status).toBe("removed");
    else expect(["active", "ended", "expired"]).toContain(session.status);
  }
  expect((await apiClient.get("/v1/client")).at("/response/id")).toBe(before.at("/response/id"));
});

test("without credentials, DELETE /client/sessions answers 200 and deletes nothing", async ({
  api,
  apiClient,
}) => {
  const before = api.control.sessions;
  const response = await apiClient.send("DELETE", "/v1/client/sessions");
  expect([response.status, response.json]).toEqual([200, { response: null, client: null }]);
  expect(api.control.sessions).toEqual(before);
});

test("`_method` changes the method of a POST, and is an error in a GET", async ({
  api,
  apiClient,
}) => {
  const id = await apiClient.signIn(ada);
  const get = await apiClient.get("/v1/client/sessions", { query: { _method: "DELETE" } });
  expect(get.status).toBe(501);
  expect(api.control.sessions.find((session) => session.id === id)?.status).toBe("active");
  await apiClient.send("DELETE", "/v1/client/sessions");
  const last = api.control.requests.at(-1);
  expect([last?.method, last?.operation, last?.query._method]).toEqual([
    "POST",
    "DELETE",
    "DELETE",
  ]);
  expect(api.control.sessions.find((session) => session.id === id)?.status).toBe("removed");
});

test("if the server lacks an operation, it answers 501 with an error", async ({ apiClient }) => {
  for (const [method, path] of [
    ["GET", "/v1/nothing"],
    ["POST", "/v1/client/sign_ups"],
    ["GET", "/"],
  ] as const) {
    const response = await apiClient.send(method, path);
    expect([response.status, ...response.codes]).toEqual([501, "not_implemented"]);
    expect(response.at("/errors/0/long_message")).toBe(
      `The local Frontend API has no ${method} ${path}`,
    );
  }
});

test("the server accepts form-encoded bodies only", async ({ apiClient }) => {
  const id = await apiClient.signIn(ada);
  const response = await fetch(`${apiClient.url}/v1/client/sessions/${id}/touch`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: "{}",
  });
  expect(response.status).toBe(415);
  expect((await response.json()).errors[0].code).toBe("request_body_invalid");
});
