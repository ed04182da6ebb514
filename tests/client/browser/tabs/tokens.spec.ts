import { tokensPath } from "../../session_token.js";
import { expect } from "../page.js";
import { getToken, test, tokenRequests } from "./tabs.js";

test("Ten tabs that request a token simultaneously send one request and cache the token", async ({
  api,
  recordMessages,
  openTabs,
  page,
  session,
  afterOfferTimeout,
}) => {
  const tabs = await openTabs(10);
  // Only the first call waits 100 ms.
  const tokens = await afterOfferTimeout(() => Promise.all(tabs.map(getToken)));
  expect(new Set(tokens).size).toBe(1);
  expect(tokens[0]).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/);
  await recordMessages();
  expect(await Promise.all(tabs.map(getToken))).toEqual(tokens);
  expect(await page.evaluate(() => window.messages)).toEqual([]);
  expect(tokenRequests(api)).toEqual([`POST /v1/client/sessions/${session}/tokens`]);
});

test("If the server requires the expired token, the tabs share the second request too", async ({
  api,
  openTabs,
  session,
  afterOfferTimeout,
}) => {
  const tabs = await openTabs(3);
  const last = await tabs[0].evaluate(() => window.client.session?.lastActiveToken?.jwt);
  api.control.setTokenRules({ expiredTokenRequired: true });
  const tokens = await afterOfferTimeout(() => Promise.all(tabs.map(getToken)));
  expect(tokens).toEqual(tabs.map(() => tokens[0]));
  expect(
    api.control.requests.map(({ path, status, query }) => [path, status, query.expired_token]),
  ).toEqual([
    [tokensPath(session), 422, undefined],
    [tokensPath(session), 200, last],
  ]);
});

test("A new tab asks the other tabs before the server", async ({
  api,
  openTabs,
  openTab,
  afterOfferTimeout,
}) => {
  const [first, second] = await openTabs(2);
  const token = await afterOfferTimeout(() => getToken(first));
  expect(await getToken(second)).toBe(token);
  await first.close();
  expect(tokenRequests(api)).toHaveLength(1);
  const third = await openTab();
  expect(await getToken(third)).toBe(token);
  expect(tokenRequests(api)).toEqual([]);
});

test("A tab asks the others for several tokens at the same time", async ({
  api,
  openTabs,
  afterOfferTimeout,
}) => {
  const [first, second] = await openTabs(2);
  const ask = () =>
    Promise.all([
      window.client.getToken(),
      window.client.getToken({ template: "supabase" }),
      window.client.getToken({ template: "reporting" }),
    ]);
  const tokens = await afterOfferTimeout(() => first.evaluate(ask), 3);
  expect(tokenRequests(api)).toHaveLength(3);
  expect(await second.evaluate(ask)).toEqual(tokens);
  expect(tokenRequests(api)).toHaveLength(3);
});

test("Tabs that request several tokens at the same time send one request for each", async ({
  api,
  openTabs,
  session,
  afterOfferTimeout,
}) => {
  const tabs = await openTabs(4);
  const ask = () =>
    Promise.all([
      window.client.getToken(),
      window.client.getToken({ template: "supabase" }),
      window.client.getToken({ template: "reporting" }),
      // Equals the first request.
      window.client.getToken({ organizationId: null }),
    ]);
  const tokens = await afterOfferTimeout(
    () => Promise.all(tabs.map((tab) => tab.evaluate(ask))),
    3,
  );
  for (const others of tokens) expect(others).toEqual(tokens[0]);
  const path = `POST /v1/client/sessions/${session}/tokens`;
  expect(tokenRequests(api).toSorted()).toEqual([path, `${path}/reporting`, `${path}/supabase`]);
});

test("A call does not wait for another tab's request of another token", async ({
  api,
  openTabs,
}) => {
  const [first, second] = await openTabs(2);
  api.control.addFaults({ path: "/v1/client/sessions/*/tokens/*", hold: "before-change" });
  const reporting = first.evaluate(() => window.client.getToken({ template: "reporting" }));
  await api.control.request(({ state }) => state === "held");
  const token = await getToken(second);
  expect(tokenRequests(api)).toHaveLength(2);
  api.control.release();
  expect(await reporting).not.toBe(token);
});

test("With skipCache, a token neither comes from another tab nor waits for one", async ({
  api,
  openTabs,
}) => {
  const [first, second] = await openTabs(2);
  api.control.addFaults({ path: "/v1/client/sessions/*/tokens", hold: "before-change" });
  const waiting = getToken(first);
  await api.control.request(({ state }) => state === "held");
  const fresh = () => second.evaluate(() => window.client.getToken({ skipCache: true }));
  expect(await fresh()).not.toBeNull();
  api.control.release();
  await waiting;
  await fresh();
  expect(tokenRequests(api)).toHaveLength(3);
});

test("A tab without an offer waits 100 ms once, and again after another tab's message", async ({
  api,
  waitForMessages,
  recordMessages,
  openTab,
  advance,
  broadcast,
}) => {
  const tab = await openTab();
  await recordMessages();
  const first = getToken(tab);
  await waitForMessages("wanted");
  await advance(99);
  expect(tokenRequests(api)).toEqual([]);
  await advance(1);
  await first;
  await tab.evaluate(() => window.client.getToken({ template: "supabase" }));
  expect(tokenRequests(api)).toHaveLength(2);
  await broadcast("hello");
  const third = tab.evaluate(() => window.client.getToken({ template: "reporting" }));
  await waitForMessages("wanted", 2);
  await advance(99);
  expect(tokenRequests(api)).toHaveLength(2);
  await advance(1);
  await third;
  expect(tokenRequests(api)).toHaveLength(3);
});

test("Two SessionClients of one page share tokens like two tabs", async ({
  api,
  openTab,
  afterOfferTimeout,
}) => {
  const tab = await openTab();
  const ask = async (proxyUrl: string) => {
    const options = { frontendApi: "clerk.example.com", proxyUrl };
    const other = new window.clerkSession.SessionClient(options);
    return Promise.all([window.client.getToken(), other.getToken()]);
  };
  const tokens = await afterOfferTimeout(() => tab.evaluate(ask, api.url));
  expect(tokens[0]).toBe(tokens[1]);
  expect(tokenRequests(api)).toHaveLength(1);
});

test("Workers request tokens from tabs and offer tokens to them", async ({
  api,
  openTabs,
  site,
  afterOfferTimeout,
}) => {
  const [first, second] = await openTabs(2);
  const token = await afterOfferTimeout(() => getToken(first));
  /** Requests a token in a worker that waits `answerMs` milliseconds for offers. */
  const ask = (answerMs: number, template?: string) =>
    first.evaluate(
      async ([base, proxyUrl, options, answerMs]) => {
        const program = `
          import init, { SessionClient } from "${base}pkg/index.js";
          const set = setTimeout;
          globalThis.setTimeout = (run, ms) => set(run, ms === 100 ? ${answerMs} : ms);
          await init();
          const options = { frontendApi: "clerk.example.com", proxyUrl: "${proxyUrl}" };
          const client = new SessionClient(options);
          postMessage([typeof document, await client.getToken(${options}).catch(String)]);
        `;
        const url = URL.createObjectURL(new Blob([program], { type: "text/javascript" }));
        const worker = new Worker(url, { type: "module" });
        return new Promise((resolve) => {
          worker.onmessage = ({ data }) => resolve(data);
          worker.onerror = ({ message }) => resolve(message);
        });
      },
      [site, api.url, JSON.stringify(template ? { template } : {}), answerMs] as const,
    );
  expect(await ask(60_000)).toEqual(["undefined", token]);
  expect(tokenRequests(api)).toHaveLength(1);
  const [, supabase] = (await ask(0, "supabase")) as string[];
  expect(await second.evaluate(() => window.client.getToken({ template: "supabase" }))).toBe(
    supabase,
  );
  expect(tokenRequests(api)).toHaveLength(2);
});
