import type { FrontendApiServer } from "../../../www/frontend-api/server.js";
import type { DevicesPage } from "./devices-page.js";
import { ada, expect, grace, keyFor, standInFor, test } from "./fixtures.js";

const development = {
  host: "apt-owl-7.clerk.accounts.dev",
  portal: "https://apt-owl-7.accounts.dev/sign-in",
};
const production = { host: "clerk.example.org", portal: "https://accounts.example.org/sign-in" };

async function typeKey(devices: DevicesPage, key: string) {
  await devices.button("Change instance").click();
  await devices.page.getByLabel("Publishable key").fill(key);
  await devices.button("Use this key").click();
}

/** What the Account Portal does; answers the development browser's token, with which it sends people back. */
async function signInAtPortal({ url }: FrontendApiServer): Promise<string> {
  const answer = await fetch(`${url}/v1/dev_browser`, { method: "POST" });
  const { id: token } = (await answer.json()) as { id: string };
  const signIn = await fetch(`${url}/v1/client/sign_ins?__clerk_db_jwt=${token}`, {
    method: "POST",
    body: new URLSearchParams({ identifier: ada.emailAddress, password: ada.password }),
  });
  expect(signIn.status).toBe(200);
  return token;
}

test("a typed key switches the instance, over a reload too, and back", async ({
  api,
  devices,
  page,
}) => {
  const sent = await standInFor(development.host, page, api);
  await devices.openAs(ada);
  await typeKey(devices, keyFor("test", development.host));
  await expect(page.getByText(development.host, { exact: true })).toBeVisible();
  await expect(devices.dialog).toHaveCount(0);
  await expect(devices.heading("Sign in")).toBeVisible();
  expect(sent.length).toBeGreaterThan(0);
  await page.reload();
  await expect(page.getByText(development.host, { exact: true })).toBeVisible();
  await devices.button("Change instance").click();
  await devices.confirm("Use the local Frontend API");
  await expect(devices.accounts).toContainText("Ada Lovelace");
});

test("what is no key is refused with the reason, and the instance stays", async ({
  api,
  devices,
}) => {
  await devices.openAs(ada);
  api.control.clearRequests();
  await typeKey(devices, "pk_test_nonsense");
  const field = devices.page.getByLabel("Publishable key");
  await expect(field).toHaveAccessibleDescription(/^The key (does not|holds) /);
  await field.press("End");
  await field.press("Backspace");
  await expect(field).toHaveAttribute("aria-invalid", "false");
  await expect(devices.alert).toHaveCount(0);
  await devices.confirm("Cancel");
  await expect(devices.accounts).toContainText("Ada Lovelace");
  expect(api.control.requests).toEqual([]);
});

test("a development instance is signed in to at its portal, which is told the browser and the way back", async ({
  api,
  baseURL,
  devices,
  page,
}) => {
  await standInFor(development.host, page, api);
  await devices.open();
  await typeKey(devices, keyFor("test", development.host));
  const link = page.getByRole("link", { name: `Sign in at ${development.host}` });
  await expect(link).toHaveAttribute("href", /__clerk_db_jwt=dvb_/);
  const url = new URL((await link.getAttribute("href")) ?? "");
  expect(url.origin + url.pathname).toBe(development.portal);
  expect(url.searchParams.get("redirect_url")).toBe(`${baseURL}/`);
  const told = url.searchParams.get("__clerk_db_jwt");
  const asked = api.control.requests.filter(({ path }) => path === "/v1/client");
  expect(asked.at(-1)?.query.__clerk_db_jwt).toBe(told);
});

test("what the portal sends back in the URL is taken out of it and sent", async ({
  api,
  devices,
  page,
}) => {
  await standInFor(development.host, page, api);
  await devices.open();
  await typeKey(devices, keyFor("test", development.host));
  await expect(devices.heading("Sign in")).toBeVisible();

  const token = await signInAtPortal(api);
  api.control.clearRequests();

  await page.goto(`/?view=devices&__clerk_db_jwt=${token}`);
  await expect(devices.accounts).toContainText("Ada Lovelace");
  expect(new URL(page.url()).search).toBe("?view=devices");
  for (const { query } of api.control.requests) expect(query.__clerk_db_jwt).toBeDefined();
  expect(api.control.requests[0]?.query.__clerk_db_jwt).toBe(token);
  await expect(devices.page.getByRole("link", { name: "Add an account" })).toHaveAttribute(
    "href",
    new RegExp(`^${development.portal}\\?.*__clerk_db_jwt=dvb_`),
  );
  await page.reload();
  await expect(devices.accounts).toContainText("Ada Lovelace");
});

test("what was changed elsewhere on one instance is not said of another", async ({
  api,
  devices,
  page,
}) => {
  await standInFor(development.host, page, api);
  await devices.openAs(grace, ada);
  const other = api.control.sessions
    .filter(({ identifier }) => identifier === grace.emailAddress)
    .at(-1);
  api.control.setSessionStatus(other?.id ?? "", "revoked");
  await devices.button("Refresh").click();
  const change = page.getByRole("main").getByText("Grace Hopper was signed out elsewhere.");
  await expect(change).toBeVisible();
  await typeKey(devices, keyFor("test", development.host));
  await expect(devices.heading("Sign in")).toBeVisible();
  await expect(change).toHaveCount(0);
});

test("a second tab is on the instance of the typed key too", async ({ api, devices, page }) => {
  await standInFor(development.host, page, api);
  await devices.open();
  await typeKey(devices, keyFor("test", development.host));
  await expect(devices.heading("Sign in")).toBeVisible();
  await page.goto(`/?__clerk_db_jwt=${await signInAtPortal(api)}`);
  const second = await devices.openTab();
  await expect(second.page.getByText(development.host, { exact: true })).toBeVisible();
  await expect(second.accounts).toContainText("Ada Lovelace");
});

test("a live key on the wrong origin: the server's reason, and what to do", async ({
  api,
  devices,
  page,
}) => {
  await standInFor(production.host, page, api);
  await devices.open();
  api.control.addFaults({ path: "/v1/client", times: 9, answer: { error: "origin_invalid" } });
  await typeKey(devices, keyFor("live", production.host));
  await expect(devices.alert).toContainText("This key does not work on this page");
  await expect(devices.alert).toContainText(
    "The Request HTTP Origin header must be equal to or a subdomain",
  );
  await expect(devices.alert).toContainText("use a development key (pk_test_…)");
  await expect(devices.alert).toContainText("origin_invalid");
  await expect(devices.connectionStatus).toHaveAccessibleName("does not answer as it should");
});

test("a live instance that answers is signed in to on its own domain", async ({
  api,
  devices,
  page,
}) => {
  await standInFor(production.host, page, api);
  await devices.open();
  await expect(devices.connectionStatus).toHaveAccessibleName("answers");
  api.control.clearRequests();
  api.control.addFaults({ path: "/v1/client", hold: "before-change" });
  await typeKey(devices, keyFor("live", production.host));
  await api.control.request(({ path, state }) => path === "/v1/client" && state === "held");
  await expect(devices.connectionStatus).toHaveAccessibleName("has not answered yet");
  api.control.release();
  const link = page.getByRole("link", { name: `Sign in at ${production.host}` });
  await expect(link).toHaveAttribute(
    "href",
    new RegExp(`^${production.portal}\\?redirect_url=[^&]+$`),
  );
});
