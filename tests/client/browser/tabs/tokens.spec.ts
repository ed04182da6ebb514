import { tokensPath } from "../../session_token.js";
import { expect } from "../page.js";
import { getToken, test, tokenRequests } from "./tabs.js";

test("ten tabs that ask at once make one request, and each keeps the token", async ({
  api,
  recordMessages,
  openTabs,
  page,
  session,
  afterOfferTimeout,
}) => {
  const tabs = await openTabs(10);
  // Whoever comes next needs no time.
  const tokens = await afterOfferTimeout(() => Promise.all(tabs.map(getToken)));
  expect(new Set(tokens).size).toBe(1);
  expect(tokens[0]).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/);
  await recordMessages();
  expect(await Promise.all(tabs.map(getToken))).toEqual(tokens);
  expect(await page.evaluate(() => window.messages)).toEqual([]);
  expect(tokenRequests(api)).toEqual([`POST /v1/client/sessions/${session}/tokens`]);
});

test("where the last token has to be shown, the tabs share what comes of both requests", async ({
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

test("a new tab asks the others before the server", async ({
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

test("a tab asks the others for several tokens at once", async ({
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

test("tabs that ask for several tokens at once make one request for each", async ({
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
      // The same as the first, in other words.
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

test("who wants one thing does not wait for who wants another", async ({ api, openTabs }) => {
  const [first, second] = await openTabs(2);
  api.control.addFaults({ path: "/v1/client/sessions/*/tokens/*", hold: "before-change" });
  const reporting = first.evaluate(() => window.client.getToken({ template: "reporting" }));
  await api.control.request(({ state }) => state === "held");
  const token = await getToken(second);
  expect(tokenRequests(api)).toHaveLength(2);
  api.control.release();
  expect(await reporting).not.toBe(token);
});

test("a token that must be new does not come from another tab, nor wait for one", async ({
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

test("a tab that nobody answers waits 100 ms for that, and not again until it hears of somebody", async ({
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

test("two SessionClients of one page are to each other as two tabs", async ({
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

test("workers take part: they ask, and they answer", async ({
  api,
  openTabs,
  site,
  afterOfferTimeout,
}) => {
  const [first, second] = await openTabs(2);
  const token = await afterOfferTimeout(() => getToken(first));
  /** Asks in a worker, where the others have so many milliseconds to answer. */
  const ask = (answerMs: number, template?: string) =>
    first.evaluate(
      async ([base, proxyUrl, options, answerMs]) => {
        const program = `
          import init, { SessionClient } from "${base}pkg/index.js";
          const set = setTimeout;
          globalThis.setTimeout = (run, ms) => set(run, ms === 100 ? ${answerMs} : ms);
          await init();
          const client = new SessionClient({ frontendApi: "clerk.example.com", proxyUrl: "${proxyUrl}" });
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
