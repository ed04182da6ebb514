import { ada, expect, grace, requestLines, sentRequests, test } from "./fixtures.js";

test("clerk-js lists the user's sessions with their activity, including this browser's", async ({
  api,
  browser,
  clerk,
}) => {
  const id = await clerk.signIn(ada);
  api.control.clearRequests();
  const sessions = await clerk.run(async (clerk) =>
    (await clerk.user?.getSessions())?.map(({ id, status, latestActivity }) => ({
      ...JSON.parse(JSON.stringify(latestActivity)),
      id,
      status,
    })),
  );
  expect(requestLines(sentRequests(api))).toEqual(["GET /v1/me/sessions/active"]);
  expect(sentRequests(api)[0]?.query._clerk_session_id).toBe(id);
  expect(sessions).toHaveLength(5);
  expect(sessions?.[0]).toMatchObject({
    id,
    status: "active",
    browserName: "Chrome",
    browserVersion: expect.stringMatching(new RegExp(`^${browser.version().split(".")[0]}\\.`)),
    deviceType: "Linux",
    isMobile: false,
    ipAddress: "127.0.0.1",
  });
  expect(sessions?.[1]).toMatchObject({
    deviceType: "iPhone",
    isMobile: true,
    city: "Lisbon",
    country: "Portugal",
  });
});

test("clerk-js revokes a session on another device, and no longer lists it", async ({
  api,
  clerk,
}) => {
  const id = await clerk.signIn(ada);
  api.control.clearRequests();
  const result = await clerk.run(async (clerk) => {
    const sessions = await clerk.user?.getSessions();
    const other = sessions?.[1];
    const revoked = await other?.revoke();
    const left = (await clerk.user?.getSessions())?.map((session) => session.id);
    return { id: other?.id, status: revoked?.status, left };
  });
  expect(result.status).toBe("revoked");
  expect(result.left).toHaveLength(4);
  expect(result.left).not.toContain(result.id);
  expect(requestLines(sentRequests(api))).toContain(`POST /v1/me/sessions/${result.id}/revoke`);
  expect(api.control.sessions.find((session) => session.id === result.id)?.status).toBe("revoked");
  expect(api.control.sessions.find((session) => session.id === id)?.status).toBe("active");
});

test("clerk-js signs out of everything with one request, also after a reload", async ({
  api,
  clerk,
}) => {
  const ids = [await clerk.signIn(ada), await clerk.signIn(grace)];
  api.control.clearRequests();
  await clerk.run((clerk) => clerk.signOut(() => {}));
  expect(requestLines(sentRequests(api))).toEqual(["DELETE /v1/client/sessions"]);
  expect(sentRequests(api)[0]).toMatchObject({ method: "POST", status: 200 });
  for (const id of ids)
    expect(api.control.sessions.find((session) => session.id === id)?.status).toBe("removed");
  expect(await clerk.run((clerk) => clerk.session)).toBeNull();
  await clerk.reload();
  expect(await clerk.run((clerk) => [clerk.session, clerk.client?.sessions.length])).toEqual([
    null,
    0,
  ]);
});

test("clerk-js signs out of one of two accounts, and the other stays", async ({ api, clerk }) => {
  const first = await clerk.signIn(ada);
  const second = await clerk.signIn(grace);
  expect(await clerk.run((clerk) => clerk.client?.sessions.map(({ id }) => id))).toEqual([
    first,
    second,
  ]);
  api.control.clearRequests();
  await clerk.run((clerk, sessionId) => clerk.signOut(() => {}, { sessionId }), second);
  expect(requestLines(sentRequests(api))[0]).toBe(`POST /v1/client/sessions/${second}/remove`);
  const status = (id: string) => api.control.sessions.find((session) => session.id === id)?.status;
  expect([status(first), status(second)]).toEqual(["active", "removed"]);
  await clerk.reload();
  expect(await clerk.sessionId()).toBe(first);
});

test("clerk-js switches between two accounts", async ({ api, clerk }) => {
  const first = await clerk.signIn(ada);
  await clerk.signIn(grace);
  api.control.clearRequests();
  const name = await clerk.run(async (clerk, session) => {
    await clerk.setActive({ session });
    return clerk.user?.firstName;
  }, first);
  expect(name).toBe("Ada");
  expect(requestLines(sentRequests(api))).toContain(`POST /v1/client/sessions/${first}/touch`);
  await clerk.reload();
  expect(await clerk.sessionId()).toBe(first);
});

test("if a session was revoked elsewhere, the next token request signs clerk-js out", async ({
  api,
  clerk,
}) => {
  const id = await clerk.signIn(ada);
  api.control.setSessionStatus(id, "revoked");
  api.control.clearRequests();
  const signedOut = clerk.run(
    (clerk) =>
      new Promise<void>((resolve) => {
        clerk.addListener(({ session }) => {
          if (!session) resolve();
        });
      }),
  );
  const token = await clerk.run((clerk) =>
    clerk.session?.getToken({ skipCache: true }).catch((error: { status: number }) => error.status),
  );
  expect([null, 401]).toContain(token);
  await signedOut;
  expect(requestLines(sentRequests(api)).slice(0, 2)).toEqual([
    `POST /v1/client/sessions/${id}/tokens`,
    "GET /v1/client",
  ]);
});
