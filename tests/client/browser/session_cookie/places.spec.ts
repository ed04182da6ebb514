import type { Page } from "@playwright/test";
import { analyticalEngines } from "../../../../www/frontend-api/state/organizations.js";
import { serveSite } from "../../../support/site.js";
import {
  ada,
  claimsOf,
  cookiesOf,
  development,
  expect,
  grace,
  lines,
  postToken,
  production,
  serverClock,
  settledLines,
  show,
  test,
} from "./cookie_page.js";

test("Two tabs keep the cookies for the same session, without a second token request", async ({
  api,
  connectWithCookie,
  context,
  cookies,
  load,
  page,
  signIn,
}) => {
  await load(page);
  await connectWithCookie(page);
  const first = await signIn(page, ada);
  const second = await signIn(page, grace);
  await page.evaluate(() => window.client.getClient());
  const other = await context.newPage();
  await load(other);
  await connectWithCookie(other);
  await other.evaluate(() => window.client.getClient());
  await show(page, "hidden");
  expect(claimsOf((await cookies()).__session ?? "").sid).toBe(second);
  api.control.clearRequests();
  await other.evaluate((id) => window.client.touchSession(id), first);
  expect(claimsOf((await cookies()).__session ?? "").sid).toBe(first);
  await show(other, "hidden");
  await show(page, "visible");
  await expect.poll(() => page.evaluate(() => window.client.session?.id)).toBe(first);
  expect(claimsOf((await cookies()).__session ?? "").sid).toBe(first);
  expect(await settledLines(api, 2)).toEqual([
    `POST /v1/client/sessions/${first}/touch`,
    "GET /v1/client",
  ]);
});

test("After an attempt in a reverification, the cookies have the new factor ages", async ({
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
  await page.evaluate(() => window.client.getClient());
  const before = (await cookies()).__session;
  // Tokens that are issued in the same second are equal.
  serverClock.aheadMs = 1_500;
  await page.evaluate(() => window.client.startVerification({ level: "first_factor" }));
  // The server's last active token may still be the one from before the attempt, and the attempt
  // may be no change of the client.
  api.control.addFaults({
    path: `/v1/client/sessions/${id}/verify/attempt_first_factor`,
    set: {
      "/client/sessions/0/last_active_token": { jwt: before ?? null },
      "/client/updated_at": 1,
    },
  });
  api.control.clearRequests();
  const status = await page.evaluate(async (password) => {
    const { client } = window;
    return (await client.attemptFirstFactor({ strategy: "password", password })).status;
  }, ada.password);
  expect(status).toBe("complete");
  const after = (await cookies()).__session ?? "";
  expect(after).not.toBe(before);
  expect(claimsOf(after).sid).toBe(id);
  expect(lines(api)).toEqual([
    `POST /v1/client/sessions/${id}/verify/attempt_first_factor`,
    postToken(id),
  ]);
});

/** Serves a server's paths at an https origin that does not exist. */
async function serveAt(page: Page, origin: string, server: string): Promise<void> {
  await page.route(`${origin}/**`, async (route) => {
    const { pathname, search } = new URL(route.request().url());
    const url = new URL(pathname + search, server).href;
    await route.fulfill({ response: await route.fetch({ url }) });
  });
}

/** Opens a page of an https origin, and loads the package into it. */
async function openAt(page: Page, origin: string): Promise<void> {
  await page.goto(`${origin}/`);
  await page.evaluate(async () => {
    window.clerkSession = await import("/pkg/index.js" as string);
    await window.clerkSession.default();
  });
}

test("On https the cookies are secure, and __client_uat is on the highest domain", async ({
  api,
  connectWithCookie,
  context,
  page,
  site,
}) => {
  const origin = "https://www.app.example.com";
  const proxyUrl = "https://api.app.example.com";
  await serveAt(page, origin, site);
  await serveAt(page, proxyUrl, api.url);
  await openAt(page, origin);
  await context.addCookies([{ name: "__client_uat", value: "7", url: origin }]);
  await connectWithCookie(page, { publishableKey: development.publishableKey, proxyUrl });
  await page.evaluate(() => window.client.getClient());
  const token = await page.evaluate(() => /__clerk_db_jwt=([^;]+)/.exec(document.cookie)?.[1]);
  const form = { identifier: ada.emailAddress, password: ada.password };
  const url = `${api.url}/v1/client/sign_ins?__clerk_db_jwt=${token}`;
  expect((await fetch(url, { method: "POST", body: new URLSearchParams(form) })).ok).toBe(true);
  await page.evaluate(() => window.client.getClient());
  const all = await context.cookies(origin);
  const sessions = all.filter(({ name }) => name.startsWith("__session"));
  expect(sessions).toHaveLength(2);
  for (const { domain, sameSite, secure } of sessions)
    expect([domain, sameSite, secure]).toEqual(["www.app.example.com", "Lax", true]);
  const uats = all.filter(({ name }) => name.startsWith("__client_uat"));
  expect(uats).toHaveLength(2);
  for (const { domain, sameSite, secure, value } of uats) {
    expect([domain, sameSite, secure]).toEqual([".example.com", "Strict", true]);
    expect(Number(value)).toBeGreaterThan(1_700_000_000);
  }
});

for (const isPartitioned of [false, true]) {
  test(`In a frame of another site, the cookies are ${
    isPartitioned ? "partitioned" : "not partitioned"
  }`, async ({ api, browser, context, site }) => {
    const outer = await serveSite(
      `<title>Outer</title><iframe src="${site}"></iframe>`,
      {},
      "localhost",
    );
    const page = await context.newPage();
    await page.goto(outer.url);
    const frame = page.frame({ url: site });
    if (!frame) throw new Error("There is no frame.");
    const { id } = await (await fetch(`${api.url}/v1/dev_browser`, { method: "POST" })).json();
    const form = { identifier: ada.emailAddress, password: ada.password };
    const url = `${api.url}/v1/client/sign_ins?__clerk_db_jwt=${id}`;
    expect((await fetch(url, { method: "POST", body: new URLSearchParams(form) })).ok).toBe(true);
    const written = await frame.evaluate(
      async ([proxyUrl, publishableKey, devBrowser, partitionedCookies]) => {
        const clerkSession = await import("/pkg/index.js" as string);
        await clerkSession.default();
        const texts: string[] = [];
        const { set, get } = Object.getOwnPropertyDescriptor(Document.prototype, "cookie") ?? {};
        Object.defineProperty(document, "cookie", {
          get: () => get?.call(document),
          set: (cookie: string) => {
            texts.push(cookie);
            set?.call(document, cookie);
          },
        });
        const client = new clerkSession.SessionClient({
          proxyUrl,
          publishableKey,
          devBrowser,
          partitionedCookies,
          sessionCookie: true,
        });
        await client.getClient();
        return texts.filter((text) => text.startsWith("__session=e"));
      },
      [api.url, development.publishableKey, id, isPartitioned] as const,
    );
    expect(written).toHaveLength(1);
    expect(written[0]).toMatch(
      isPartitioned ? /; SameSite=None; Secure; Partitioned$/ : /; SameSite=None; Secure$/,
    );
    if (isPartitioned) {
      const cookie = await frame.evaluate(() => document.cookie);
      expect(cookie).toContain("__session=e");
      expect(cookie).toContain("__session_");
      // A partitioned cookie stays so without the option.
      const again = await frame.evaluate(
        async ([proxyUrl, publishableKey, devBrowser]) => {
          const clerkSession = await import("/pkg/index.js" as string);
          const client = new clerkSession.SessionClient({
            proxyUrl,
            publishableKey,
            devBrowser,
            sessionCookie: true,
          });
          await client.getClient();
          await client.deleteSession();
          return document.cookie;
        },
        [api.url, development.publishableKey, id] as const,
      );
      expect(again).not.toContain("__session");
    }
    expect(browser.isConnected()).toBe(true);
    await outer.close();
  });
}

test("An organization's token is kept through renewals by getToken() of another one", async ({
  connectWithCookie,
  cookies,
  load,
  page,
  signIn,
}) => {
  await load(page);
  await connectWithCookie(page);
  await signIn(page, ada);
  await page.evaluate(() => window.client.getClient());
  const held = (await cookies()).__session;
  const other = await page.evaluate(
    (organizationId) => window.client.getToken({ organizationId }),
    analyticalEngines.id,
  );
  expect(other).not.toBe(held);
  expect((await cookies()).__session).toBe(held);
  const template = await page.evaluate(() =>
    window.client.getToken({ template: "hasura" }).catch(() => null),
  );
  expect((await cookies()).__session).toBe(held);
  expect(template === null || template !== held).toBe(true);
});

test("A closed client renews and writes nothing", async ({
  api,
  connectWithCookie,
  context,
  load,
  page,
  signIn,
  site,
}) => {
  await load(page);
  await connectWithCookie(page);
  await signIn(page, ada);
  await page.evaluate(() => window.client.getClient());
  await page.evaluate(() => window.client.close());
  await context.clearCookies({ name: /^__session/ });
  api.control.clearRequests();
  await show(page, "hidden");
  await show(page, "visible");
  expect(await settledLines(api, 0)).toEqual([]);
  expect(await cookiesOf(context, site, "__session")).toEqual({});
  expect(production.publishableKey).toMatch(/^pk_live_/);
});

for (const does of ["throws", "calls the client"] as const) {
  test(`A document.cookie that ${does} breaks no call`, async ({
    api,
    connectWithCookie,
    load,
    page,
    signIn,
  }) => {
    await load(page);
    await connectWithCookie(page);
    await signIn(page, ada);
    const outcome = await page.evaluate(async (does) => {
      const { client } = window;
      let calls = 0;
      const act = () => {
        calls++;
        if (does === "throws") throw new Error("no cookies here");
        if (calls > 100) return "";
        void client.getToken();
        void client.touchSession("current");
        return String(client.client?.id ?? client.session?.id ?? client.loaded);
      };
      Object.defineProperty(document, "cookie", { get: act, set: act });
      const session = (await client.getClient())?.sessions[0]?.id;
      await client.touchSession("current");
      const token = await client.getToken();
      const removed = await client.deleteSession();
      return [session === removed?.id, typeof token, calls > 0];
    }, does);
    expect(outcome).toEqual([true, "string", true]);
    expect(lines(api).length).toBeGreaterThan(3);
  });
}
