import { test } from "@playwright/test";
import { ADDRESS, HOST } from "../../../www/ports.mjs";
import { DevicesPage } from "./devices-page.js";
import { expect } from "./expect.js";
import { grace } from "./fixtures.js";

const servedApi = `http://${HOST}:${process.env.E2E_FRONTEND_API_PORT}`;

test.use({ baseURL: `http://${HOST}:${process.env.E2E_PORT}` });

// The one test that uses the Frontend API of `npm start` itself: it changes nothing but what it has made.
test("as `npm start` serves it: sign in, see the devices, sign out", async ({ page }) => {
  const devices = new DevicesPage(page, servedApi);
  await devices.open();
  await devices.signIn(grace);
  await expect(devices.devices.filter({ hasText: "Chrome on Android" })).toBeVisible();
  await devices.button("Sign out Grace Hopper").click();
  await devices.confirm("Sign out");
  await expect(devices.heading("Sign in")).toBeVisible();
  await page.reload();
  await expect(devices.heading("Sign in")).toBeVisible();
});

test("by its address it leads to its name, which the cookie and passkeys belong to", async ({
  baseURL,
  request,
}) => {
  const url = (host: string) => `${baseURL?.replace(HOST, host)}/index.html?a=b`;
  const answer = await request.get(url(ADDRESS), { maxRedirects: 0 });
  expect([answer.status(), answer.headers().location]).toEqual([307, url(HOST)]);
});
