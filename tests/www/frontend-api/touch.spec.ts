import { ada, expect, grace, test } from "./fixtures.js";

test("with any intent or none, touch makes the session the last active one", async ({
  apiClient,
}) => {
  const first = await apiClient.signIn(ada);
  const second = await apiClient.signIn(grace);
  for (const [id, form] of [
    [first, { active_organization_id: "", intent: "select_session" }],
    [second, { intent: "focus" }],
    [first, {}],
  ] as const) {
    const response = await apiClient.post(`/v1/client/sessions/${id}/touch`, form);
    expect([response.status, response.at("/response/id")]).toEqual([200, id]);
    expect(response.at("/client/last_active_session_id")).toBe(id);
  }
});

test("touch sets the organization by id or slug, keeps it if absent, clears it if empty", async ({
  apiClient,
}) => {
  const id = await apiClient.signIn(ada);
  const memberships = (await apiClient.get("/v1/client")).list(
    "/response/sessions/0/user/organization_memberships",
  );
  const [engines, noteG] = memberships.map(
    (membership) => (membership.organization as { id: string }).id,
  );
  const touch = async (form: Record<string, string>) =>
    (await apiClient.post(`/v1/client/sessions/${id}/touch`, form)).at(
      "/response/last_active_organization_id",
    );
  expect(await touch({ active_organization_id: engines as string, intent: "select_org" })).toBe(
    engines,
  );
  expect(await touch({ intent: "focus" })).toBe(engines);
  expect(await touch({ active_organization_id: "note-g", intent: "select_org" })).toBe(noteG);
  expect(await touch({ active_organization_id: "" })).toBeNull();
});

test("if the user is not a member, touch refuses the organization and changes nothing", async ({
  api,
  apiClient,
}) => {
  const id = await apiClient.signIn(grace);
  const before = api.control.sessions.find((session) => session.id === id);
  const response = await apiClient.post(`/v1/client/sessions/${id}/touch`, {
    active_organization_id: "note-g",
  });
  expect([response.status, ...response.codes]).toEqual([
    403,
    "organization_not_found_or_unauthorized",
  ]);
  expect(api.control.sessions.find((session) => session.id === id)).toEqual(before);
});

test("touch refuses an unknown intent", async ({ apiClient }) => {
  const id = await apiClient.signIn(ada);
  const response = await apiClient.post(`/v1/client/sessions/${id}/touch`, { intent: "whim" });
  expect([response.status, ...response.codes]).toEqual([422, "form_param_value_invalid"]);
});

test.describe("with a clock", () => {
  let time = Date.UTC(2026, 0, 1);
  test.use({ apiOptions: [{ now: () => time }, { scope: "test" }] });

  test("touch records the time and the device", async ({ apiClient }) => {
    const id = await apiClient.signIn(ada);
    time += 90_000;
    const userAgent =
      "Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) " +
      "Chrome/141.0.0.0 Mobile Safari/537.36";
    const response = await apiClient.post(
      `/v1/client/sessions/${id}/touch`,
      {},
      { headers: { "user-agent": userAgent } },
    );
    expect(response.at("/response/last_active_at")).toBe(time);
    expect(response.at("/response/factor_verification_age")).toEqual([1, -1]);
    const list = await apiClient.get("/v1/me/sessions/active");
    expect(list.at("/0/latest_activity")).toEqual({
      object: "session_activity",
      id: id.replace("sess_", "sess_activity_"),
      is_mobile: true,
      device_type: "Android",
      browser_name: "Chrome",
      browser_version: "141.0.0.0",
      ip_address: "127.0.0.1",
    });
  });
});

test("touch refuses a session that is over", async ({ apiClient }) => {
  const id = await apiClient.signIn(ada);
  await apiClient.post(`/v1/client/sessions/${id}/remove`);
  const response = await apiClient.post(`/v1/client/sessions/${id}/touch`);
  expect([response.status, ...response.codes]).toEqual([400, "invalid_action_for_session"]);
});
