import { getClient, lines, postRemove, removePath, statusOf } from "../../fixtures.js";
import { postToken } from "../../session_token.js";
import { expect, grace } from "../page.js";
import {
  getToken,
  notifications,
  recordNotifications,
  test,
  tokenRequests,
  watchErrors,
} from "./tabs.js";

test("After a deletion in one of ten tabs, each of the others requests the client once", async ({
  api,
  context,
  recordMessages,
  openTabs,
  page,
  session,
  afterOfferTimeout,
}) => {
  const tabs = await openTabs(10);
  const errors = watchErrors(...tabs);
  const personalToken = (id: string) =>
    window.client.getToken({ session: id, organizationId: null }).catch(() => null);
  const token = await afterOfferTimeout(() => tabs[0].evaluate(personalToken, session));
  expect(token).not.toBeNull();
  expect(await Promise.all(tabs.map((tab) => tab.evaluate(personalToken, session)))).toEqual(
    tabs.map(() => token),
  );
  await Promise.all(tabs.map(recordNotifications));
  await recordMessages();
  api.control.clearRequests();
  const deleted = await tabs[0].evaluate(async () => {
    await window.client.deleteSession();
    return Date.now();
  });
  // The clock has not advanced, so the notifications came without a delay.
  expect(await Promise.all(tabs.map(notifications))).toEqual(
    tabs.map(() => [{ session: null, at: deleted }]),
  );
  expect(lines(api)).toEqual([postRemove(session), ...Array.from({ length: 9 }, () => getClient)]);
  // The session's tokens are dropped, so each tab requests one again, which takes time. No other
  // change has been broadcast.
  await context.clock.resume();
  expect(await Promise.all(tabs.map((tab) => tab.evaluate(personalToken, session)))).toEqual(
    tabs.map(() => null),
  );
  const posted = await page.evaluate(() =>
    window.messages.map((message) => JSON.stringify(message)),
  );
  expect(posted.filter((message) => !message.includes("wanted"))).toEqual(['["changed"]']);
  expect(errors).toEqual([]);
});

test("After a deletion, tokens of other sessions stay cached", async ({
  api,
  openTabs,
  page,
  session,
  signIn,
}) => {
  const second = await signIn(page, grace);
  const [first, other] = await openTabs(2);
  const token = await getToken(other);
  await recordNotifications(other);
  await first.evaluate((id) => window.client.deleteSession(id), session);
  expect(await notifications(other)).toMatchObject([{ session: second }]);
  expect(await getToken(other)).toBe(token);
  expect(tokenRequests(api)).toEqual([postToken(second)]);
});

test("A successful touch is broadcast, a refused touch is not", async ({
  api,
  recordMessages,
  openTabs,
  page,
  session,
}) => {
  const [first, other] = await openTabs(2);
  await recordNotifications(other);
  await recordMessages();
  const touch = () => window.client.touchSession("current").then(String, ({ code }) => code);
  api.control.addFaults({
    path: "/v1/client/sessions/*/touch",
    answer: { error: "internal_clerk_error" },
  });
  expect(await first.evaluate(touch)).toBe("api");
  api.control.clearRequests();
  await first.evaluate(touch);
  expect(await notifications(other)).toMatchObject([{ session }]);
  expect(await page.evaluate(() => window.messages)).toEqual([["changed"]]);
  expect(lines(api)).toEqual([`POST /v1/client/sessions/${session}/touch`, getClient]);
});

test("If a session to delete has already ended, the other tabs are notified", async ({
  api,
  openTabs,
  session,
}) => {
  const [first, other] = await openTabs(2);
  await recordNotifications(other);
  api.control.setSessionStatus(session, "revoked");
  expect(await first.evaluate(() => window.client.deleteSession())).toBeNull();
  expect(await notifications(other)).toMatchObject([{ session: null }]);
});

test("The end of a session unknown to this tab is broadcast", async ({
  api,
  openTabs,
  session,
}) => {
  const [first, other] = await openTabs(2);
  const clientId = api.control.sessions.find(({ id }) => id === session)?.clientId ?? "";
  const second = api.control.createSession({ identifier: grace.emailAddress, clientId }).id;
  await other.evaluate(() => window.client.getClient());
  await recordNotifications(other);
  api.control.addFaults({ path: removePath(second), set: { "/client": null } });
  await first.evaluate((id) => window.client.deleteSession(id), second);
  await notifications(other);
  expect(await other.evaluate(() => window.client.client?.sessions.map(({ id }) => id))).toEqual([
    session,
  ]);
});

test("An end confirmed before the client is loaded is broadcast once it is loaded", async ({
  api,
  connect,
  context,
  load,
  openTab,
  session,
}) => {
  const other = await openTab();
  const first = await context.newPage();
  await load(first);
  await connect(first);
  await recordNotifications(other);
  api.control.addFaults({ path: removePath(session), set: { "/client": null } });
  await first.evaluate((id) => window.client.deleteSession(id), session);
  await first.evaluate(() => window.client.getClient());
  expect(await notifications(other)).toMatchObject([{ session: null }]);
});

test("A change with an unreadable client member is broadcast", async ({
  api,
  openTabs,
  session,
}) => {
  const [first, other] = await openTabs(2);
  await recordNotifications(other);
  const unreadable = { "/client": { object: "client" } };
  api.control.addFaults({ path: "/v1/client/sessions/*/touch", set: unreadable });
  await first.evaluate(() => window.client.touchSession("current"));
  expect(await notifications(other)).toMatchObject([{ session }]);
  expect(api.control.faults).toEqual([]);
});

test("A change is broadcast before the GET /client that follows it is answered", async ({
  api,
  waitForMessages,
  recordMessages,
  openTab,
  session,
}) => {
  const tab = await openTab({ frontendApi: "clerk.example.com", timeoutMs: 60_000 });
  await recordMessages();
  api.control.addFaults(
    { path: removePath(session), set: { "/client": { object: "client" } } },
    { path: "/v1/client", hold: "before-change" },
  );
  const deleting = tab.evaluate(async () => (await window.client.deleteSession())?.status);
  await api.control.request(({ state }) => state === "held");
  await waitForMessages("changed");
  api.control.release();
  expect(await deleting).toBe("removed");
});

test("A tab's pending GET /client does not block another tab", async ({
  api,
  openTabs,
  session,
}) => {
  const [first, other] = await openTabs(2);
  api.control.addFaults({ path: "/v1/client", hold: "before-change" });
  const ask = async () => (await window.client.getClient())?.sessions[0]?.id;
  const asking = first.evaluate(ask);
  await api.control.request(({ state }) => state === "held");
  expect(await other.evaluate(ask)).toBe(session);
  expect(api.control.requests.map(({ state }) => state)).toEqual(["held", "answered"]);
  api.control.release();
  expect(await asking).toBe(session);
});

test("deleteSession() without a SessionClient is broadcast", async ({
  api,
  openTab,
  page,
  session,
}) => {
  const tab = await openTab();
  await recordNotifications(tab);
  await page.evaluate(
    ([id, proxyUrl]) =>
      window.clerkSession.deleteSession(id, { frontendApi: "clerk.example.com", proxyUrl }),
    [session, api.url] as const,
  );
  expect(await notifications(tab)).toMatchObject([{ session: null }]);
});

test("If a tab's GET /client fails, the tab keeps its state", async ({
  api,
  openTabs,
  session,
}) => {
  const [first, other] = await openTabs(2);
  const errors = watchErrors(other);
  api.control.addFaults({ path: "/v1/client", answer: { error: "internal_clerk_error" } });
  await first.evaluate(() => window.client.deleteSession());
  await api.control.request(({ path, state }) => path === "/v1/client" && state === "answered");
  expect(statusOf(api, session)).toBe("removed");
  expect(await other.evaluate(() => window.client.session?.id)).toBe(session);
  expect(await other.evaluate(async () => (await window.client.getClient())?.sessions)).toEqual([]);
  expect(errors).toEqual([]);
});

test("A closed SessionClient ignores messages, those posted before close() included", async ({
  api,
  channelName,
  openTab,
  broadcast,
}) => {
  const tab = await openTab();
  const errors = watchErrors(tab);
  await tab.evaluate(async (name) => {
    const posted = new Promise((resolve) => {
      new BroadcastChannel(name).onmessage = resolve;
    });
    new BroadcastChannel(name).postMessage(["changed"]);
    window.client.close();
    await posted;
  }, channelName);
  await broadcast(["changed"]);
  await tab.evaluate((url) => fetch(`${url}/v1/environment`), api.url);
  expect(lines(api)).toEqual(["GET /v1/environment"]);
  expect(errors).toEqual([]);
});
