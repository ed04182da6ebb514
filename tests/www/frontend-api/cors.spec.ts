import type { ApiResponse } from "./api-client.js";
import { ada, expect, test } from "./fixtures.js";

const origin = "http://127.0.0.1:3000";

/** Expects the headers that let the origin read a response to a request with credentials. */
function expectCors({ headers }: Pick<ApiResponse, "headers">): void {
  expect(headers.get("access-control-allow-origin")).toBe(origin);
  expect(headers.get("access-control-allow-credentials")).toBe("true");
  expect(headers.get("vary")).toContain("Origin");
  const exposed = headers.get("access-control-expose-headers")?.split(", ");
  expect(exposed).toEqual(expect.arrayContaining(["Retry-After", "Clerk-Db-Jwt", "Authorization"]));
}

test("every response allows the request's origin with credentials, errors included", async ({
  api,
  apiClient,
}) => {
  const id = await apiClient.signIn(ada);
  for (const [method, path, status] of [
    ["GET", "/v1/client", 200],
    ["GET", "/.well-known/jwks.json", 200],
    ["POST", "/v1/dev_browser", 200],
    ["GET", "/v1/client/sessions/sess_nobody", 404],
    ["POST", `/v1/me/sessions/${id}/revoke`, 400],
    ["GET", "/v1/nothing", 501],
  ] as const) {
    const response = await apiClient.send(method, path);
    expect([path, response.status]).toEqual([path, status]);
    expectCors(response);
  }
  api.control.addFaults({ answer: { error: "too_many_requests" } });
  expectCors(await apiClient.get("/v1/client"));
  const refused = await apiClient.get("/v1/client", { query: { __clerk_db_jwt: "none" } });
  expect(refused.status).toBe(401);
  expectCors(refused);
});

test("if a request has no origin, the response allows none, but still has Vary", async ({
  api,
}) => {
  const response = await fetch(`${api.url}/v1/client`);
  expect(response.headers.get("access-control-allow-origin")).toBeNull();
  expect(response.headers.get("vary")).toContain("Origin");
});

test("the server answers every preflight", async ({ api }) => {
  const response = await fetch(`${api.url}/v1/client`, {
    method: "OPTIONS",
    headers: {
      origin,
      "access-control-request-method": "DELETE",
      "access-control-request-headers": "x-custom",
    },
  });
  expect(response.status).toBe(204);
  expectCors(response);
  expect(response.headers.get("access-control-allow-methods")).toContain("DELETE");
  expect(response.headers.get("access-control-allow-headers")).toBe("x-custom");
  expect(api.control.requests.map(({ method }) => method)).toEqual(["OPTIONS"]);
});

test("each error has its own trace id", async ({ apiClient }) => {
  const ids = [];
  for (let time = 0; time < 2; time += 1) {
    const response = await apiClient.get("/v1/client/sessions/sess_nobody");
    expect(Object.keys(response.json as object)).toEqual(["errors", "meta", "clerk_trace_id"]);
    expect(Object.keys(response.list("/errors")[0] ?? {})).toEqual([
      "code",
      "message",
      "long_message",
      "meta",
    ]);
    ids.push(response.string("/clerk_trace_id"));
  }
  expect(ids[0]).toMatch(/^[0-9a-f]{32}$/);
  expect(ids[1]).not.toBe(ids[0]);
});
