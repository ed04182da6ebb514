import type { Page } from "@playwright/test";
import type { FrontendApiServer } from "../../../../www/frontend-api/server.js";
import {
  ada,
  test as base,
  claimsOf,
  expect,
  serverClock,
  sessionToken,
  setFocus,
  show,
} from "./cookie_page.js";

/**
 * Longer than a single tab waits for the token of another one, and shorter than what these tests
 * measure, in milliseconds.
 */
const TAB_MS = 150;

/** A page whose cookies hold a token, and whose clock advances only when the test says so. */
interface CookiePage {
  readonly id: string;
  /** Advances the clocks of page and server. */
  run(ms: number): Promise<void>;
  /** Lets time pass without any timer, as a machine does that is asleep. */
  sleep(ms: number): Promise<void>;
  /** Resolves when the cookies hold another token than the given one, and returns it. */
  renewed(before: string | undefined): Promise<string | undefined>;
  token(): Promise<string | undefined>;
}

const test = base.extend<{
  openPage: (options?: { lifetime?: number }) => Promise<CookiePage>;
}>({
  openPage: async ({ api, connectWithCookie, cookies, load, page, signIn }, use) => {
    await use(async ({ lifetime = 60 } = {}) => {
      api.control.setTokenRules({ lifetimeSeconds: lifetime });
      await page.clock.install();
      await load(page);
      await connectWithCookie(page);
      const id = await signIn(page, ada);
      await page.evaluate(() => window.client.getClient());
      await page.clock.pauseAt(await page.evaluate(() => Date.now() + 1_000));
      serverClock.aheadMs += 1_000;
      api.control.clearRequests();
      const token = async () => (await cookies()).__session;
      return {
        id,
        token,
        run: async (ms) => {
          serverClock.aheadMs += ms;
          await page.clock.runFor(ms);
        },
        sleep: async (ms) => {
          serverClock.aheadMs += ms;
          await page.clock.setSystemTime(await page.evaluate((ms) => Date.now() + ms, ms));
        },
        renewed: async (before) => {
          const next = async () => {
            await page.clock.runFor(TAB_MS);
            return token();
          };
          await expect.poll(next).not.toBe(before);
          return token();
        },
      };
    });
  },
});

const tokenRequests = ({ control }: FrontendApiServer) =>
  control.requests.filter(({ path }) => path.endsWith("/tokens"));

/** Resolves when no token request of the page is in flight, and no tab waits for another. */
async function settle(page: Page, api: FrontendApiServer): Promise<void> {
  const isSettled = async () => {
    await page.clock.runFor(TAB_MS);
    const locks = await page.evaluate(async () => {
      const { held = [], pending = [] } = await navigator.locks.query();
      return held.length + pending.length;
    });
    return locks === 0 && tokenRequests(api).every(({ status }) => status !== null);
  };
  await expect.poll(isSettled).toBe(true);
}

test("While the page is visible, the cookies are renewed 15 s before their token expires", async ({
  api,
  openPage,
}) => {
  const { id, renewed, run, token } = await openPage();
  const first = await token();
  await run(41_000);
  expect(tokenRequests(api)).toHaveLength(0);
  await run(3_000);
  const second = await renewed(first);
  expect(claimsOf(second ?? "").sid).toBe(id);
  await run(40_000);
  expect(tokenRequests(api)).toHaveLength(1);
  await run(5_000);
  await renewed(second);
  expect(tokenRequests(api)).toHaveLength(2);
});

test("The cookies are renewed at most once in 5 s", async ({ api, openPage, page }) => {
  const { run } = await openPage({ lifetime: 4 });
  const now = () => page.evaluate(() => Date.now());
  const start = await now();
  for (let second = 0; second < 20; second++) {
    await run(1_000);
    await settle(page, api);
  }
  const seconds = ((await now()) - start) / 1000;
  const count = tokenRequests(api).length;
  expect(count).toBeGreaterThanOrEqual(4);
  expect(count).toBeLessThanOrEqual(Math.ceil(seconds / 5));
});

test("If no token comes, the pauses between requests grow", async ({ api, openPage, page }) => {
  const { id, renewed, run, token } = await openPage();
  const first = await token();
  api.control.addFaults({
    path: `/v1/client/sessions/${id}/tokens`,
    times: 99,
    answer: { error: "internal_clerk_error" },
  });
  await run(44_000);
  for (let at = 44_000; at < 120_000; at += 1_000) {
    await settle(page, api);
    await run(1_000);
  }
  // After 44, 49, 59 and 79 s; the next would be after 119 s.
  expect(tokenRequests(api).length).toBeGreaterThanOrEqual(4);
  expect(tokenRequests(api).length).toBeLessThanOrEqual(5);
  api.control.clearFaults();
  await show(page, "hidden");
  await show(page, "visible");
  await renewed(first);
});

test("A hidden page renews nothing", async ({ api, openPage, page }) => {
  const { run } = await openPage();
  await show(page, "hidden");
  await run(120_000);
  expect(tokenRequests(api)).toHaveLength(0);
});

test("A page that becomes visible writes a valid token before the page's own listeners", async ({
  api,
  context,
  openPage,
  page,
  site,
}) => {
  const { token } = await openPage();
  const held = await token();
  await show(page, "hidden");
  await context.clearCookies({ name: /^__session/ });
  const seen = page.evaluate(
    () =>
      new Promise((resolve) =>
        document.addEventListener("visibilitychange", () => resolve(document.cookie), {
          capture: true,
        }),
      ),
  );
  await page.evaluate(() => 0);
  await show(page, "visible");
  expect(await seen).toContain(`__session=${held}`);
  expect((await context.cookies(site)).length).toBeGreaterThan(1);
  expect(tokenRequests(api)).toHaveLength(0);
});

test("When the page becomes visible and the token has expired, the request leaves at once", async ({
  api,
  openPage,
  page,
}) => {
  const { id, renewed, sleep, token } = await openPage();
  const held = await token();
  await show(page, "hidden");
  await sleep(600_000);
  const [sent, got] = await page.evaluate(async () => {
    const sent: string[] = [];
    const { fetch } = window;
    window.fetch = (url, init) => {
      sent.push(new URL(String(url)).pathname);
      return fetch(url, init);
    };
    Object.defineProperty(document, "visibilityState", { value: "visible", configurable: true });
    document.dispatchEvent(new Event("visibilitychange"));
    const atOnce = [...sent];
    return [atOnce, await window.client.getToken()] as const;
  });
  expect(sent).toContain(`/v1/client/sessions/${id}/tokens`);
  // getToken() shares the request.
  expect(await renewed(held)).toBe(got);
  expect(tokenRequests(api)).toHaveLength(1);
});

test("After the machine was asleep, a visible page renews the cookies within 5 s", async ({
  api,
  openPage,
}) => {
  const { renewed, run, sleep, token } = await openPage();
  const held = await token();
  await sleep(600_000);
  await run(5_000);
  await renewed(held);
  expect(tokenRequests(api)).toHaveLength(1);
});

test("Without the focus, a page keeps a valid cookie of another session", async ({
  context,
  openPage,
  page,
  site,
}) => {
  const { id, token } = await openPage();
  const own = await token();
  const iat = Math.floor((Date.now() + serverClock.aheadMs) / 1000);
  const write = async (jwt: string) => {
    for (const name of ["__session", "__session_naoXFJnI"])
      await context.addCookies([{ name, value: jwt, url: site }]);
    await show(page, "visible");
    return token();
  };
  await setFocus(page, false);
  const other = sessionToken({ sid: "sess_other", iat });
  expect(await write(other)).toBe(other);
  const organization = sessionToken({ sid: id, iat, claims: { org_id: "org_other" } });
  expect(await write(organization)).toBe(organization);
  // An expired token, and an older one of the same session and organization, are replaced.
  expect(await write(sessionToken({ sid: "sess_other", iat: iat - 600 }))).toBe(own);
  expect(await write(sessionToken({ sid: id, iat: iat - 30 }))).toBe(own);
  expect(await write("no-token")).toBe(own);
  // A fresher one is kept.
  const fresher = sessionToken({ sid: id, iat: iat + 30 });
  expect(await write(fresher)).toBe(fresher);
  expect(await write(other)).toBe(other);
  await setFocus(page, true);
  expect(await token()).toBe(own);
});
