import { analyticalEngines } from "../../../../www/frontend-api/state/organizations.js";
import {
  ada,
  claimsOf,
  development,
  expect,
  grace,
  lines,
  postToken,
  sessionToken,
  settledLines,
  statusOf,
  test,
} from "./cookie_page.js";

const both = ["__session", "__session_naoXFJnI"];
const getClient = () => window.client.getClient();

test("The first response about the client brings the token into both cookies", async ({
  api,
  connectWithCookie,
  context,
  cookies,
  load,
  page,
  signIn,
  site,
}) => {
  await load(page);
  await connectWithCookie(page);
  const id = await signIn(page, ada);
  api.control.clearRequests();
  expect(await cookies()).toEqual({});
  await page.evaluate(getClient);
  // The response's last active token is enough: no token is requested.
  expect(await settledLines(api, 1)).toEqual(["GET /v1/client"]);
  const written = await cookies();
  expect(Object.keys(written).toSorted()).toEqual(both);
  expect(new Set(Object.values(written)).size).toBe(1);
  expect(claimsOf(written.__session ?? "").sid).toBe(id);
  const year = 365 * 24 * 60 * 60;
  for (const cookie of await context.cookies(site)) {
    if (!both.includes(cookie.name)) continue;
    const { expires, httpOnly, path, sameSite, secure } = cookie;
    expect([httpOnly, path, sameSite, secure]).toEqual([false, "/", "Lax", false]);
    expect(Math.abs(expires - Date.now() / 1000 - year)).toBeLessThan(120);
  }
});

test("The option causes no first request, and none without a page", async ({
  api,
  load,
  page,
  signIn,
  site,
  connectWithCookie,
}) => {
  await load(page);
  await signIn(page, ada);
  api.control.clearRequests();
  await connectWithCookie(page);
  expect(await settledLines(api, 0)).toEqual([]);
  const cookie = await page.evaluate(
    ([base, proxyUrl]) =>
      new Promise((resolve) => {
        const program = `
          import init, { SessionClient } from "${base}pkg/index.js";
          await init();
          const options = { frontendApi: "clerk.example.com", sessionCookie: true };
          const client = new SessionClient({ ...options, proxyUrl: "${proxyUrl}" });
          postMessage((await client.getClient()).sessions.length);
        `;
        const url = URL.createObjectURL(new Blob([program], { type: "text/javascript" }));
        const worker = new Worker(url, { type: "module" });
        worker.onmessage = ({ data }) => resolve([data, document.cookie]);
        worker.onerror = ({ message }) => resolve(message);
      }),
    [site, api.url] as const,
  );
  expect(cookie).toEqual([1, ""]);
  expect(await settledLines(api, 1)).toEqual(["GET /v1/client"]);
});

test("A client token and the option cannot be combined", async ({ load, page }) => {
  await load(page);
  const error = await page.evaluate(() => {
    try {
      new window.clerkSession.SessionClient({
        frontendApi: "clerk.example.com",
        clientToken: "a-token",
        sessionCookie: true,
      });
    } catch (error) {
      const { code, message } = error as { code: string; message: string };
      return `${code}: ${message}`;
    }
    return "nothing";
  });
  expect(error).toBe("invalid_options: clientToken and sessionCookie cannot be combined");
});

for (const cookie of ["absent", "of another session or organization", "unreadable"] as const) {
  test(`A last active token that is ${cookie} is not used, and a token is requested`, async ({
    api,
    connectWithCookie,
    cookies,
    load,
    page,
    signIn,
  }) => {
    await load(page);
    await connectWithCookie(page);
    const id = await signIn(page, ada);
    const jwt = {
      absent: null,
      "of another session or organization": sessionToken({ sid: "sess_other" }),
      unreadable: "no-token",
    }[cookie];
    const pointer = "/response/sessions/0/last_active_token";
    api.control.addFaults({ path: "/v1/client", set: { [pointer]: jwt && { jwt } } });
    api.control.clearRequests();
    await page.evaluate(getClient);
    await expect.poll(async () => Object.keys(await cookies()).toSorted()).toEqual(both);
    expect(lines(api)).toEqual(["GET /v1/client", postToken(id)]);
    expect(claimsOf((await cookies()).__session ?? "").sid).toBe(id);
  });
}

for (const hasToken of [true, false]) {
  test(`A touch settles after the cookies are for its organization, ${
    hasToken ? "from its response" : "from a token that is requested"
  }`, async ({ api, connectWithCookie, cookies, load, page, signIn }) => {
    await load(page);
    await connectWithCookie(page);
    const id = await signIn(page, ada);
    await page.evaluate(getClient);
    const before = await cookies();
    if (!hasToken) {
      api.control.addFaults({
        path: `/v1/client/sessions/${id}/touch`,
        set: { "/client/sessions/0/last_active_token": null },
      });
    }
    api.control.clearRequests();
    const cookie = await page.evaluate(async (organizationId) => {
      await window.client.touchSession("current", { organizationId });
      return document.cookie;
    }, analyticalEngines.id);
    const after = await cookies();
    expect(cookie).toContain(`__session=${after.__session}`);
    expect(after.__session).not.toBe(before.__session);
    expect(new Set(Object.values(after)).size).toBe(1);
    expect(claimsOf(after.__session ?? "").o).toMatchObject({ id: expect.any(String) });
    const touch = `POST /v1/client/sessions/${id}/touch`;
    expect(lines(api)).toEqual(hasToken ? [touch] : [touch, postToken(id)]);
  });
}

test("A switch of account settles after the cookies are for the other session", async ({
  connectWithCookie,
  cookies,
  load,
  page,
  signIn,
}) => {
  await load(page);
  await connectWithCookie(page);
  const first = await signIn(page, ada);
  const second = await signIn(page, grace);
  await page.evaluate(getClient);
  expect(claimsOf((await cookies()).__session ?? "").sid).toBe(second);
  await page.evaluate((id) => window.client.touchSession(id), first);
  for (const value of Object.values(await cookies())) expect(claimsOf(value).sid).toBe(first);
});

test("If no token comes within the timeout, the call settles and the old cookies are gone", async ({
  api,
  connectWithCookie,
  cookies,
  load,
  page,
  signIn,
}) => {
  await load(page);
  await connectWithCookie(page);
  const id = await signIn(page, ada);
  await page.evaluate(getClient);
  api.control.addFaults(
    {
      path: `/v1/client/sessions/${id}/touch`,
      set: { "/client/sessions/0/last_active_token": null },
    },
    { path: `/v1/client/sessions/${id}/tokens`, times: 9, hold: "before-change" },
  );
  const touched = await page.evaluate(
    async (organizationId) =>
      (await window.client.touchSession("current", { organizationId, timeoutMs: 300 }))
        .lastActiveOrganizationId,
    analyticalEngines.id,
  );
  expect(touched).toBe(analyticalEngines.id);
  expect(await cookies()).toEqual({});
  api.control.release();
});

test("The cookies are expired when the client changes, before its listeners are called", async ({
  api,
  connectWithCookie,
  cookies,
  load,
  page,
  signIn,
}) => {
  await load(page);
  await connectWithCookie(page);
  const id = await signIn(page, ada);
  await page.evaluate(getClient);
  const seen = await page.evaluate(async () => {
    const seen: unknown[] = [];
    window.client.subscribe(() => seen.push([window.client.session?.id, document.cookie]));
    await window.client.deleteSession();
    return seen;
  });
  expect(seen).toEqual([[undefined, expect.not.stringContaining("__session")]]);
  expect(await cookies()).toEqual({});
  expect(statusOf(api, id)).toBe("removed");
});

for (const how of ["is revoked on another device", "is missing from the response"] as const) {
  test(`The cookies are expired if the session ${how}`, async ({
    api,
    connectWithCookie,
    cookies,
    load,
    page,
    signIn,
  }) => {
    await load(page);
    await connectWithCookie(page);
    const id = await signIn(page, ada);
    await page.evaluate(getClient);
    if (how === "is revoked on another device") api.control.setSessionStatus(id, "revoked");
    else api.control.addFaults({ path: "/v1/client", set: { "/response": null } });
    expect(Object.keys(await cookies())).toHaveLength(2);
    expect(
      await page.evaluate(async () => (await window.client.getClient())?.sessions ?? []),
    ).toEqual([]);
    expect(await cookies()).toEqual({});
  });
}

test("Without a client, the cookie without suffix is kept unless it is this instance's", async ({
  connectWithCookie,
  context,
  cookies,
  load,
  page,
  site,
}) => {
  const other = sessionToken({ sid: "sess_of_another_project" });
  const own = sessionToken({ sid: "sess_unknown" });
  const add = (name: string, value: string) => context.addCookies([{ name, value, url: site }]);
  await load(page);
  await add("__session", other);
  await add("__session_naoXFJnI", own);
  await connectWithCookie(page);
  await page.evaluate(getClient);
  expect(await cookies()).toEqual({ __session: other });

  await add("__session", own);
  await add("__session_naoXFJnI", own);
  await load(page);
  await connectWithCookie(page);
  await page.evaluate(getClient);
  expect(await cookies()).toEqual({});
});

test("A cookie that the browser does not keep is reported once", async ({
  api,
  connectWithCookie,
  cookies,
  load,
  page,
  signIn,
}) => {
  const warnings: string[] = [];
  page.on("console", (message) => warnings.push(message.text()));
  await load(page);
  await connectWithCookie(page);
  const id = await signIn(page, ada);
  const iat = Math.floor(Date.now() / 1000) + 1;
  const large = sessionToken({ sid: id, iat, claims: { filler: "x".repeat(4_000) } });
  api.control.addFaults({
    path: "/v1/client",
    set: { "/response/sessions/0/last_active_token": { jwt: large } },
  });
  await page.evaluate(getClient);
  expect(warnings.filter((text) => text.includes("__session"))).toEqual([
    "clerk-session: no cookie __session_naoXFJnI: it is blocked, or its token is over 4 KB",
  ]);
  expect(await cookies()).toEqual({});
});

test("At a development instance, __client_uat is written after __session", async ({
  connectWithCookie,
  cookies,
  load,
  page,
  signIn,
}) => {
  await load(page);
  const { publishableKey } = development;
  await connectWithCookie(page, { publishableKey });
  await page.evaluate(getClient);
  expect(Object.values(await cookies("__client_uat"))).toEqual(["0", "0"]);
  const token = await page.evaluate(() => /__clerk_db_jwt=([^;]+)/.exec(document.cookie)?.[1]);
  const id = await signIn(page, ada, { __clerk_db_jwt: token ?? "" });
  const order = await page.evaluate(async () => {
    const order: string[] = [];
    const { set, get } = Object.getOwnPropertyDescriptor(Document.prototype, "cookie") ?? {};
    Object.defineProperty(document, "cookie", {
      get: () => get?.call(document),
      set: (cookie: string) => {
        order.push(cookie.split("=")[0] ?? "");
        set?.call(document, cookie);
      },
    });
    await window.client.getClient();
    return order;
  });
  expect(order.filter((name) => name.startsWith("__session"))).toHaveLength(2);
  expect(order.findIndex((name) => name.startsWith("__client_uat"))).toBe(2);
  const updatedAt = await page.evaluate(() => window.client.client?.updatedAt ?? 0);
  const uat = await cookies("__client_uat");
  expect(Object.keys(uat)).toHaveLength(2);
  for (const value of Object.values(uat)) expect(value).toBe(String(Math.floor(updatedAt / 1000)));
  expect(claimsOf((await cookies()).__session ?? "").sid).toBe(id);
  await page.evaluate(() => window.client.deleteSession());
  expect(Object.values(await cookies("__client_uat"))).toEqual(["0", "0"]);
  expect(await cookies()).toEqual({});
});

test("With pendingAsSignedOut, a pending session has no cookie", async ({
  api,
  connectWithCookie,
  cookies,
  load,
  page,
  signIn,
}) => {
  await load(page);
  await connectWithCookie(page, { pendingAsSignedOut: true });
  const id = await signIn(page, ada);
  await page.evaluate(getClient);
  expect(Object.keys(await cookies())).toHaveLength(2);
  api.control.setSessionStatus(id, "pending");
  api.control.clearRequests();
  const seen = await page.evaluate(async () => {
    const client = await window.client.getClient();
    const token = await window.client.getToken();
    return [client?.sessions[0]?.status, window.client.session, token];
  });
  expect(seen).toEqual(["pending", null, null]);
  expect(await cookies()).toEqual({});
  expect(lines(api)).toEqual(["GET /v1/client"]);
  // Other calls act on it.
  const [touched, verification] = await page.evaluate(async () => [
    (await window.client.touchSession("current")).id,
    (await window.client.startVerification({ level: "first_factor" })).status,
  ]);
  expect([touched, verification]).toEqual([id, "needs_first_factor"]);
  expect(await cookies()).toEqual({});
  expect((await page.evaluate(() => window.client.deleteSession()))?.status).toBe("removed");
});

test("Without pendingAsSignedOut, a pending session is a session", async ({
  api,
  connectWithCookie,
  cookies,
  load,
  page,
  signIn,
}) => {
  await load(page);
  await connectWithCookie(page);
  const id = await signIn(page, ada);
  api.control.setSessionStatus(id, "pending");
  await page.evaluate(getClient);
  expect(await page.evaluate(() => window.client.session?.id)).toBe(id);
  expect(Object.keys(await cookies())).toHaveLength(2);
});
