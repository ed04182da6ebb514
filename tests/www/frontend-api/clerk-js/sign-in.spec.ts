import { ada, expect, grace, requestLines, sentRequests, test } from "./fixtures.js";

test("clerk-js loads with two requests, and is ready and signed out", async ({ api, clerk }) => {
  expect(requestLines(sentRequests(api)).toSorted()).toEqual([
    "GET /v1/client",
    "GET /v1/environment",
  ]);
  const state = await clerk.run((clerk) => ({
    status: clerk.status,
    session: clerk.session,
    sessions: clerk.client?.sessions,
  }));
  expect(state).toEqual({ status: "ready", session: null, sessions: [] });
  expect(await clerk.page.context().cookies()).toEqual([]);
});

test("clerk-js signs in in one step, and the session with its user is the active one", async ({
  api,
  clerk,
}) => {
  api.control.clearRequests();
  const id = await clerk.signIn(ada);
  expect(requestLines(sentRequests(api))).toEqual([
    "POST /v1/client/sign_ins",
    `POST /v1/client/sessions/${id}/touch`,
  ]);
  const [create, touch] = sentRequests(api);
  expect(create?.body).toContain("identifier=ada%40example.com&password=correct+horse");
  expect(create?.cookies[`__client_${new URL(api.url).port}`]).toBeUndefined();
  expect(touch?.body).toBe("active_organization_id=&intent=select_session");
  expect(touch?.cookies[`__client_${new URL(api.url).port}`]).toBeDefined();
  const session = await clerk.run((clerk) => ({
    id: clerk.session?.id,
    status: clerk.session?.status,
    name: clerk.user?.fullName,
    emails: clerk.user?.emailAddresses.map(({ emailAddress }) => emailAddress),
    organizations: clerk.user?.organizationMemberships.map(({ organization }) => organization.slug),
    metadata: clerk.user?.publicMetadata,
    createdAt: clerk.user?.createdAt?.getTime(),
  }));
  expect(session).toMatchObject({
    id,
    status: "active",
    name: "Ada Lovelace",
    emails: [ada.emailAddress, "a.lovelace@engines.example"],
    organizations: ["analytical-engines", "note-g"],
    metadata: { plan: "pro" },
    createdAt: Date.UTC(2024, 2, 4, 9, 15),
  });
});

test("clerk-js signs in in two steps", async ({ api, clerk }) => {
  api.control.clearRequests();
  const result = await clerk.run(
    async (clerk, [identifier, password]) => {
      const first = await clerk.client?.signIn.create({ identifier });
      const status = first?.status;
      const second = await first?.attemptFirstFactor({ strategy: "password", password });
      await clerk.setActive({ session: second?.createdSessionId ?? "" });
      return {
        status,
        second: second?.status,
        active: clerk.session?.id,
        id: second?.createdSessionId,
      };
    },
    [grace.emailAddress, grace.password] as [string, string],
  );
  expect(result).toMatchObject({
    status: "needs_first_factor",
    second: "complete",
    active: result.id,
  });
  expect(requestLines(sentRequests(api))).toEqual([
    "POST /v1/client/sign_ins",
    expect.stringMatching(/^POST \/v1\/client\/sign_ins\/sia_\w+\/attempt_first_factor$/),
    `POST /v1/client/sessions/${result.id}/touch`,
  ]);
});

test("a wrong password rejects with clerk-js's error, which names the parameter", async ({
  clerk,
}) => {
  const errors = await clerk.run(async (clerk, identifier) => {
    try {
      await clerk.client?.signIn.create({ identifier, password: "wrong" });
      return null;
    } catch (error) {
      const { status, errors } = error as {
        status: number;
        errors: { code: string; meta: object }[];
      };
      return { status, errors: errors.map(({ code, meta }) => [code, meta]) };
    }
  }, ada.emailAddress);
  expect(errors).toMatchObject({
    status: 422,
    errors: [["form_password_incorrect", { paramName: "password" }]],
  });
});

test("after a reload, a cookie that scripts cannot read keeps the session", async ({
  api,
  clerk,
}) => {
  const id = await clerk.signIn(ada);
  await clerk.reload();
  expect(await clerk.sessionId()).toBe(id);
  const name = `__client_${new URL(api.url).port}`;
  const cookie = (await clerk.page.context().cookies()).find(
    (candidate) => candidate.name === name,
  );
  expect(cookie).toMatchObject({ httpOnly: true, sameSite: "Lax", path: "/", domain: "127.0.0.1" });
  expect(await clerk.page.evaluate(() => document.cookie)).not.toContain(name);
});
