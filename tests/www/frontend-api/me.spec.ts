import { ApiClient } from "./api-client.js";
import { ada, alan, expect, grace, test } from "./fixtures.js";

test("/me/sessions/active is an array of the user's sessions with their activity", async ({
  apiClient,
}) => {
  const id = await apiClient.signIn(ada);
  const response = await apiClient.get("/v1/me/sessions/active");
  expect(response.status).toBe(200);
  const sessions = response.list("");
  expect(sessions.map((session) => session.status)).toEqual(Array(5).fill("active"));
  expect(sessions[0]?.id).toBe(id);
  expect(sessions.slice(1).map(({ latest_activity }) => latest_activity)).toEqual([
    expect.objectContaining({
      device_type: "iPhone",
      is_mobile: true,
      browser_name: "Safari",
      city: "Lisbon",
    }),
    expect.objectContaining({
      device_type: "iPad",
      is_mobile: true,
      browser_version: "17.7",
      country: "Japan",
    }),
    expect.objectContaining({
      device_type: "Windows",
      is_mobile: false,
      browser_name: "Microsoft Edge",
    }),
    expect.objectContaining({
      device_type: "Macintosh",
      is_mobile: false,
      ip_address: "203.0.113.58",
    }),
  ]);
});

test("/me/sessions is an array of all the user's sessions, also those that are over", async ({
  apiClient,
}) => {
  await apiClient.signIn(ada);
  const sessions = (await apiClient.get("/v1/me/sessions")).list("");
  expect(sessions.map(({ status }) => status)).toEqual([
    ...Array(5).fill("active"),
    "ended",
    "expired",
  ]);
  for (const session of sessions)
    expect(session.user).toMatchObject({ object: "user", first_name: "Ada" });
});

test("_clerk_session_id names the requesting session, by default the last active one", async ({
  apiClient,
}) => {
  const first = await apiClient.signIn(ada);
  await apiClient.signIn(grace);
  const names = async (query: Record<string, string>) => {
    const sessions = (await apiClient.get("/v1/me/sessions", { query })).list("");
    return new Set(sessions.map((session) => (session.user as { first_name: string }).first_name));
  };
  expect(await names({})).toEqual(new Set(["Grace"]));
  expect(await names({ _clerk_session_id: first })).toEqual(new Set(["Ada"]));
});

test("without a session, /me answers 401 signed_out or authentication_invalid", async ({
  api,
  apiClient,
}) => {
  const elsewhere = api.control.sessions[0]?.id as string;
  const revoke = `/v1/me/sessions/${elsewhere}/revoke`;
  const request = async (query: Record<string, string> = {}) => {
    const responses = [
      await apiClient.get("/v1/me/sessions", { query }),
      await apiClient.get("/v1/me/sessions/active", { query }),
      await apiClient.post(revoke, undefined, { query }),
    ];
    return responses.map((response) => `${response.status} ${response.codes}`);
  };
  expect(await request()).toEqual(Array(3).fill("401 signed_out"));
  const id = await apiClient.signIn(ada);
  await apiClient.signIn(grace);
  await apiClient.post(`/v1/client/sessions/${id}/remove`);
  expect(await request({ _clerk_session_id: id })).toEqual(
    Array(3).fill("401 authentication_invalid"),
  );
  expect(await request({ _clerk_session_id: elsewhere })).toEqual(
    Array(3).fill("401 authentication_invalid"),
  );
  expect(api.control.sessions.find((session) => session.id === elsewhere)?.status).toBe("active");
});

test("revoke ends a session on another device", async ({ api, apiClient }) => {
  const tablet = new ApiClient(api.url);
  const there = await tablet.signIn(ada);
  const here = await apiClient.signIn(ada);
  const response = await apiClient.post(`/v1/me/sessions/${there}/revoke`, undefined, {
    query: { _clerk_session_id: here },
  });
  expect([response.status, response.at("/response/id"), response.at("/response/status")]).toEqual([
    200,
    there,
    "revoked",
  ]);
  expect(response.list("/client/sessions").map(({ id }) => id)).toEqual([here]);
  expect((await tablet.get("/v1/client")).at("/response/sessions")).toEqual([]);
  expect((await tablet.post(`/v1/client/sessions/${there}/tokens`)).status).toBe(401);
  const list = (await apiClient.get("/v1/me/sessions/active")).list("");
  expect(list.map(({ id }) => id)).not.toContain(there);
});

test("revoke refuses another user's session, an ended, an unknown and the requesting one", async ({
  api,
  apiClient,
}) => {
  const here = await apiClient.signIn(ada);
  const sessions = api.control.sessions;
  const of = (identifier: string, status: string) =>
    sessions.find((session) => session.identifier === identifier && session.status === status)?.id;
  for (const [id, expected] of [
    [of(grace.emailAddress, "active"), "401 action_for_session_not_authorized"],
    [of(ada.emailAddress, "ended"), "400 invalid_action_for_session"],
    ["sess_nobody", "404 resource_not_found"],
    [here, "400 invalid_action_for_session"],
  ] as const) {
    const response = await apiClient.post(`/v1/me/sessions/${id}/revoke`);
    expect(`${response.status} ${response.codes}`).toBe(expected);
  }
  expect(api.control.sessions).toEqual(sessions);
});

test("Alan has no other device", async ({ apiClient }) => {
  const id = await apiClient.signIn(alan);
  expect(
    (await apiClient.get("/v1/me/sessions/active")).list("").map((session) => session.id),
  ).toEqual([id]);
});
