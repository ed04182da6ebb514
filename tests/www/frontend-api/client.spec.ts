import { ApiClient } from "./api-client.js";
import { ada, expect, grace, test } from "./fixtures.js";

test("GET /client answers 200 with null for a stranger, and sets no cookie", async ({
  apiClient,
}) => {
  const answer = await apiClient.get("/v1/client");
  expect([answer.status, answer.json]).toEqual([200, { response: null, client: null }]);
  expect(answer.headers.getSetCookie()).toEqual([]);
});

test("GET /client answers 200 with null for a forged, a foreign and a garbled cookie", async ({
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
    const stranger = new ApiClient(api.url);
    stranger.cookies.set(name, value);
    const answer = await stranger.get("/v1/client");
    expect([answer.status, answer.json]).toEqual([200, { response: null, client: null }]);
  }
});

test("a session's answer equals itself while nothing changes, token included", async ({
  apiClient,
}) => {
  await apiClient.signIn(ada);
  const first = await apiClient.get("/v1/client");
  expect((await apiClient.get("/v1/client")).text).toBe(first.text);
});

test("GET /client/sessions/{id} answers the session, wrapped, with the client beside it", async ({
  apiClient,
}) => {
  const id = await apiClient.signIn(ada);
  const answer = await apiClient.get(`/v1/client/sessions/${id}`);
  expect([answer.status, answer.at("/response/id"), answer.at("/response/object")]).toEqual([
    200,
    id,
    "session",
  ]);
  expect(answer.at("/client/sessions/0")).toEqual(answer.at("/response"));
});

for (const [action, status] of [
  ["remove", "removed"],
  ["end", "ended"],
] as const) {
  test(`${action} makes the one session ${status}, and no other`, async ({ api, apiClient }) => {
    const kept = await apiClient.signIn(grace);
    const id = await apiClient.signIn(ada);
    const elsewhere = api.control.sessions.filter((session) => session.status === "active");
    const answer = await apiClient.post(`/v1/client/sessions/${id}/${action}`);
    expect([answer.status, answer.at("/response/id"), answer.at("/response/status")]).toEqual([
      200,
      id,
      status,
    ]);
    expect(answer.at("/response/last_active_token")).toBeNull();
    expect(answer.list("/client/sessions").map((session) => session.id)).toEqual([kept]);
    expect(answer.at("/client/last_active_session_id")).toBeNull();
    const after = api.control.sessions;
    expect(after.find((session) => session.id === id)?.status).toBe(status);
    expect(
      after.filter((session) => session.status === "active").map((session) => session.id),
    ).toEqual(elsewhere.map((session) => session.id).filter((other) => other !== id));
  });

  test(`${action} of a session that is over is refused, and of a foreign one not found`, async ({
    api,
    apiClient,
  }) => {
    const id = await apiClient.signIn(ada);
    await apiClient.post(`/v1/client/sessions/${id}/${action}`);
    const again = await apiClient.post(`/v1/client/sessions/${id}/${action}`);
    expect([again.status, ...again.codes]).toEqual([400, "invalid_action_for_session"]);
    const foreign = api.control.sessions.find((session) => session.status === "active")?.id;
    for (const other of [foreign, "sess_nobody", "x".repeat(300)]) {
      const answer = await apiClient.post(`/v1/client/sessions/${other}/${action}`);
      expect([answer.status, ...answer.codes]).toEqual([404, "resource_not_found"]);
    }
    expect(api.control.sessions.find((session) => session.id === foreign)?.status).toBe("active");
  });
}

test("a stranger finds no session, whatever is asked of it", async ({ api, apiClient }) => {
  const id = await apiClient.signIn(ada);
  const stranger = new ApiClient(api.url);
  const session = `/v1/client/sessions/${id}`;
  for (const [method, path] of [
    ["GET", session],
    ["POST", `${session}/touch`],
    ["POST", `${session}/end`],
    ["POST", `${session}/remove`],
    ["POST", `${session}/tokens`],
    ["POST", `${session}/tokens/supabase`],
  ] as const) {
    const answer = await stranger.send(method, path);
    expect([path, answer.status, ...answer.codes]).toEqual([path, 404, "resource_not_found"]);
  }
  expect(api.control.sessions.find((candidate) => candidate.id === id)?.status).toBe("active");
});

test("a session that is over is not found by GET", async ({ apiClient }) => {
  const id = await apiClient.signIn(ada);
  await apiClient.post(`/v1/client/sessions/${id}/end`);
  expect((await apiClient.get(`/v1/client/sessions/${id}`)).status).toBe(404);
});

test("DELETE /client/sessions removes all of this client's and keeps the client", async ({
  api,
  apiClient,
}) => {
  const ids = [await apiClient.signIn(ada), await apiClient.signIn(grace)];
  const before = await apiClient.get("/v1/client");
  const answer = await apiClient.send("DELETE", "/v1/client/sessions");
  expect([answer.status, answer.at("/client")]).toEqual([200, null]);
  expect(answer.at("/response/id")).toBe(before.at("/response/id"));
  expect(answer.at("/response/sessions")).toEqual([]);
  for (const session of api.control.sessions) {
    if (ids.includes(session.id)) expect(session.status).toBe("removed");
    else expect(["active", "ended", "expired"]).toContain(session.status);
  }
  expect((await apiClient.get("/v1/client")).at("/response/id")).toBe(before.at("/response/id"));
});

test("DELETE /client/sessions answers a stranger 200 and deletes nothing", async ({
  api,
  apiClient,
}) => {
  const before = api.control.sessions;
  const answer = await apiClient.send("DELETE", "/v1/client/sessions");
  expect([answer.status, answer.json]).toEqual([200, { response: null, client: null }]);
  expect(api.control.sessions).toEqual(before);
});

test("_method turns a POST into another method, and a GET into nothing", async ({
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

test("what it does not have is 501, in the form of an error", async ({ apiClient }) => {
  for (const [method, path] of [
    ["GET", "/v1/nothing"],
    ["POST", "/v1/client/sign_ups"],
    ["GET", "/"],
  ] as const) {
    const answer = await apiClient.send(method, path);
    expect([answer.status, ...answer.codes]).toEqual([501, "not_implemented"]);
    expect(answer.at("/errors/0/long_message")).toBe(
      `The local Frontend API has no ${method} ${path}`,
    );
  }
});

test("reads forms only", async ({ apiClient }) => {
  const id = await apiClient.signIn(ada);
  const response = await fetch(`${apiClient.url}/v1/client/sessions/${id}/touch`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: "{}",
  });
  expect(response.status).toBe(415);
  expect((await response.json()).errors[0].code).toBe("request_body_invalid");
});
