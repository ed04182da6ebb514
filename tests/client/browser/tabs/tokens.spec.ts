import { tokensPath } from "../../session_token.js";
import { expect } from "../page.js";
import { getToken, test, tokenRequests } from "./tabs.js";

test("ten tabs that ask at once make one request, and each keeps the token", async ({
  api,
  listen,
  open,
  page,
  session,
  unanswered,
}) => {
  const tabs = await open(10);
  // Whoever comes next needs no time.
  const tokens = await unanswered(() => Promise.all(tabs.map(getToken)));
  expect(new Set(tokens).size).toBe(1);
  expect(tokens[0]).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/);
  await listen();
  expect(await Promise.all(tabs.map(getToken))).toEqual(tokens);
  expect(await page.evaluate(() => window.heard)).toEqual([]);
  expect(tokenRequests(api)).toEqual([`POST /v1/client/sessions/${session}/tokens`]);
});

test("where the last token has to be shown, the tabs share what comes of both requests", async ({
  api,
  open,
  session,
  unanswered,
}) => {
  const tabs = await open(3);
  const last = await tabs[0].evaluate(() => window.client.session?.lastActiveToken?.jwt);
  api.control.setTokenRules({ expiredTokenRequired: true });
  const tokens = await unanswered(() => Promise.all(tabs.map(getToken)));
  expect(tokens).toEqual(tabs.map(() => tokens[0]));
  expect(
    api.control.requests.map(({ path, status, query }) => [path, status, query.expired_token]),
  ).toEqual([
    [tokensPath(session), 422, undefined],
    [tokensPath(session), 200, last],
  ]);
});

test("a new tab asks the others before the server", async ({ api, open, openOne, unanswered }) => {
  const [first, second] = await open(2);
  const token = await unanswered(() => getToken(first));
  expect(await getToken(second)).toBe(token);
  await first.close();
  expect(tokenRequests(api)).toHaveLength(1);
  const third = await openOne();
  expect(await getToken(third)).toBe(token);
  expect(tokenRequests(api)).toEqual([]);
});

test("a tab asks the others for several tokens at once", async ({ api, open, unanswered }) => {
  const [first, second] = await open(2);
  const ask = () =>
    Promise.all([
      window.client.getToken(),
      window.client.getToken({ template: "supabase" }),
      window.client.getToken({ template: "reporting" }),
    ]);
  const tokens = await unanswered(() => first.evaluate(ask), 3);
  expect(tokenRequests(api)).toHaveLength(3);
  expect(await second.evaluate(ask)).toEqual(tokens);
  expect(tokenRequests(api)).toHaveLength(3);
});

test("tabs that ask for several tokens at once make one request for each", async ({
  api,
  open,
  session,
  unanswered,
}) => {
  const tabs = await open(4);
  const ask = () =>
    Promise.all([
      window.client.getToken(),
      window.client.getToken({ template: "supabase" }),
      window.client.getToken({ template: "reporting" }),
      // The same as the first, in other words.
      window.client.getToken({ organizationId: null }),
    ]);
  const tokens = await unanswered(() => Promise.all(tabs.map((tab) => tab.evaluate(ask))), 3);
  for (const others of tokens) expect(others).toEqual(tokens[0]);
  const path = `POST /v1/client/sessions/${session}/tokens`;
  expect(tokenRequests(api).toSorted()).toEqual([path, `${path}/reporting`, `${path}/supabase`]);
});

test("who wants one thing does not wait for who wants another", async ({ api, open }) => {
  const [first, second] = await open(2);
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
  open,
}) => {
  const [first, second] = await open(2);
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
  heard,
  listen,
  openOne,
  pass,
  say,
}) => {
  const tab = await openOne();
  await listen();
  const first = getToken(tab);
  await heard("wanted");
  await pass(99);
  expect(tokenRequests(api)).toEqual([]);
  await pass(1);
  await first;
  await tab.evaluate(() => window.client.getToken({ template: "supabase" }));
  expect(tokenRequests(api)).toHaveLength(2);
  await say("hello");
  const third = tab.evaluate(() => window.client.getToken({ template: "reporting" }));
  await heard("wanted", 2);
  await pass(99);
  expect(tokenRequests(api)).toHaveLength(2);
  await pass(1);
  await third;
  expect(tokenRequests(api)).toHaveLength(3);
});

test("two SessionClients of one page are to each other as two tabs", async ({
  api,
  openOne,
  unanswered,
}) => {
  const tab = await openOne();
  const ask = async (proxyUrl: string) => {
    const options = { frontendApi: "clerk.example.com", proxyUrl };
    const other = new window.clerkSession.SessionClient(options);
    return Promise.all([window.client.getToken(), other.getToken()]);
  };
  const tokens = await unanswered(() => tab.evaluate(ask, api.url));
  expect(tokens[0]).toBe(tokens[1]);
  expect(tokenRequests(api)).toHaveLength(1);
});

test("workers take part: they ask, and they answer", async ({ api, open, site, unanswered }) => {
  const [first, second] = await open(2);
  const token = await unanswered(() => getToken(first));
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
