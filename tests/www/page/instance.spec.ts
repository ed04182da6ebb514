import type { FrontendApiServer } from "../../../www/frontend-api/server.js";
import type { DevicesPage } from "./devices-page.js";
import { ada, expect, grace, keyFor, redirectHost, test } from "./fixtures.js";

const development = {
  host: "apt-owl-7.clerk.accounts.dev",
  portal: "https://apt-owl-7.accounts.dev/sign-in",
};
const production = { host: "clerk.example.org", portal: "https://accounts.example.org/sign-in" };

/** Types a publishable key into the dialog for the instance, and submits it. */
async function typeKey(devices: DevicesPage, key: string) {
  await devices.button("Change instance").click();
  await devices.page.getByLabel("Publishable key").fill(key);
  await devices.button("Use this key").click();
}

/**
 * Signs Ada in as the Account Portal does. Returns the token of the development browser, which the
 * portal puts into the URL that it redirects to.
 */
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

test("a typed key switches the instance, also after a reload, until a button resets it", async ({
  api,
  devices,
  page,
}) => {
  const sent = await redirectHost(development.host, page, api);
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

test("an invalid key is refused with the reason, and the instance stays", async ({
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

test("the link to a portal has the development browser's token and the return URL", async ({
  api,
  baseURL,
  devices,
  page,
}) => {
  await redirectHost(development.host, page, api);
  await devices.open();
  await typeKey(devices, keyFor("test", development.host));
  const link = page.getByRole("link", { name: `Sign in at ${development.host}` });
  await expect(link).toHaveAttribute("href", /__clerk_db_jwt=dvb_/);
  const url = new URL((await link.getAttribute("href")) ?? "");
  expect(url.origin + url.pathname).toBe(development.portal);
  expect(url.searchParams.get("redirect_url")).toBe(`${baseURL}/`);
  const sent = url.searchParams.get("__clerk_db_jwt");
  const requests = api.control.requests.filter(({ path }) => path === "/v1/client");
  expect(requests.at(-1)?.query.__clerk_db_jwt).toBe(sent);
});

test("the page removes the portal's token from the URL and sends it with its requests", async ({
  api,
  devices,
  page,
}) => {
  await redirectHost(development.host, page, api);
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

test("after a switch of the instance, the page drops the notes about the previous one", async ({
  api,
  devices,
  page,
}) => {
  await redirectHost(development.host, page, api);
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

test("a second tab uses the instance of the typed key too", async ({ api, devices, page }) => {
  await redirectHost(development.host, page, api);
  await devices.open();
  await typeKey(devices, keyFor("test", development.host));
  await expect(devices.heading("Sign in")).toBeVisible();
  await page.goto(`/?__clerk_db_jwt=${await signInAtPortal(api)}`);
  const second = await devices.openTab();
  await expect(second.page.getByText(development.host, { exact: true })).toBeVisible();
  await expect(second.accounts).toContainText("Ada Lovelace");
});

test("if a live key's origin is wrong, the page shows the server's reason and the remedy", async ({
  api,
  devices,
  page,
}) => {
  await redirectHost(production.host, page, api);
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

test("the page links to a live instance's sign-in on its own domain", async ({
  api,
  devices,
  page,
}) => {
  await redirectHost(production.host, page, api);
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
