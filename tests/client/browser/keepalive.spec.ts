import { lines, remove, statusOf } from "../fixtures.js";
import { ada, expect, grace, test } from "./page.js";

test("where target and identity are known, the request has left when the call returns", async ({
  connect,
  load,
  page,
  signIn,
}) => {
  await load(page);
  await connect(page);
  await signIn(page, ada);
  await page.evaluate(() => window.client.getClient());
  const sent = await page.evaluate(() => {
    const seen: [string, boolean | undefined, string | undefined][] = [];
    window.fetch = (url, init) => {
      seen.push([new URL(String(url)).pathname.split("/").at(-1) ?? "", init?.keepalive, init?.credentials]);
      return new Promise(() => {});
    };
    const { client } = window;
    void client.deleteSession();
    void client.endSession("sess_1");
    void client.revokeSession("sess_2");
    void client.deleteAllSessions();
    void client.touchSession("current");
    void client.getSession("sess_3");
    return seen;
  });
  expect(sent.map(([path, keepalive]) => [path, keepalive ?? false])).toEqual([
    ["remove", true],
    ["end", true],
    ["revoke", true],
    ["sessions", true],
    ["touch", false],
    ["sess_3", false],
  ]);
  expect(new Set(sent.map(([, , credentials]) => credentials))).toEqual(new Set(["include"]));
});

test("closing the page does not lose a deletion", async ({ api, connect, context, load, page, signIn }) => {
  const closing = await context.newPage();
  await load(closing);
  await connect(closing);
  const id = await signIn(closing, ada);
  await closing.evaluate(() => window.client.getClient());
  await closing.evaluate(() => {
    addEventListener("pagehide", () => void window.client.deleteSession());
  });
  await closing.close({ runBeforeUnload: true });
  await api.control.request((request) => request.path.endsWith("/remove") && request.state === "answered");
  expect(statusOf(api, id)).toBe("removed");
  await load(page);
  await connect(page);
  expect(await page.evaluate(async () => (await window.client.getClient())?.sessions)).toEqual([]);
});

test("a thousand deletions at once all arrive, though Chromium caps keepalive", async ({
  api,
  connect,
  load,
  page,
  signIn,
}) => {
  test.setTimeout(120_000);
  await load(page);
  await connect(page);
  const current = await signIn(page, grace);
  const { clientId } = api.control.sessions.find(({ id }) => id === current) ?? {};
  if (clientId === undefined) throw new Error("Grace's session is on no client.");
  const ids = Array.from(
    { length: 1000 },
    () => api.control.createSession({ identifier: ada.emailAddress, clientId }).id,
  );
  api.control.addFaults({ path: "/v1/client/sessions/*/remove", times: 5000, set: { "/client": null } });
  const statuses = await page.evaluate(async (sessions) => {
    const deleted = await Promise.all(
      sessions.map((id) => window.client.deleteSession(id).catch((error) => error)),
    );
    return deleted.map((session) => session?.status ?? String(session));
  }, ids);
  expect(new Set(statuses)).toEqual(new Set(["removed"]));
  expect(new Set(ids.map((id) => statusOf(api, id)))).toEqual(new Set(["removed"]));
  expect(new Set(lines(api))).toEqual(new Set(["POST /v1/client/sign_ins", ...ids.map(remove)]));
});
