import { getClient, lines, remove, removePath, statusOf } from "../../fixtures.js";
import { askToken } from "../../session_token.js";
import { expect, grace } from "../page.js";
import { follow, getToken, test, tokenRequests, told, watchErrors } from "./tabs.js";

test("a deletion in one of ten tabs is seen in the others at once; each asks for the client once", async ({
  api,
  context,
  listen,
  open,
  page,
  session,
  unanswered,
}) => {
  const tabs = await open(10);
  const errors = watchErrors(...tabs);
  const held = (id: string) =>
    window.client.getToken({ session: id, organizationId: null }).catch(() => null);
  const token = await unanswered(() => tabs[0].evaluate(held, session));
  expect(token).not.toBeNull();
  expect(await Promise.all(tabs.map((tab) => tab.evaluate(held, session)))).toEqual(
    tabs.map(() => token),
  );
  await Promise.all(tabs.map(follow));
  await listen();
  api.control.clearRequests();
  const deleted = await tabs[0].evaluate(async () => {
    await window.client.deleteSession();
    return Date.now();
  });
  // No time has passed, for nobody lets it.
  expect(await Promise.all(tabs.map(told))).toEqual(
    tabs.map(() => [{ session: null, at: deleted }]),
  );
  expect(lines(api)).toEqual([remove(session), ...Array.from({ length: 9 }, () => getClient)]);
  // The session's tokens are gone: whoever wants one asks for it, and that takes time again. Nobody has told anybody that anything
  // else has changed.
  await context.clock.resume();
  expect(await Promise.all(tabs.map((tab) => tab.evaluate(held, session)))).toEqual(
    tabs.map(() => null),
  );
  const said = await page.evaluate(() => window.heard.map((message) => JSON.stringify(message)));
  expect(said.filter((message) => !message.includes("wanted"))).toEqual(['["changed"]']);
  expect(errors).toEqual([]);
});

test("tokens of other sessions stay", async ({ api, open, page, session, signIn }) => {
  const second = await signIn(page, grace);
  const [first, other] = await open(2);
  const token = await getToken(other);
  await follow(other);
  await first.evaluate((id) => window.client.deleteSession(id), session);
  expect(await told(other)).toMatchObject([{ session: second }]);
  expect(await getToken(other)).toBe(token);
  expect(tokenRequests(api)).toEqual([askToken(second)]);
});

test("a touch is a change; one that is refused is none", async ({
  api,
  listen,
  open,
  page,
  session,
}) => {
  const [first, other] = await open(2);
  await follow(other);
  await listen();
  const touch = () => window.client.touchSession("current").then(String, ({ code }) => code);
  api.control.addFaults({
    path: "/v1/client/sessions/*/touch",
    answer: { error: "internal_clerk_error" },
  });
  expect(await first.evaluate(touch)).toBe("api");
  api.control.clearRequests();
  await first.evaluate(touch);
  expect(await told(other)).toMatchObject([{ session }]);
  expect(await page.evaluate(() => window.heard)).toEqual([["changed"]]);
  expect(lines(api)).toEqual([`POST /v1/client/sessions/${session}/touch`, getClient]);
});

test("others hear of a session too that is found gone when it is to be deleted", async ({
  api,
  open,
  session,
}) => {
  const [first, other] = await open(2);
  await follow(other);
  api.control.setSessionStatus(session, "revoked");
  expect(await first.evaluate(() => window.client.deleteSession())).toBeNull();
  expect(await told(other)).toMatchObject([{ session: null }]);
});

test("others hear of the end of a session that this tab has not heard of", async ({
  api,
  open,
  session,
}) => {
  const [first, other] = await open(2);
  const clientId = api.control.sessions.find(({ id }) => id === session)?.clientId ?? "";
  const second = api.control.createSession({ identifier: grace.emailAddress, clientId }).id;
  await other.evaluate(() => window.client.getClient());
  await follow(other);
  api.control.addFaults({ path: removePath(second), set: { "/client": null } });
  await first.evaluate((id) => window.client.deleteSession(id), second);
  await told(other);
  expect(await other.evaluate(() => window.client.client?.sessions.map(({ id }) => id))).toEqual([
    session,
  ]);
});

test("others hear of an end that was confirmed before this tab knew its client, as soon as it does", async ({
  api,
  connect,
  context,
  load,
  openOne,
  session,
}) => {
  const other = await openOne();
  const first = await context.newPage();
  await load(first);
  await connect(first);
  await follow(other);
  api.control.addFaults({ path: removePath(session), set: { "/client": null } });
  await first.evaluate((id) => window.client.deleteSession(id), session);
  await first.evaluate(() => window.client.getClient());
  expect(await told(other)).toMatchObject([{ session: null }]);
});

test("others hear of a change too that has to be asked for", async ({ api, open, session }) => {
  const [first, other] = await open(2);
  await follow(other);
  const unreadable = { "/client": { object: "client" } };
  api.control.addFaults({ path: "/v1/client/sessions/*/touch", set: unreadable });
  await first.evaluate(() => window.client.touchSession("current"));
  expect(await told(other)).toMatchObject([{ session }]);
  expect(api.control.faults).toEqual([]);
});

test("others do not wait for what has to be asked besides a change", async ({
  api,
  heard,
  listen,
  openOne,
  session,
}) => {
  const tab = await openOne({ frontendApi: "clerk.example.com", timeoutMs: 60_000 });
  await listen();
  api.control.addFaults(
    { path: removePath(session), set: { "/client": { object: "client" } } },
    { path: "/v1/client", hold: "before-change" },
  );
  const deleting = tab.evaluate(async () => (await window.client.deleteSession())?.status);
  await api.control.request(({ state }) => state === "held");
  await heard("changed");
  api.control.release();
  expect(await deleting).toBe("removed");
});

test("a tab that is not answered keeps no other waiting", async ({ api, open, session }) => {
  const [first, other] = await open(2);
  api.control.addFaults({ path: "/v1/client", hold: "before-change" });
  const ask = async () => (await window.client.getClient())?.sessions[0]?.id;
  const asking = first.evaluate(ask);
  await api.control.request(({ state }) => state === "held");
  expect(await other.evaluate(ask)).toBe(session);
  expect(api.control.requests.map(({ state }) => state)).toEqual(["held", "answered"]);
  api.control.release();
  expect(await asking).toBe(session);
});

test("deleteSession() without a SessionClient is heard, though nobody stays behind", async ({
  api,
  openOne,
  page,
  session,
}) => {
  const tab = await openOne();
  await follow(tab);
  await page.evaluate(
    ([id, proxyUrl]) =>
      window.clerkSession.deleteSession(id, { frontendApi: "clerk.example.com", proxyUrl }),
    [session, api.url] as const,
  );
  expect(await told(tab)).toMatchObject([{ session: null }]);
});

test("a tab that cannot ask the server keeps what it knows", async ({ api, open, session }) => {
  const [first, other] = await open(2);
  const errors = watchErrors(other);
  api.control.addFaults({ path: "/v1/client", answer: { error: "internal_clerk_error" } });
  await first.evaluate(() => window.client.deleteSession());
  await api.control.request(({ path, state }) => path === "/v1/client" && state === "answered");
  expect(statusOf(api, session)).toBe("removed");
  expect(await other.evaluate(() => window.client.session?.id)).toBe(session);
  expect(await other.evaluate(async () => (await window.client.getClient())?.sessions)).toEqual([]);
  expect(errors).toEqual([]);
});

test("a SessionClient that has been closed hears nothing, not even what was said before", async ({
  api,
  channelName,
  openOne,
  say,
}) => {
  const tab = await openOne();
  const errors = watchErrors(tab);
  await tab.evaluate(async (name) => {
    const said = new Promise((resolve) => {
      new BroadcastChannel(name).onmessage = resolve;
    });
    new BroadcastChannel(name).postMessage(["changed"]);
    window.client.close();
    await said;
  }, channelName);
  await say(["changed"]);
  await tab.evaluate((url) => fetch(`${url}/v1/environment`), api.url);
  expect(lines(api)).toEqual(["GET /v1/environment"]);
  expect(errors).toEqual([]);
});
