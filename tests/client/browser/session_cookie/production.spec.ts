import type { Page } from "@playwright/test";
import type { DemoAccount } from "../../../../www/frontend-api/demo-accounts.js";
import { type ServerApp, secretKey, startServerApp } from "../../../support/server_app.js";
import {
  ada,
  test as base,
  claimsOf,
  cookiesOf,
  expect,
  grace,
  production,
} from "./cookie_page.js";

const { publishableKey } = production;

// In production the Frontend API sets __client_uat, on the parent domain of page and API. Here both
// have the same host.
const test = base.extend<{ app: ServerApp }>({
  apiOptions: [{ publishableKey, secretKey }, { scope: "test" }],
  app: async ({ api }, use) => {
    const app = await startServerApp(api, "@clerk/express", publishableKey);
    await use(app);
    await app.close();
  },
});

/** Loads a client into a page of the application, and returns when it knows who is signed in. */
const clients = {
  "clerk-session": async (page: Page, proxyUrl: string) => {
    await page.evaluate(
      async ([proxyUrl, publishableKey]) => {
        window.clerkSession = await import("/pkg/index.js" as string);
        await window.clerkSession.default();
        const options = { proxyUrl, publishableKey, sessionCookie: true };
        window.client = new window.clerkSession.SessionClient(options);
        await window.client.getClient();
      },
      [proxyUrl, publishableKey] as const,
    );
  },
  "clerk-js": async (page: Page, proxyUrl: string) => {
    await page.evaluate(
      async ([proxyUrl, publishableKey]) => {
        const script = document.createElement("script");
        script.src = "/clerk-js/clerk.browser.js";
        script.dataset.clerkPublishableKey = publishableKey;
        script.dataset.clerkProxyUrl = proxyUrl;
        const loaded = new Promise((resolve) => script.addEventListener("load", resolve));
        document.head.append(script);
        await loaded;
        await window.Clerk?.load({ telemetry: false });
      },
      [proxyUrl, publishableKey] as const,
    );
  },
} as const;
type Name = keyof typeof clients;

const choose = {
  "clerk-session": (page: Page, id: string) =>
    page.evaluate(async (id) => void (await window.client.touchSession(id)), id),
  "clerk-js": (page: Page, id: string) =>
    page.evaluate(async (id) => await window.Clerk?.setActive({ session: id }), id),
} as const;

const signOut = {
  "clerk-session": (page: Page) =>
    page.evaluate(async () => void (await window.client.deleteAllSessions())),
  // The callback takes the place of a navigation.
  "clerk-js": (page: Page) => page.evaluate(async () => await window.Clerk?.signOut(() => {})),
} as const;

test("The server asks for no handshake that it would not ask for with clerk-js", async ({
  api,
  app,
  browser,
}) => {
  const handshakes: Record<string, string[]> = {};
  for (const name of ["clerk-js", "clerk-session"] as const satisfies Name[]) {
    const context = await browser.newContext();
    const page = await context.newPage();
    const reasons: string[] = [];
    const visit = async () => {
      const before = app.seen.length;
      await page.goto(app.userUrl);
      const during = app.seen.slice(before);
      reasons.push(...during.flatMap(({ handshake }) => handshake ?? []));
      const session = during.at(-1)?.session ?? null;
      await page.goto(app.url);
      await clients[name](page, api.url);
      return session;
    };
    const signIn = async ({ emailAddress: identifier, password }: DemoAccount) => {
      const form = { identifier, password };
      const headers = { origin: new URL(app.url).origin };
      const answer = await page.request.post(`${api.url}/v1/client/sign_ins`, { form, headers });
      await page.reload();
      await clients[name](page, api.url);
      return (await answer.json()).response.created_session_id as string;
    };
    await page.goto(app.url);
    await clients[name](page, api.url);
    expect(await visit()).toBeNull();
    const first = await signIn(ada);
    expect(await visit()).toBe(first);
    const second = await signIn(grace);
    expect(await visit()).toBe(second);
    await choose[name](page, first);
    expect(await visit()).toBe(first);
    await signOut[name](page);
    expect(await visit()).toBeNull();
    handshakes[name] = reasons;
    await context.close();
  }
  expect(handshakes).toEqual({ "clerk-js": [], "clerk-session": [] });
});

test("With clerk-js on the same page, both write the same cookies", async ({
  api,
  app,
  context,
  page,
}) => {
  await page.goto(app.url);
  await clients["clerk-js"](page, api.url);
  const ids: string[] = [];
  for (const { emailAddress, password } of [ada, grace]) {
    const id = await page.evaluate(
      async ([identifier, password]) => {
        const signIn = await window.Clerk?.client?.signIn.create({ identifier, password });
        await window.Clerk?.setActive({ session: signIn?.createdSessionId ?? null });
        return signIn?.createdSessionId ?? "";
      },
      [emailAddress, password] as const,
    );
    ids.push(id);
  }
  const [first = "", second = ""] = ids;
  const written = async () => {
    const cookies = await cookiesOf(context, app.url, "__session");
    expect(Object.keys(cookies).toSorted()).toEqual(["__session", "__session_naoXFJnI"]);
    expect(new Set(Object.values(cookies)).size).toBe(1);
    return claimsOf(cookies.__session ?? "").sid;
  };
  expect(await written()).toBe(second);
  await clients["clerk-session"](page, api.url);
  expect(await written()).toBe(second);
  await choose["clerk-js"](page, first);
  expect(await written()).toBe(first);
  await page.evaluate(() => window.client.getClient());
  expect(await written()).toBe(first);
  await choose["clerk-session"](page, second);
  expect(await written()).toBe(second);
  await signOut["clerk-session"](page);
  expect(await cookiesOf(context, app.url, "__session")).toEqual({});
});
