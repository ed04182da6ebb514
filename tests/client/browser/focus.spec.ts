import type { Page } from "@playwright/test";
import { getClient, line, lines, settledLines } from "../fixtures.js";
import { postToken } from "../session_token.js";
import { ada, test as base, expect, grace } from "./page.js";

const test = base.extend<{ openPage: (page: Page) => Promise<string> }>({
  openPage: async ({ api, connect, load, signIn }, use) => {
    await use(async (page) => {
      await load(page);
      await connect(page, { frontendApi: "clerk.example.com", touchOnFocus: true });
      const id = await signIn(page, ada);
      await page.evaluate(() => window.client.getClient());
      api.control.clearRequests();
      return id;
    });
  },
});

const touchOf = (id: string) => `POST /v1/client/sessions/${id}/touch`;
const focus = (page: Page) => page.evaluate(() => window.dispatchEvent(new Event("focus")));

test("A page that gets the focus touches the current session, and keeps its tokens", async ({
  api,
  openPage,
  page,
}) => {
  const id = await openPage(page);
  const token = await page.evaluate(() => window.client.getToken());
  const lastActiveAt = await page.evaluate(() => window.client.session?.lastActiveAt ?? 0);
  api.control.clearRequests();
  await focus(page);
  const { body } = await api.control.request((request) => line(request) === touchOf(id));
  expect(body).toBe("intent=focus");
  await expect
    .poll(() => page.evaluate(() => window.client.session?.lastActiveAt ?? 0))
    .toBeGreaterThan(lastActiveAt);
  expect(await page.evaluate(() => window.client.getToken())).toBe(token);
  expect(lines(api)).toEqual([touchOf(id)]);
});

test("Without the option, or without the focus, no focus event touches anything", async ({
  api,
  connect,
  openPage,
  page,
}) => {
  await openPage(page);
  await page.evaluate(() => {
    document.hasFocus = () => false;
  });
  await focus(page);
  expect(await settledLines(api, 0)).toEqual([]);
  await page.evaluate(() => {
    document.hasFocus = () => true;
    window.client.close();
  });
  await connect(page);
  await page.evaluate(() => window.client.getClient());
  api.control.clearRequests();
  await focus(page);
  expect(await settledLines(api, 0)).toEqual([]);
});

test("Before the first response about the client, no focus event sends anything", async ({
  api,
  connect,
  load,
  page,
  signIn,
}) => {
  await load(page);
  await connect(page, { frontendApi: "clerk.example.com", touchOnFocus: true });
  await signIn(page, ada);
  api.control.clearRequests();
  await focus(page);
  expect(await settledLines(api, 0)).toEqual([]);
});

test("A page touches at most once in 5 s, and not while another touch is unanswered", async ({
  api,
  openPage,
  page,
}) => {
  await page.clock.install();
  const id = await openPage(page);
  await page.clock.pauseAt(await page.evaluate(() => Date.now() + 1_000));
  await focus(page);
  await focus(page);
  expect(await settledLines(api, 1)).toEqual([touchOf(id)]);
  await page.clock.runFor(4_900);
  await focus(page);
  expect(await settledLines(api, 1)).toEqual([touchOf(id)]);
  await page.clock.runFor(200);
  api.control.addFaults({ path: "/v1/client/sessions/*/touch", hold: "before-change" });
  await page.evaluate(() => void window.client.touchSession("current"));
  await focus(page);
  await api.control.request(({ state }) => state === "held");
  expect(lines(api)).toEqual([touchOf(id), touchOf(id)]);
  api.control.release();
});

test("A touch on focus is not repeated if it fails", async ({ api, openPage, page }) => {
  const id = await openPage(page);
  api.control.addFaults({
    path: "/v1/client/sessions/*/touch",
    times: 9,
    answer: { status: 503, json: {} },
  });
  await focus(page);
  const touch = await api.control.request((request) => line(request) === touchOf(id));
  await expect.poll(() => touch.status).toBe(503);
  expect(await settledLines(api, 1)).toEqual([touchOf(id)]);
});

test("Other tabs hear of a touch on focus only if the sessions have changed", async ({
  api,
  connect,
  context,
  load,
  openPage,
  page,
  signIn,
}) => {
  await page.clock.install();
  const id = await openPage(page);
  const other = await context.newPage();
  await load(other);
  await connect(other);
  await other.evaluate(() => window.client.getClient());
  api.control.clearRequests();
  await focus(page);
  expect(await settledLines(api, 1)).toEqual([touchOf(id)]);
  // A sign-in that neither tab has heard of.
  const second = await signIn(other, grace);
  api.control.clearRequests();
  await page.clock.runFor(6_000);
  await focus(page);
  await expect.poll(() => other.evaluate(() => window.client.client?.sessions.length)).toBe(2);
  expect(lines(api)).toEqual([touchOf(id), getClient]);
  expect(await page.evaluate(() => window.client.client?.sessions.map(({ id }) => id))).toEqual(
    expect.arrayContaining([id, second]),
  );
});

test("While the client is in doubt, no focus event touches the session", async ({
  api,
  openPage,
  page,
}) => {
  const id = await openPage(page);
  const isToken = (request: { path: string }) => request.path.endsWith("/tokens");
  api.control.addFaults(
    { path: "/v1/client/sessions/*/tokens", answer: { error: "authentication_invalid" } },
    { path: "/v1/client", times: 1, hold: "before-change" },
  );
  await page.evaluate(() => void window.client.getToken().catch(() => {}));
  await api.control.request(isToken);
  await api.control.request(({ state }) => state === "held");
  await focus(page);
  expect(await settledLines(api, 2)).toEqual([postToken(id), getClient]);
  api.control.release();
});
