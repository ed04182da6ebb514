import { ApiClient } from "./api-client.js";
import { ada, alan, expect, grace, test } from "./fixtures.js";

test("a sign-in in one step sets the client cookie for this port", async ({ api, apiClient }) => {
  const response = await apiClient.post("/v1/client/sign_ins", {
    identifier: ada.emailAddress,
    password: ada.password,
  });
  expect(response.status).toBe(200);
  expect(response.at("/response/status")).toBe("complete");
  const id = response.string("/response/created_session_id");
  expect(response.at("/client/last_active_session_id")).toBe(id);
  expect(response.at("/client/sign_in")).toBeNull();
  expect(response.at("/client/last_authentication_strategy")).toBe("password");
  expect(response.list("/client/sessions").map((session) => [session.id, session.status])).toEqual([
    [id, "active"],
  ]);
  const [cookie, ...others] = response.headers.getSetCookie();
  expect(others).toEqual([]);
  const attributes = cookie?.split("; ") ?? [];
  expect(attributes[0]).toMatch(new RegExp(`^__client_${new URL(api.url).port}=`));
  expect(attributes.slice(1)).toEqual(["Max-Age=31536000", "Path=/", "HttpOnly", "SameSite=Lax"]);
});

test("a sign-in in two steps creates a session", async ({ apiClient }) => {
  const first = await apiClient.post("/v1/client/sign_ins", { identifier: "ada" });
  expect(first.at("/response/status")).toBe("needs_first_factor");
  expect(first.at("/response/supported_first_factors")).toEqual([{ strategy: "password" }]);
  expect(first.at("/response/created_session_id")).toBeNull();
  expect(first.at("/client/sign_in/id")).toBe(first.at("/response/id"));
  expect(first.list("/client/sessions")).toEqual([]);
  const second = await apiClient.post(
    `/v1/client/sign_ins/${first.string("/response/id")}/attempt_first_factor`,
    { strategy: "password", password: ada.password },
  );
  expect(second.at("/response/status")).toBe("complete");
  expect(second.at("/response/id")).toBe(first.at("/response/id"));
  expect(second.at("/client/sessions/0/id")).toBe(second.string("/response/created_session_id"));
  expect(second.at("/client/id")).toBe(first.at("/client/id"));
});

for (const identifier of [ada.emailAddress, "ADA@Example.com ", "ada", "+12025550142"]) {
  test(`Ada signs in as ${JSON.stringify(identifier)}`, async ({ apiClient }) => {
    const response = await apiClient.post("/v1/client/sign_ins", {
      identifier,
      password: ada.password,
    });
    expect(response.at("/client/sessions/0/user/first_name")).toBe("Ada");
  });
}

test("both steps refuse a wrong password, and the right one then signs in", async ({
  api,
  apiClient,
}) => {
  const atOnce = await apiClient.post("/v1/client/sign_ins", {
    identifier: ada.emailAddress,
    password: "wrong",
  });
  expect(atOnce.status).toBe(422);
  expect(atOnce.codes).toEqual(["form_password_incorrect"]);
  expect(atOnce.at("/errors/0/meta")).toEqual({ param_name: "password" });
  const client = await apiClient.get("/v1/client");
  const path = `/v1/client/sign_ins/${client.string("/response/sign_in/id")}/attempt_first_factor`;
  const again = await apiClient.post(path, { strategy: "password", password: "also wrong" });
  expect(again.codes).toEqual(["form_password_incorrect"]);
  expect(
    api.control.sessions.filter((session) => session.clientId === client.at("/response/id")),
  ).toEqual([]);
  const right = await apiClient.post(path, { strategy: "password", password: ada.password });
  expect(right.at("/response/status")).toBe("complete");
  expect(right.at("/response/first_factor_verification/attempts")).toBe(3);
});

test("the server refuses an unknown identifier and creates no client for it", async ({
  apiClient,
}) => {
  const response = await apiClient.post("/v1/client/sign_ins", {
    identifier: "eve@example.com",
    password: "x",
  });
  expect(response.status).toBe(422);
  expect(response.codes).toEqual(["form_identifier_not_found"]);
  expect(response.headers.getSetCookie()).toEqual([]);
});

test("the server refuses strategies other than the password", async ({ apiClient }) => {
  const first = await apiClient.post("/v1/client/sign_ins", { identifier: "ada" });
  const path = `/v1/client/sign_ins/${first.string("/response/id")}/attempt_first_factor`;
  const response = await apiClient.post(path, { strategy: "email_code", code: "424242" });
  expect([response.status, ...response.codes]).toEqual([400, "strategy_for_user_invalid"]);
});

test("another client's sign-in is not found", async ({ api, apiClient }) => {
  const first = await apiClient.post("/v1/client/sign_ins", { identifier: "ada" });
  const path = `/v1/client/sign_ins/${first.string("/response/id")}/attempt_first_factor`;
  const other = new ApiClient(api.url);
  const response = await other.post(path, { strategy: "password", password: ada.password });
  expect([response.status, ...response.codes]).toEqual([404, "resource_not_found"]);
});

test("a second account signs in beside the first, but the same account not twice", async ({
  apiClient,
}) => {
  const first = await apiClient.signIn(ada);
  const second = await apiClient.signIn(grace);
  const client = await apiClient.get("/v1/client");
  expect(client.list("/response/sessions").map(({ id }) => id)).toEqual([first, second]);
  expect(client.at("/response/last_active_session_id")).toBe(second);
  const again = await apiClient.post("/v1/client/sign_ins", {
    identifier: "ada",
    password: ada.password,
  });
  expect([again.status, ...again.codes]).toEqual([400, "identifier_already_signed_in"]);
  expect(again.at("/errors/0/meta/session_id")).toBe(first);
});

test("a new session replaces the cookie, and the previous one is accepted, but no older", async ({
  api,
  apiClient,
}) => {
  const currentCookie = () => [...apiClient.cookies.values()][0] as string;
  const sessionsWith = async (cookie: string) => {
    const other = new ApiClient(api.url);
    other.cookies.set([...apiClient.cookies.keys()][0] as string, cookie);
    const response = await other.get("/v1/client");
    return { response: response.at("/response"), renewed: [...other.cookies.values()][0] };
  };
  await apiClient.signIn(ada);
  const first = currentCookie();
  await apiClient.signIn(grace);
  const second = currentCookie();
  expect(second).not.toBe(first);
  const late = await sessionsWith(first);
  expect(late.response).not.toBeNull();
  expect(late.renewed).toBe(second);
  await apiClient.signIn(alan);
  expect((await sessionsWith(first)).response).toBeNull();
  expect((await sessionsWith(currentCookie())).response).not.toBeNull();
});
