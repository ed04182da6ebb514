import type { FrontendApiServer } from "../../../www/frontend-api/server.js";
import { lines } from "../fixtures.js";
import { expect, test } from "./page.js";

const publishableKey = `pk_test_${btoa("x.clerk.accounts.dev$")}`;
const getClient = () => window.client.getClient();

/** Returns the name of the cookie whose suffix is derived from the publishable key. */
async function suffixed(): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-1", new TextEncoder().encode(publishableKey));
  return `__clerk_db_jwt_${Buffer.from(digest).toString("base64url").slice(0, 8)}`;
}

test("A token in the page's URL is removed from it, used and stored in both cookies", async ({
  api,
  connect,
  context,
  load,
  page,
  site,
}) => {
  const { id } = await (await fetch(`${api.url}/v1/dev_browser`, { method: "POST" })).json();
  await load(page, `?a=1&__clerk_db_jwt=${id}&b=2#here`);
  await page.evaluate(() => history.replaceState({ kept: true }, ""));
  api.control.clearRequests();
  await connect(page, { publishableKey });
  expect(page.url()).toBe(`${site}?a=1&b=2#here`);
  expect(await page.evaluate(() => [history.state, history.length > 2])).toEqual([
    { kept: true },
    false,
  ]);
  await page.evaluate(getClient);
  expect(lines(api)).toEqual(["GET /v1/client"]);
  expect(api.control.requests[0]?.query.__clerk_db_jwt).toBe(id);
  const cookies = (await context.cookies(site)).filter(({ name }) =>
    name.startsWith("__clerk_db_jwt"),
  );
  expect(cookies.map(({ name, value }) => [name, value]).toSorted()).toEqual(
    [
      ["__clerk_db_jwt", id],
      [await suffixed(), id],
    ].toSorted(),
  );
  const year = 365 * 24 * 60 * 60;
  for (const { sameSite, path, secure, expires } of cookies) {
    expect([sameSite, path, secure]).toEqual(["Lax", "/", false]);
    expect(Math.abs(expires - Date.now() / 1000 - year)).toBeLessThan(120);
  }
});

for (const which of ["suffixed", "plain"] as const) {
  test(`A token in the ${which} cookie is used`, async ({
    api,
    connect,
    context,
    load,
    page,
    site,
  }) => {
    const { id } = await (await fetch(`${api.url}/v1/dev_browser`, { method: "POST" })).json();
    const name = which === "plain" ? "__clerk_db_jwt" : await suffixed();
    await context.addCookies([{ name, value: id, url: site }]);
    if (which === "suffixed")
      await context.addCookies([{ name: "__clerk_db_jwt", value: "dvb_other", url: site }]);
    await load(page);
    api.control.clearRequests();
    await connect(page, { publishableKey });
    await page.evaluate(getClient);
    expect(api.control.requests).toMatchObject([
      { path: "/v1/client", query: { __clerk_db_jwt: id } },
    ]);
  });
}

test("The caller's option overrides a token in the URL, which stays unchanged", async ({
  api,
  connect,
  load,
  page,
  site,
}) => {
  const { id } = await (await fetch(`${api.url}/v1/dev_browser`, { method: "POST" })).json();
  await load(page, "?__clerk_db_jwt=dvb_url");
  await connect(page, { publishableKey, devBrowser: id });
  api.control.clearRequests();
  await page.evaluate(getClient);
  expect(api.control.requests[0]?.query.__clerk_db_jwt).toBe(id);
  expect(page.url()).toBe(`${site}?__clerk_db_jwt=dvb_url`);
});

test("A created token and its replacement are stored in both cookies", async ({
  api,
  connect,
  context,
  load,
  page,
  site,
}) => {
  await load(page);
  await connect(page, { publishableKey });
  const tokens = async () => {
    const cookies = await context.cookies(site);
    return cookies
      .filter(({ name }) => name.startsWith("__clerk_db_jwt"))
      .map(({ value }) => value);
  };
  await page.evaluate(getClient);
  expect(lines(api)).toEqual(["POST /v1/dev_browser", "GET /v1/client"]);
  const [first = "", same] = await tokens();
  expect([first, same]).toEqual([expect.stringMatching(/^dvb_/), first]);
  api.control.rotateDevBrowser(first);
  await page.evaluate(getClient);
  const [second, too] = await tokens();
  expect(second).not.toBe(first);
  expect(too).toBe(second);
  await page.evaluate(getClient);
  expect(api.control.requests.at(-1)?.query.__clerk_db_jwt).toBe(second);
});

for (const value of ["", "x%3B%20Domain%3Devil", "x%3B%20Max-Age%3D9", "%22x%22", "%C3%A4"]) {
  test(`An invalid token "${value}" in the page's URL is removed from it and not used`, async ({
    api,
    connect,
    load,
    page,
    site,
  }) => {
    await load(page, `?a=1&__clerk_db_jwt=${value}#here`);
    await connect(page, { publishableKey });
    expect(page.url()).toBe(`${site}?a=1#here`);
    expect(await page.evaluate(() => document.cookie)).toBe("");
    await page.evaluate(getClient);
    expect(lines(api)).toEqual(["POST /v1/dev_browser", "GET /v1/client"]);
    expect(api.control.requests[1]?.query.__clerk_db_jwt).toMatch(/^dvb_/);
  });
}

for (const id of ["", "x; Path=/; Domain=evil"]) {
  test(`An invalid token "${id}" from the server is stored in no cookie`, async ({
    api,
    connect,
    load,
    page,
  }) => {
    await load(page);
    await connect(page, { publishableKey });
    api.control.addFaults({ path: "/v1/dev_browser", answer: { json: { id } } });
    const refused = await page.evaluate(() =>
      window.client.getClient().then(
        () => [],
        ({ code, path }) => [code, path],
      ),
    );
    expect(refused).toEqual(["invalid_response", "id"]);
    expect(await page.evaluate(() => document.cookie)).toBe("");
    expect(lines(api)).toEqual(["POST /v1/dev_browser"]);
  });
}

test("If the server has deleted a token, a newer cookie of clerk-js is kept and used", async ({
  api,
  connect,
  context,
  load,
  page,
  site,
}) => {
  const [older, newer] = await Promise.all(
    [1, 2].map(async () => (await fetch(`${api.url}/v1/dev_browser`, { method: "POST" })).json()),
  );
  const put = (name: string, value: string) => context.addCookies([{ name, value, url: site }]);
  await put("__clerk_db_jwt", older.id);
  await put(await suffixed(), older.id);
  await load(page);
  await connect(page, { publishableKey });
  await page.evaluate(getClient);
  await put("__clerk_db_jwt", newer.id);
  api.control.forgetDevBrowser(older.id);
  api.control.clearRequests();
  expect(await page.evaluate(getClient)).toBeNull();
  expect(await page.evaluate(() => document.cookie)).toBe(`__clerk_db_jwt=${newer.id}`);
  expect(api.control.requests.map(({ path, query }) => [path, query.__clerk_db_jwt])).toEqual([
    ["/v1/client", older.id],
    ["/v1/client", newer.id],
  ]);
});

/** Returns the tokens that all requests carried, except those that create one. */
const carried = ({ control }: FrontendApiServer) =>
  control.requests
    .filter(({ path }) => path !== "/v1/dev_browser")
    .map(({ query }) => query.__clerk_db_jwt);

test("Two clients of a page that start together use one development browser", async ({
  api,
  connect,
  load,
  page,
}) => {
  await load(page);
  await connect(page, { publishableKey });
  await page.evaluate(
    async ([proxyUrl, publishableKey]) => {
      const second = new window.clerkSession.SessionClient({ proxyUrl, publishableKey });
      await Promise.all([window.client.getClient(), second.getClient()]);
      await Promise.all([window.client.getClient(), second.getClient()]);
    },
    [api.url, publishableKey] as const,
  );
  const tokens = new Set(carried(api));
  expect([...tokens]).toEqual([expect.stringMatching(/^dvb_/)]);
  expect(await page.evaluate(() => document.cookie)).toContain(`__clerk_db_jwt=${[...tokens][0]}`);
});

test("Two pages that start together use the development browser stored first", async ({
  api,
  connect,
  context,
  load,
  page,
  site,
}) => {
  const other = await context.newPage();
  for (const each of [page, other]) {
    await load(each);
    await connect(each, { publishableKey });
  }
  api.control.clearRequests();
  api.control.addFaults({ path: "/v1/dev_browser", hold: "after-change" });
  const slow = page.evaluate(getClient);
  await api.control.request(({ state }) => state === "held");
  await other.evaluate(getClient);
  const cookies = async () =>
    (await context.cookies(site))
      .filter(({ name }) => name.startsWith("__clerk_db_jwt"))
      .map(({ value }) => value);
  const [first = ""] = await cookies();
  api.control.release();
  await slow;
  await page.evaluate(getClient);
  expect(lines(api).filter((line) => line === "POST /v1/dev_browser")).toHaveLength(2);
  expect(carried(api)).toEqual([first, first, first]);
  expect(await cookies()).toEqual([first, first]);
});

test("If the page may not read the Clerk-Db-Jwt header, calls keep the known token", async ({
  api,
  connect,
  load,
  page,
}) => {
  await load(page);
  await connect(page, { publishableKey });
  await page.evaluate(getClient);
  const token = api.control.requests[1]?.query.__clerk_db_jwt ?? "";
  api.control.rotateDevBrowser(token);
  api.control.addFaults({ headers: { "access-control-expose-headers": null }, times: 2 });
  const cookies = await page.evaluate(() => document.cookie);
  const answered = page.waitForResponse(/\/v1\/client/);
  expect(await page.evaluate(getClient)).toBeNull();
  expect((await (await answered).allHeaders())["clerk-db-jwt"]).toMatch(/^dvb_/);
  expect(await page.evaluate(getClient)).toBeNull();
  expect(api.control.requests.slice(2).map(({ query }) => query.__clerk_db_jwt)).toEqual([
    token,
    token,
  ]);
  expect(await page.evaluate(() => document.cookie)).toBe(cookies);
});
