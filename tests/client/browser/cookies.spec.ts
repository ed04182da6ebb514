import { lines, remove, statusOf } from "../fixtures.js";
import { ada, expect, grace, test } from "./page.js";

/** A token that nobody signed: only its `sid` is looked at. */
function tokenOf(session: string): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  return `${part({ alg: "RS256" })}.${part({ sid: session })}.c2ln`;
}

test("the browser's cookie identifies, and no header does", async ({ api, connect, load, page, signIn }) => {
  await load(page);
  await connect(page);
  const id = await signIn(page, ada);
  api.control.clearRequests();
  expect(await page.evaluate(async () => (await window.client.deleteSession())?.status)).toBe("removed");
  expect(lines(api)).toEqual(["GET /v1/client", remove(id)]);
  for (const { cookies, headers, query } of api.control.requests) {
    expect(Object.keys(cookies)).toContainEqual(expect.stringMatching(/^__client/));
    expect(headers.authorization).toBeUndefined();
    expect(query._is_native ?? query.__clerk_db_jwt).toBeUndefined();
  }
  expect(statusOf(api, id)).toBe("removed");
});

test("after a confirmed deletion the page's tokens of that session are gone, and no others", async ({
  connect,
  context,
  load,
  page,
  signIn,
  site,
}) => {
  await load(page);
  await connect(page);
  const first = await signIn(page, ada);
  const second = await signIn(page, grace);
  await context.addCookies([
    { name: "__session", value: tokenOf(first), url: site },
    { name: "__session_abcd1234", value: tokenOf(first), url: site },
    { name: "__session_other", value: tokenOf(second), url: site },
    { name: "__session_broken", value: "no-token", url: site },
    { name: "__client_uat", value: "1", url: site },
    { name: "session", value: tokenOf(first), url: site },
  ]);
  await page.evaluate((id) => window.client.deleteSession(id), first);
  const names = (await context.cookies(site)).map(({ name }) => name);
  const left = ["__client_uat", "__session_broken", "__session_other", "session"];
  expect(names.filter((name) => !/^__client_\d+$/.test(name)).toSorted()).toEqual(left);
});

test("a deletion that was not confirmed leaves the page's tokens", async ({
  api,
  connect,
  context,
  load,
  page,
  signIn,
  site,
}) => {
  await load(page);
  await connect(page);
  const id = await signIn(page, ada);
  await context.addCookies([{ name: "__session", value: tokenOf(id), url: site }]);
  api.control.addFaults({ path: "/v1/client/sessions/*/remove", answer: { error: "internal_clerk_error" } });
  const code = await page.evaluate(
    (session) => window.client.deleteSession(session).catch((error: { code: string }) => error.code),
    id,
  );
  expect(code).toBe("api");
  expect((await context.cookies(site)).map(({ name }) => name)).toContain("__session");
});

test("a worker of the page uses its cookie too", async ({ api, load, page, signIn, site }) => {
  await load(page);
  const id = await signIn(page, ada);
  api.control.clearRequests();
  const said = await page.evaluate(
    ([base, proxyUrl]) =>
      new Promise((resolve) => {
        const program = `
          import init, { SessionClient } from "${base}pkg/index.js";
          await init();
          const client = new SessionClient({ frontendApi: "clerk.example.com", proxyUrl: "${proxyUrl}" });
          const deleted = await client.deleteSession().catch((error) => error);
          postMessage([typeof document, deleted.status, deleted.id ?? deleted.message]);
        `;
        const url = URL.createObjectURL(new Blob([program], { type: "text/javascript" }));
        const worker = new Worker(url, { type: "module" });
        worker.onmessage = ({ data }) => resolve(data);
        worker.onerror = ({ message }) => resolve(message);
      }),
    [site, api.url] as const,
  );
  // A module from another address than the worker's own needs CORS, which this site does not speak: then it says so.
  expect(said).toEqual(["undefined", "removed", id]);
  expect(lines(api)).toEqual(["GET /v1/client", remove(id)]);
});
