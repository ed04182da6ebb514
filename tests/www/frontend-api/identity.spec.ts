import { decodeJwt } from "jose";
import { ApiClient } from "./api-client.js";
import { ada, expect, grace, test } from "./fixtures.js";

const origin = "http://127.0.0.1:3000";

async function devApiClient(url: string): Promise<{ apiClient: ApiClient; token: string }> {
  const response = await fetch(`${url}/v1/dev_browser`, { method: "POST", headers: { origin } });
  const { id: token } = (await response.json()) as { id: string };
  return {
    apiClient: new ApiClient(url, { query: { __clerk_db_jwt: token }, headers: { origin } }),
    token,
  };
}

test.describe("development browser", () => {
  test("identifies by the query alone, without any cookie", async ({ api }) => {
    const { apiClient, token } = await devApiClient(api.url);
    expect(token).toMatch(/^dvb_/);
    const id = await apiClient.signIn(ada);
    expect(apiClient.cookies.size).toBe(0);
    const again = new ApiClient(api.url, { query: { __clerk_db_jwt: token } });
    expect((await again.get("/v1/client")).at("/response/sessions/0/id")).toBe(id);
    const other = await devApiClient(api.url);
    expect((await other.apiClient.get("/v1/client")).at("/response")).toBeNull();
  });

  test("wins over the cookie of a production client in the same browser", async ({
    api,
    apiClient,
  }) => {
    await apiClient.signIn(grace);
    const { token } = await devApiClient(api.url);
    const answer = await apiClient.get("/v1/client", { query: { __clerk_db_jwt: token } });
    expect(answer.at("/response")).toBeNull();
  });

  test("a token that is not one is refused with 401 everywhere, also by GET /client", async ({
    api,
  }) => {
    const apiClient = new ApiClient(api.url, {
      query: { __clerk_db_jwt: "dvb_gone" },
      headers: { origin },
    });
    for (const [method, path] of [
      ["GET", "/v1/client"],
      ["GET", "/v1/environment"],
      ["POST", "/v1/client/sign_ins"],
      ["DELETE", "/v1/client/sessions"],
    ] as const) {
      const answer = await apiClient.send(method, path);
      expect([path, answer.status, ...answer.codes]).toEqual([
        path,
        401,
        "dev_browser_unauthenticated",
      ]);
    }
  });

  test("a forgotten one is refused from then on", async ({ api }) => {
    const { apiClient, token } = await devApiClient(api.url);
    await apiClient.signIn(ada);
    api.control.forgetDevBrowser(token);
    expect((await apiClient.get("/v1/client")).codes).toEqual(["dev_browser_unauthenticated"]);
  });

  test("a rotated token comes back as Clerk-Db-Jwt; two rotations later the old one is no good", async ({
    api,
  }) => {
    const { apiClient, token } = await devApiClient(api.url);
    const id = await apiClient.signIn(ada);
    expect((await apiClient.get("/v1/client")).headers.get("clerk-db-jwt")).toBeNull();
    api.control.rotateDevBrowser(token);
    const answer = await apiClient.get("/v1/client");
    expect(answer.at("/response/sessions/0/id")).toBe(id);
    const renewed = answer.headers.get("clerk-db-jwt") as string;
    expect(renewed).toMatch(/^dvb_/);
    expect(renewed).not.toBe(token);
    api.control.rotateDevBrowser(renewed);
    expect((await apiClient.get("/v1/client")).status).toBe(401);
  });

  test("sees the environment of a development instance; a cookie client that of production", async ({
    api,
    apiClient,
  }) => {
    const type = "/display_config/instance_environment_type";
    expect((await apiClient.get("/v1/environment")).at(type)).toBe("production");
    expect((await apiClient.send("PATCH", "/v1/environment")).at(type)).toBe("development");
    const dev = await devApiClient(api.url);
    expect((await dev.apiClient.get("/v1/environment")).at(type)).toBe("development");
  });
});

test.describe("client token", () => {
  const native = { query: { _is_native: "1" } };

  test("comes in the Authorization header of the answer that makes the client, and identifies it", async ({
    api,
  }) => {
    const apiClient = new ApiClient(api.url, native);
    const anonymous = await apiClient.get("/v1/client", { headers: { authorization: "" } });
    expect([anonymous.at("/response"), anonymous.headers.get("authorization")]).toEqual([
      null,
      null,
    ]);
    const { emailAddress: identifier, password } = ada;
    const signedIn = await apiClient.post("/v1/client/sign_ins", { identifier, password });
    expect(signedIn.headers.getSetCookie()).toEqual([]);
    const token = signedIn.headers.get("authorization") as string;
    for (const authorization of [token, `Bearer ${token}`]) {
      const answer = await apiClient.get("/v1/client", { headers: { authorization } });
      expect(answer.at("/response/id")).toBe(signedIn.at("/client/id"));
      expect(answer.headers.get("authorization")).toBeNull();
    }
  });

  test("counts only with _is_native=1, and there the cookie does not", async ({
    api,
    apiClient,
  }) => {
    await apiClient.signIn(grace);
    expect((await apiClient.get("/v1/client", native)).at("/response")).toBeNull();
    const [, cookie] = [...apiClient.cookies][0] as [string, string];
    const bare = new ApiClient(api.url, { headers: { authorization: cookie } });
    expect((await bare.get("/v1/client")).at("/response")).toBeNull();
    expect((await bare.get("/v1/client", native)).at("/response")).not.toBeNull();
  });

  test("a rotated token comes back in the Authorization header", async ({ api }) => {
    const apiClient = new ApiClient(api.url, native);
    const { emailAddress: identifier, password } = ada;
    const signedIn = await apiClient.post("/v1/client/sign_ins", { identifier, password });
    const headers = { authorization: signedIn.headers.get("authorization") as string };
    api.control.rotateClientToken(signedIn.string("/client/id"));
    const answer = await apiClient.get("/v1/client", { headers });
    expect(answer.at("/response/id")).toBe(signedIn.at("/client/id"));
    const renewed = answer.headers.get("authorization") as string;
    expect(renewed.split(".")).toHaveLength(3);
    expect(renewed).not.toBe(headers.authorization);
  });

  test("together with Origin it is accepted by default", async ({ api }) => {
    const apiClient = new ApiClient(api.url, native);
    const answer = await apiClient.get("/v1/client", { headers: { origin, authorization: "" } });
    expect(answer.status).toBe(200);
  });

  test.describe("where Origin is refused", () => {
    test.use({ apiOptions: [{ refuseOriginWithAuthorization: true }, { scope: "test" }] });

    test("either header alone is accepted, both are not, and nothing changes", async ({
      api,
      apiClient,
    }) => {
      const id = await apiClient.signIn(ada);
      const headers = { origin, authorization: "x" };
      const answer = await apiClient.post(`/v1/client/sessions/${id}/remove`, undefined, {
        headers,
      });
      expect([answer.status, ...answer.codes]).toEqual([
        400,
        "origin_authorization_headers_conflict",
      ]);
      expect(api.control.sessions.find((session) => session.id === id)?.status).toBe("active");
      const alone = new ApiClient(api.url, native);
      expect((await alone.get("/v1/client", { headers: { authorization: "x" } })).status).toBe(200);
      expect((await alone.get("/v1/client", { headers: { origin } })).status).toBe(200);
    });
  });
});

test("two servers on one host do not share their clients' cookies", async ({ api, apiClient }) => {
  const { createFrontendApi } = await import("../../../www/frontend-api/server.js");
  const neighbour = await createFrontendApi();
  try {
    const id = await apiClient.signIn(ada);
    // A browser sends both servers' cookies to both.
    const there = new ApiClient(neighbour.url);
    for (const [name, value] of apiClient.cookies) there.cookies.set(name, value);
    const other = await there.signIn(grace);
    for (const [name, value] of there.cookies) apiClient.cookies.set(name, value);
    expect(apiClient.cookies.size).toBe(2);
    expect((await apiClient.get("/v1/client")).at("/response/sessions/0/id")).toBe(id);
    expect((await there.get("/v1/client")).at("/response/sessions/0/id")).toBe(other);
    expect(api.url).not.toBe(neighbour.url);
  } finally {
    await neighbour.close();
  }
});

test("the cookies of many other servers on the same host do no harm", async ({ apiClient }) => {
  for (let port = 1; port <= 40; port += 1)
    apiClient.cookies.set(`__client_${port}`, "x".repeat(600));
  const id = await apiClient.signIn(ada);
  expect((await apiClient.get("/v1/client")).at("/response/sessions/0/id")).toBe(id);
});

test("localhost is as good a name as 127.0.0.1, but each has a cookie of its own", async ({
  api,
  apiClient,
}) => {
  await apiClient.signIn(ada);
  const there = new ApiClient(api.url.replace("127.0.0.1", "localhost"));
  const id = await there.signIn(grace);
  expect((await there.get("/v1/client")).at("/response/sessions/0/id")).toBe(id);
});

test.describe("by another name", () => {
  test.use({ apiOptions: [{ hostName: "localhost" }, { scope: "test" }] });

  test("its url and its tokens have that", async ({ api, apiClient }) => {
    expect(api.url).toMatch(/^http:\/\/localhost:\d+$/);
    const id = await apiClient.signIn(ada);
    const token = (await apiClient.post(`/v1/client/sessions/${id}/tokens`)).string("/jwt");
    expect(decodeJwt(token).iss).toBe(api.url);
  });
});

test.describe("behind a path prefix", () => {
  test.use({ apiOptions: [{ pathPrefix: "/__clerk" }, { scope: "test" }] });

  test("answers there and nowhere else", async ({ api, apiClient }) => {
    expect(new URL(api.url).pathname).toBe("/__clerk");
    await apiClient.signIn(ada);
    expect((await apiClient.get("/v1/client")).list("/response/sessions")).toHaveLength(1);
    expect((await apiClient.get("/v1/none")).codes).toEqual(["not_implemented"]);
    const outside = new ApiClient(new URL(api.url).origin);
    expect((await outside.get("/v1/client")).status).toBe(404);
  });
});
