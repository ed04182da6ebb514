import { ada, expect, grace, test } from "./fixtures.js";

test("touch makes the session the last active one, whatever the intent", async ({ apiClient }) => {
  const first = await apiClient.signIn(ada);
  const second = await apiClient.signIn(grace);
  for (const [id, form] of [
    [first, { active_organization_id: "", intent: "select_session" }],
    [second, { intent: "focus" }],
    [first, {}],
  ] as const) {
    const answer = await apiClient.post(`/v1/client/sessions/${id}/touch`, form);
    expect([answer.status, answer.at("/response/id")]).toEqual([200, id]);
    expect(answer.at("/client/last_active_session_id")).toBe(id);
  }
});

test("touch chooses the organization by id or slug, keeps it when absent, leaves it when empty", async ({
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

test("touch refuses an organization that the user is not in, and changes nothing", async ({
  api,
  apiClient,
}) => {
  const id = await apiClient.signIn(grace);
  const before = api.control.sessions.find((session) => session.id === id);
  const answer = await apiClient.post(`/v1/client/sessions/${id}/touch`, {
    active_organization_id: "note-g",
  });
  expect([answer.status, ...answer.codes]).toEqual([403, "organization_not_found_or_unauthorized"]);
  expect(api.control.sessions.find((session) => session.id === id)).toEqual(before);
});

test("touch refuses an intent that is none", async ({ apiClient }) => {
  const id = await apiClient.signIn(ada);
  const answer = await apiClient.post(`/v1/client/sessions/${id}/touch`, { intent: "whim" });
  expect([answer.status, ...answer.codes]).toEqual([422, "form_param_value_invalid"]);
});

test.describe("with a clock", () => {
  let time = Date.UTC(2026, 0, 1);
  test.use({ apiOptions: [{ now: () => time }, { scope: "test" }] });

  test("touch records when and from which device", async ({ apiClient }) => {
    const id = await apiClient.signIn(ada);
    time += 90_000;
    const userAgent =
      "Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Mobile Safari/537.36";
    const answer = await apiClient.post(
      `/v1/client/sessions/${id}/touch`,
      {},
      { headers: { "user-agent": userAgent } },
    );
    expect(answer.at("/response/last_active_at")).toBe(time);
    expect(answer.at("/response/factor_verification_age")).toEqual([1, -1]);
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

test("touch of a session that is over is refused", async ({ apiClient }) => {
  const id = await apiClient.signIn(ada);
  await apiClient.post(`/v1/client/sessions/${id}/remove`);
  const answer = await apiClient.post(`/v1/client/sessions/${id}/touch`);
  expect([answer.status, ...answer.codes]).toEqual([400, "invalid_action_for_session"]);
});
