import { ada, expect, test } from "./fixtures.js";

test("an error replaces the response, and the change is not made", async ({ api, apiClient }) => {
  const id = await apiClient.signIn(ada);
  api.control.addFaults({
    method: "POST",
    path: "/v1/client/sessions/*/remove",
    answer: { error: "too_many_requests" },
    headers: { "Retry-After": "7" },
  });
  const path = `/v1/client/sessions/${id}/remove`;
  const response = await apiClient.post(path);
  expect([response.status, ...response.codes, response.headers.get("retry-after")]).toEqual([
    429,
    "too_many_requests",
    "7",
  ]);
  expect(api.control.sessions.find((session) => session.id === id)?.status).toBe("active");
  expect(api.control.faults).toEqual([]);
  expect((await apiClient.post(path)).at("/response/status")).toBe("removed");
});

test("an error replaces the response after the change was made", async ({ api, apiClient }) => {
  const id = await apiClient.signIn(ada);
  api.control.addFaults({
    answer: { status: 502, body: "<h1>Bad gateway</h1>" },
    answerAt: "after-change",
  });
  const response = await apiClient.post(`/v1/client/sessions/${id}/remove`);
  expect([response.status, response.headers.get("content-type"), response.text]).toEqual([
    502,
    "text/html",
    "<h1>Bad gateway</h1>",
  ]);
  expect(api.control.sessions.find((session) => session.id === id)?.status).toBe("removed");
});

test("an error may contain the requester's client", async ({ api, apiClient }) => {
  const id = await apiClient.signIn(ada);
  api.control.addFaults({ answer: { error: "maintenance_mode", withClient: true } });
  const response = await apiClient.get(`/v1/client/sessions/${id}`);
  expect([response.status, response.at("/meta/client/sessions/0/id")]).toEqual([503, id]);
});

test("`skip`, `times`, method and path select the requests that a fault affects", async ({
  api,
  apiClient,
}) => {
  api.control.addFaults({
    method: "GET",
    path: "/v1/client",
    skip: 1,
    times: 2,
    answer: { status: 503 },
  });
  const statuses = [];
  for (let time = 0; time < 4; time += 1) {
    statuses.push(
      (await apiClient.get("/v1/client")).status,
      (await apiClient.get("/v1/environment")).status,
    );
  }
  expect(statuses).toEqual([200, 200, 503, 200, 503, 200, 200, 200]);
  api.control.addFaults({ method: "DELETE", answer: { status: 500 } });
  expect((await apiClient.post("/v1/dev_browser")).status).toBe(200);
  expect((await apiClient.send("DELETE", "/v1/client/sessions")).status).toBe(500);
});

test("a fault sets values and removes members in the real response", async ({ api, apiClient }) => {
  const id = await apiClient.signIn(ada);
  api.control.addFaults({
    set: { "/client": null, "/response/id": "sess_other" },
    remove: ["/response/user"],
  });
  const response = await apiClient.post(`/v1/client/sessions/${id}/remove`);
  expect([
    response.at("/client"),
    response.at("/response/id"),
    response.at("/response/user"),
  ]).toEqual([null, "sess_other", undefined]);
  expect(response.at("/response/status")).toBe("removed");
});

test("if a fault's pointer matches nothing, the server answers 500", async ({ api, apiClient }) => {
  for (const fault of [{ set: { "/a/b": 1 } }, { remove: ["/nothing"] }]) {
    api.control.addFaults(fault);
    const response = await apiClient.get("/v1/client");
    expect([response.status, ...response.codes]).toEqual([500, "internal_clerk_error"]);
  }
});

test("a fault truncates a response, or replaces its body or its headers", async ({
  api,
  apiClient,
}) => {
  api.control.addFaults(
    { truncateTo: 10 },
    { answer: { body: "<!doctype html>" } },
    { answer: { json: [1] } },
    { headers: { "access-control-allow-origin": null } },
  );
  expect((await apiClient.get("/v1/client")).text).toBe('{"response');
  const html = await apiClient.get("/v1/client");
  expect([html.status, html.headers.get("content-type"), html.text]).toEqual([
    200,
    "text/html",
    "<!doctype html>",
  ]);
  expect((await apiClient.get("/v1/client")).json).toEqual([1]);
  expect((await apiClient.get("/v1/client")).headers.get("access-control-allow-origin")).toBeNull();
});

for (const [drop, status] of [
  ["before-change", "active"],
  ["after-change", "removed"],
  ["in-body", "removed"],
] as const) {
  test(`if the connection is dropped ${drop}, the session is then ${status}`, async ({
    api,
    apiClient,
  }) => {
    const id = await apiClient.signIn(ada);
    api.control.addFaults({ path: "/v1/client/sessions/*/remove", drop });
    await expect(apiClient.post(`/v1/client/sessions/${id}/remove`)).rejects.toThrow(
      /fetch failed|terminated/,
    );
    expect(api.control.sessions.find((session) => session.id === id)?.status).toBe(status);
    expect(api.control.requests.at(-1)).toMatchObject({ state: "dropped", status: null });
    expect((await apiClient.get("/v1/client")).status).toBe(200);
  });
}

for (const [hold, status] of [
  ["before-change", "active"],
  ["after-change", "removed"],
] as const) {
  test(`a request that is held ${hold} waits until it is released`, async ({ api, apiClient }) => {
    const id = await apiClient.signIn(ada);
    api.control.addFaults({ path: "/v1/client/sessions/*/remove", hold });
    const response = apiClient.post(`/v1/client/sessions/${id}/remove`);
    const held = await api.control.request((request) => request.state === "held");
    expect(held.path).toBe(`/v1/client/sessions/${id}/remove`);
    expect(api.control.sessions.find((session) => session.id === id)?.status).toBe(status);
    expect(api.control.release()).toBe(1);
    expect((await response).at("/response/status")).toBe("removed");
  });
}

test("if the sender of a held request aborts it, the log says so", async ({ api, apiClient }) => {
  api.control.addFaults({ hold: "before-change" });
  const sender = new AbortController();
  const response = fetch(`${apiClient.url}/v1/client`, { signal: sender.signal });
  await api.control.request(({ state }) => state === "held");
  sender.abort();
  await expect(response).rejects.toThrow("aborted");
  await api.control.request(({ state }) => state === "aborted");
  api.control.release();
  expect(api.control.requests).toMatchObject([{ state: "aborted", status: null }]);
});

test("`delayMs` lets a later request overtake", async ({ api, apiClient }) => {
  api.control.addFaults({ path: "/v1/client", delayMs: 300 });
  const order: string[] = [];
  await Promise.all([
    apiClient.get("/v1/client").then(() => order.push("delayed")),
    apiClient.get("/v1/environment").then(() => order.push("prompt")),
  ]);
  expect(order).toEqual(["prompt", "delayed"]);
});

test("close() does not wait for held requests and idle connections", async ({ api, apiClient }) => {
  await apiClient.get("/v1/client");
  api.control.addFaults({ hold: "after-change" });
  const response = fetch(`${apiClient.url}/v1/client`).then(
    (response) => response.text(),
    () => "cut",
  );
  await api.control.request(({ state }) => state === "held");
  await api.close();
  await response;
  await expect(fetch(`${api.url}/v1/client`)).rejects.toThrow("fetch failed");
});

test("the log has each request as it arrived", async ({ api, apiClient }) => {
  const id = await apiClient.signIn(ada);
  api.control.clearRequests();
  await apiClient.post(
    `/v1/client/sessions/${id}/touch`,
    { active_organization_id: "", intent: "focus" },
    { query: { __clerk_api_version: "2026-05-12", x: "ä/é" }, headers: { "x-custom": "1" } },
  );
  const [request, ...others] = api.control.requests;
  expect(others).toEqual([]);
  const [cookie] = [...apiClient.cookies] as [[string, string]];
  expect(request).toEqual({
    index: 0,
    receivedAt: expect.any(Number),
    method: "POST",
    operation: "POST",
    url: `/v1/client/sessions/${id}/touch?__clerk_api_version=2026-05-12&x=%C3%A4%2F%C3%A9`,
    path: `/v1/client/sessions/${id}/touch`,
    query: { __clerk_api_version: "2026-05-12", x: "ä/é" },
    headers: expect.objectContaining({
      "x-custom": "1",
      "content-type": expect.stringContaining("urlencoded"),
    }),
    cookies: { [cookie[0]]: cookie[1] },
    body: "active_organization_id=&intent=focus",
    status: 200,
    state: "answered",
  });
});
