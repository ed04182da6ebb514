import { test } from "@playwright/test";
import { ADDRESS, HOST } from "../../../www/ports.mjs";
import { DevicesPage } from "./devices-page.js";
import { expect } from "./expect.js";
import { grace, servedApi } from "./fixtures.js";

test.use({ baseURL: `http://${HOST}:${process.env.E2E_PORT}` });

// The only test that uses the Frontend API of `npm start` itself. It changes only its own session.
test("the page that `npm start` serves signs in, lists the devices and signs out", async ({
  page,
}) => {
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

test("the server redirects its address to its host name, which has cookies and passkeys", async ({
  baseURL,
  request,
}) => {
  const url = (host: string) => `${baseURL?.replace(HOST, host)}/index.html?a=b`;
  const answer = await request.get(url(ADDRESS), { maxRedirects: 0 });
  expect([answer.status(), answer.headers().location]).toEqual([307, url(HOST)]);
});
