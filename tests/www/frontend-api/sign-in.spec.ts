import { ApiClient } from "./api-client.js";
import { ada, alan, expect, grace, test } from "./fixtures.js";

test("signs in in one step, and sets the client cookie for this port alone", async ({
  api,
  apiClient,
}) => {
  const answer = await apiClient.post("/v1/client/sign_ins", {
    identifier: ada.emailAddress,
    password: ada.password,
  });
  expect(answer.status).toBe(200);
  expect(answer.at("/response/status")).toBe("complete");
  const id = answer.string("/response/created_session_id");
  expect(answer.at("/client/last_active_session_id")).toBe(id);
  expect(answer.at("/client/sign_in")).toBeNull();
  expect(answer.at("/client/last_authentication_strategy")).toBe("password");
  expect(answer.list("/client/sessions").map((session) => [session.id, session.status])).toEqual([
    [id, "active"],
  ]);
  const [cookie, ...others] = answer.headers.getSetCookie();
  expect(others).toEqual([]);
  const attributes = cookie?.split("; ") ?? [];
  expect(attributes[0]).toMatch(new RegExp(`^__client_${new URL(api.url).port}=`));
  expect(attributes.slice(1)).toEqual(["Max-Age=31536000", "Path=/", "HttpOnly", "SameSite=Lax"]);
});

test("signs in in two steps", async ({ apiClient }) => {
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
  test(`knows Ada as ${JSON.stringify(identifier)}`, async ({ apiClient }) => {
    const answer = await apiClient.post("/v1/client/sign_ins", {
      identifier,
      password: ada.password,
    });
    expect(answer.at("/client/sessions/0/user/first_name")).toBe("Ada");
  });
}

test("refuses a wrong password in either way, and lets the right one follow", async ({
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

test("refuses an identifier that nobody has, and makes no client for it", async ({ apiClient }) => {
  const answer = await apiClient.post("/v1/client/sign_ins", {
    identifier: "eve@example.com",
    password: "x",
  });
  expect(answer.status).toBe(422);
  expect(answer.codes).toEqual(["form_identifier_not_found"]);
  expect(answer.headers.getSetCookie()).toEqual([]);
});

test("refuses other strategies than the password", async ({ apiClient }) => {
  const first = await apiClient.post("/v1/client/sign_ins", { identifier: "ada" });
  const path = `/v1/client/sign_ins/${first.string("/response/id")}/attempt_first_factor`;
  const answer = await apiClient.post(path, { strategy: "email_code", code: "424242" });
  expect([answer.status, ...answer.codes]).toEqual([400, "strategy_for_user_invalid"]);
});

test("does not know another client's sign-in", async ({ api, apiClient }) => {
  const first = await apiClient.post("/v1/client/sign_ins", { identifier: "ada" });
  const path = `/v1/client/sign_ins/${first.string("/response/id")}/attempt_first_factor`;
  const stranger = new ApiClient(api.url);
  const answer = await stranger.post(path, { strategy: "password", password: ada.password });
  expect([answer.status, ...answer.codes]).toEqual([404, "resource_not_found"]);
});

test("signs a second account in beside the first, but not the same one twice", async ({
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

test("a new session replaces the cookie; the one before is good once more, an older one is nobody's", async ({
  api,
  apiClient,
}) => {
  const jar = () => [...apiClient.cookies.values()][0] as string;
  const sessionsWith = async (cookie: string) => {
    const other = new ApiClient(api.url);
    other.cookies.set([...apiClient.cookies.keys()][0] as string, cookie);
    const answer = await other.get("/v1/client");
    return { response: answer.at("/response"), renewed: [...other.cookies.values()][0] };
  };
  await apiClient.signIn(ada);
  const first = jar();
  await apiClient.signIn(grace);
  const second = jar();
  expect(second).not.toBe(first);
  const late = await sessionsWith(first);
  expect(late.response).not.toBeNull();
  expect(late.renewed).toBe(second);
  await apiClient.signIn(alan);
  expect((await sessionsWith(first)).response).toBeNull();
  expect((await sessionsWith(jar())).response).not.toBeNull();
});
