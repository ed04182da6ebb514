import { lines, statusOf } from "../fixtures.js";
import { ada, expect, test } from "./page.js";

test("If session and identity are known, a call sends its request before it returns", async ({
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
      seen.push([
        new URL(String(url)).pathname.split("/").at(-1) ?? "",
        init?.keepalive,
        init?.credentials,
      ]);
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

test("A deletion sent while the page closes arrives", async ({
  api,
  connect,
  context,
  load,
  page,
  signIn,
}) => {
  const closing = await context.newPage();
  await load(closing);
  await connect(closing);
  const id = await signIn(closing, ada);
  await closing.evaluate(() => window.client.getClient());
  await closing.evaluate(() => {
    addEventListener("pagehide", () => void window.client.deleteSession());
  });
  await closing.close({ runBeforeUnload: true });
  await api.control.request(
    (request) => request.path.endsWith("/remove") && request.state === "answered",
  );
  expect(statusOf(api, id)).toBe("removed");
  await load(page);
  await connect(page);
  expect(await page.evaluate(async () => (await window.client.getClient())?.sessions)).toEqual([]);
});

test("A thousand simultaneous sign-outs arrive once each, despite the keepalive limit", async ({
  api,
  connect,
  load,
  page,
  signIn,
}) => {
  test.setTimeout(120_000);
  await load(page);
  // The last request's timeout runs while it waits for one of the browser's few connections.
  await connect(page, { frontendApi: "clerk.example.com", timeoutMs: 60_000 });
  await signIn(page, ada);
  await page.evaluate(() => window.client.getClient());
  // Each session is on another device. On this client, each response would have all of them.
  const otherDevice = { identifier: ada.emailAddress };
  const ids = Array.from({ length: 1000 }, () => api.control.createSession(otherDevice).id);
  api.control.clearRequests();
  const statuses = await page.evaluate(
    (sessions) =>
      Promise.all(
        sessions.map((id) => window.client.revokeSession(id).then(({ status }) => status, String)),
      ),
    ids,
  );
  expect(new Set(statuses)).toEqual(new Set(["revoked"]));
  expect(new Set(ids.map((id) => statusOf(api, id)))).toEqual(new Set(["revoked"]));
  expect(lines(api).toSorted()).toEqual(
    ids.map((id) => `POST /v1/me/sessions/${id}/revoke`).toSorted(),
  );
  // Proves that the limit was reached.
  expect(api.control.requests.some(({ query }) => query._clerk_retry_attempt === "1")).toBe(true);
});
