import { decodeJwt } from "jose";
import { ApiClient } from "./api-client.js";
import { ada, expect, grace, test } from "./fixtures.js";

const origin = "http://127.0.0.1:3000";

/** Requests a development browser. Returns its token and a client that sends it. */
async function devApiClient(url: string): Promise<{ apiClient: ApiClient; token: string }> {
  const response = await fetch(`${url}/v1/dev_browser`, { method: "POST", headers: { origin } });
  const { id: token } = (await response.json()) as { id: string };
  return {
    apiClient: new ApiClient(url, { query: { __clerk_db_jwt: token }, headers: { origin } }),
    token,
  };
}

test.describe("development browser", () => {
  test("the query parameter alone identifies the browser, without a cookie", async ({ api }) => {
    const { apiClient, token } = await devApiClient(api.url);
    expect(token).toMatch(/^dvb_/);
    const id = await apiClient.signIn(ada);
    expect(apiClient.cookies.size).toBe(0);
    const again = new ApiClient(api.url, { query: { __clerk_db_jwt: token } });
    expect((await again.get("/v1/client")).at("/response/sessions/0/id")).toBe(id);
    const other = await devApiClient(api.url);
    expect((await other.apiClient.get("/v1/client")).at("/response")).toBeNull();
  });

  test("the token takes precedence over a production client's cookie in the same browser", async ({
    api,
    apiClient,
  }) => {
    await apiClient.signIn(grace);
    const { token } = await devApiClient(api.url);
    const response = await apiClient.get("/v1/client", { query: { __clerk_db_jwt: token } });
    expect(response.at("/response")).toBeNull();
  });

  test("every operation refuses an unknown token with 401, also GET /client", async ({ api }) => {
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
      const response = await apiClient.send(method, path);
      expect([path, response.status, ...response.codes]).toEqual([
        path,
        401,
        "dev_browser_unauthenticated",
      ]);
    }
  });

  test("after the server has forgotten a token, it refuses it", async ({ api }) => {
    const { apiClient, token } = await devApiClient(api.url);
    await apiClient.signIn(ada);
    api.control.forgetDevBrowser(token);
    expect((await apiClient.get("/v1/client")).codes).toEqual(["dev_browser_unauthenticated"]);
  });

  test("a rotated token arrives as Clerk-Db-Jwt, and a second rotation ends the first", async ({
    api,
  }) => {
    const { apiClient, token } = await devApiClient(api.url);
    const id = await apiClient.signIn(ada);
    expect((await apiClient.get("/v1/client")).headers.get("clerk-db-jwt")).toBeNull();
    api.control.rotateDevBrowser(token);
    const response = await apiClient.get("/v1/client");
    expect(response.at("/response/sessions/0/id")).toBe(id);
    const renewed = response.headers.get("clerk-db-jwt") as string;
    expect(renewed).toMatch(/^dvb_/);
    expect(renewed).not.toBe(token);
    api.control.rotateDevBrowser(renewed);
    expect((await apiClient.get("/v1/client")).status).toBe(401);
  });

  test("a token selects the environment of development, and a cookie that of production", async ({
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

  test("the response that creates the client sends the token in Authorization", async ({ api }) => {
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
      const response = await apiClient.get("/v1/client", { headers: { authorization } });
      expect(response.at("/response/id")).toBe(signedIn.at("/client/id"));
      expect(response.headers.get("authorization")).toBeNull();
    }
  });

  test("only with _is_native=1 is the token read, and then the cookie is ignored", async ({
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

  test("a rotated token arrives in the Authorization header", async ({ api }) => {
    const apiClient = new ApiClient(api.url, native);
    const { emailAddress: identifier, password } = ada;
    const signedIn = await apiClient.post("/v1/client/sign_ins", { identifier, password });
    const headers = { authorization: signedIn.headers.get("authorization") as string };
    api.control.rotateClientToken(signedIn.string("/client/id"));
    const response = await apiClient.get("/v1/client", { headers });
    expect(response.at("/response/id")).toBe(signedIn.at("/client/id"));
    const renewed = response.headers.get("authorization") as string;
    expect(renewed.split(".")).toHaveLength(3);
    expect(renewed).not.toBe(headers.authorization);
  });

  test("by default, the token is accepted together with Origin", async ({ api }) => {
    const apiClient = new ApiClient(api.url, native);
    const response = await apiClient.get("/v1/client", { headers: { origin, authorization: "" } });
    expect(response.status).toBe(200);
  });

  test.describe("if the server refuses Origin with Authorization", () => {
    test.use({ apiOptions: [{ refuseOriginWithAuthorization: true }, { scope: "test" }] });

    test("either header alone is accepted, and both together change nothing", async ({
      api,
      apiClient,
    }) => {
      const id = await apiClient.signIn(ada);
      const headers = { origin, authorization: "x" };
      const response = await apiClient.post(`/v1/client/sessions/${id}/remove`, undefined, {
        headers,
      });
      expect([response.status, ...response.codes]).toEqual([
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
  const second = await createFrontendApi();
  try {
    const id = await apiClient.signIn(ada);
    // A browser sends both servers' cookies to both.
    const there = new ApiClient(second.url);
    for (const [name, value] of apiClient.cookies) there.cookies.set(name, value);
    const other = await there.signIn(grace);
    for (const [name, value] of there.cookies) apiClient.cookies.set(name, value);
    expect(apiClient.cookies.size).toBe(2);
    expect((await apiClient.get("/v1/client")).at("/response/sessions/0/id")).toBe(id);
    expect((await there.get("/v1/client")).at("/response/sessions/0/id")).toBe(other);
    expect(api.url).not.toBe(second.url);
  } finally {
    await second.close();
  }
});

test("the cookies of 40 other servers on the same host do not matter", async ({ apiClient }) => {
  for (let port = 1; port <= 40; port += 1)
    apiClient.cookies.set(`__client_${port}`, "x".repeat(600));
  const id = await apiClient.signIn(ada);
  expect((await apiClient.get("/v1/client")).at("/response/sessions/0/id")).toBe(id);
});

test("the server answers as localhost and as 127.0.0.1, each with its own cookie", async ({
  api,
  apiClient,
}) => {
  await apiClient.signIn(ada);
  const there = new ApiClient(api.url.replace("127.0.0.1", "localhost"));
  const id = await there.signIn(grace);
  expect((await there.get("/v1/client")).at("/response/sessions/0/id")).toBe(id);
});

test.describe("with another host name", () => {
  test.use({ apiOptions: [{ hostName: "localhost" }, { scope: "test" }] });

  test("the server's URL and its tokens have that name", async ({ api, apiClient }) => {
    expect(api.url).toMatch(/^http:\/\/localhost:\d+$/);
    const id = await apiClient.signIn(ada);
    const token = (await apiClient.post(`/v1/client/sessions/${id}/tokens`)).string("/jwt");
    expect(decodeJwt(token).iss).toBe(api.url);
  });
});

test.describe("with a path prefix", () => {
  test.use({ apiOptions: [{ pathPrefix: "/__clerk" }, { scope: "test" }] });

  test("the server answers under the prefix alone", async ({ api, apiClient }) => {
    expect(new URL(api.url).pathname).toBe("/__clerk");
    await apiClient.signIn(ada);
    expect((await apiClient.get("/v1/client")).list("/response/sessions")).toHaveLength(1);
    expect((await apiClient.get("/v1/none")).codes).toEqual(["not_implemented"]);
    const outside = new ApiClient(new URL(api.url).origin);
    expect((await outside.get("/v1/client")).status).toBe(404);
  });
});
