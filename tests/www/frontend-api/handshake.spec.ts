import { type ClerkOptions, createClerkClient } from "@clerk/backend";
import { instanceOf } from "../../../www/frontend-api/instance.js";
import type { FrontendApiServer } from "../../../www/frontend-api/server.js";
import type { ApiClient } from "./api-client.js";
import { ada, test as base, expect } from "./fixtures.js";

const keys = {
  production: "pk_live_Y2xlcmsuZXhhbXBsZS5jb20k",
  development: `pk_test_${btoa("x.clerk.accounts.dev$")}`,
} as const;
const secretKey = "sk_test_not-a-secret";
/** The application's page that a browser requests. */
const page = "http://127.0.0.1:3000/dashboard?tab=1";

/** The cookies of the application in a browser, which a server's responses change. */
class ApplicationCookies {
  readonly values = new Map<string, string>();

  take(headers: Headers): void {
    for (const cookie of headers.getSetCookie()) {
      const [name = "", value = ""] = (cookie.split(";", 1)[0] ?? "").split("=");
      if (/Max-Age=0/.test(cookie)) this.values.delete(name);
      else this.values.set(name, value);
    }
  }

  get header(): string {
    return [...this.values].map(([name, value]) => `${name}=${value}`).join("; ");
  }
}

const test = base.extend<{
  publishableKey: string;
  cookies: ApplicationCookies;
  /** Requests a page as a browser does, and returns how the real `@clerk/backend` judges that. */
  visit: (
    url?: string,
  ) => Promise<{ status: string; reason: string | null; headers: Headers; userId: string | null }>;
}>({
  publishableKey: [keys.production, { option: true }],
  apiOptions: async ({ publishableKey }, use) => {
    await use({ publishableKey, secretKey });
  },
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads dependencies from the pattern.
  cookies: async ({}, use) => {
    await use(new ApplicationCookies());
  },
  visit: async ({ api, cookies, publishableKey }, use) => {
    const options: ClerkOptions = {
      publishableKey,
      secretKey,
      apiUrl: api.url,
      proxyUrl: api.url,
      telemetry: { disabled: true },
    };
    const clerk = createClerkClient(options);
    await use(async (url = page) => {
      const headers = { cookie: cookies.header, "sec-fetch-dest": "document", accept: "text/html" };
      const state = await clerk.authenticateRequest(new Request(url, { headers }), options);
      cookies.take(state.headers);
      const auth = state.toAuth();
      const userId = auth && "userId" in auth ? auth.userId : null;
      return { status: state.status, reason: state.reason, headers: state.headers, userId };
    });
  },
});

async function signIn(client: ApiClient, query: Record<string, string> = {}): Promise<void> {
  const form = { identifier: ada.emailAddress, password: ada.password };
  const answer = await client.post("/v1/client/sign_ins", form, { query });
  expect(answer.status).toBe(200);
}

/** Follows a server's redirection to the handshake. Returns the URL that it leads back to. */
async function followHandshake(
  api: FrontendApiServer,
  client: ApiClient,
  headers: Headers,
  format?: string,
): Promise<string> {
  const location = new URL(headers.get("location") ?? "");
  expect(location.href.startsWith(`${api.url}/v1/client/handshake?`)).toBe(true);
  if (format !== undefined) location.searchParams.set("format", format);
  const cookie = [...client.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  const response = await fetch(location, { redirect: "manual", headers: { cookie } });
  expect(response.status).toBe(307);
  return response.headers.get("location") ?? "";
}

for (const [format, parameter] of [
  ["nonce", "__clerk_handshake_nonce"],
  ["token", "__clerk_handshake"],
] as const) {
  test(`At a production instance, a handshake by ${format} signs the browser in`, async ({
    api,
    apiClient,
    cookies,
    visit,
  }) => {
    await signIn(apiClient);
    cookies.values.set("__client_uat", apiClient.cookies.get("__client_uat") ?? "");
    const asked = await visit();
    expect([asked.status, asked.reason]).toEqual(["handshake", "client-uat-but-no-session-token"]);
    const back = await followHandshake(api, apiClient, asked.headers, format);
    expect(new URL(back).searchParams.has(parameter)).toBe(true);
    expect(new URL(back).searchParams.get("tab")).toBe("1");
    const [user] = api.control.sessions.filter(({ status }) => status === "active").slice(-1);
    expect(await visit(back)).toMatchObject({ status: "signed-in", userId: user?.userId });
    const { cookieSuffix } = instanceOf(keys.production);
    const written = [...cookies.values.keys()].filter((name) => !name.includes("redirect_count"));
    expect(written.toSorted()).toEqual(
      [
        "__client_uat",
        `__client_uat_${cookieSuffix}`,
        "__session",
        `__session_${cookieSuffix}`,
      ].toSorted(),
    );
    // The cookies are enough for the next request.
    expect(await visit()).toMatchObject({ status: "signed-in", userId: user?.userId });
  });
}

test("A handshake of a browser that is signed out ends without a user", async ({
  api,
  apiClient,
  cookies,
  visit,
}) => {
  cookies.values.set("__client_uat", "1");
  const asked = await visit();
  expect(asked.status).toBe("handshake");
  const back = await followHandshake(api, apiClient, asked.headers);
  expect(await visit(back)).toMatchObject({ status: "signed-out", userId: null });
  expect(await visit()).toMatchObject({ status: "signed-out", userId: null });
});

test.describe("At a development instance", () => {
  test.use({ publishableKey: keys.development });

  test("a browser without a development browser gets one by the handshake", async ({
    api,
    apiClient,
    cookies,
    visit,
  }) => {
    const asked = await visit();
    expect([asked.status, asked.reason]).toEqual(["handshake", "dev-browser-missing"]);
    const back = await followHandshake(api, apiClient, asked.headers);
    // In development, the server redirects once more, to the URL without the parameter.
    const first = await visit(back);
    expect([first.status, first.headers.get("location")]).toEqual(["signed-out", page]);
    const devBrowser = cookies.values.get("__clerk_db_jwt") ?? "";
    await signIn(apiClient, { __clerk_db_jwt: devBrowser });
    cookies.values.set("__client_uat", "1");
    const again = await visit();
    expect(again.status).toBe("handshake");
    expect(again.headers.get("location")).toContain(`__clerk_db_jwt=${devBrowser}`);
    const [user] = api.control.sessions.filter(({ status }) => status === "active").slice(-1);
    const signedIn = await followHandshake(api, apiClient, again.headers);
    expect(await visit(signedIn)).toMatchObject({ status: "signed-in", userId: user?.userId });
  });
});

test("A nonce is valid once, and the Backend API needs the secret key", async ({
  api,
  apiClient,
}) => {
  await signIn(apiClient);
  const url = new URL(`${api.url}/v1/client/handshake`);
  url.search = String(new URLSearchParams({ redirect_url: page, format: "nonce" }));
  const response = await fetch(url, { redirect: "manual" });
  const back = new URL(response.headers.get("location") ?? "");
  const nonce = back.searchParams.get("__clerk_handshake_nonce") ?? "";
  const payload = `${api.url}/v1/clients/handshake_payload?nonce=${nonce}`;
  const headers = { authorization: `Bearer ${secretKey}` };
  expect((await fetch(payload)).status).toBe(401);
  expect((await fetch(`${api.url}/v1/jwks`)).status).toBe(401);
  expect((await (await fetch(`${api.url}/v1/jwks`, { headers })).json()).keys).toHaveLength(1);
  const taken = await fetch(payload, { headers });
  expect((await taken.json()).directives).toEqual(expect.arrayContaining([expect.any(String)]));
  expect((await fetch(payload, { headers })).status).toBe(404);
});

for (const redirect_url of [undefined, "", "/relative", "javascript:alert(1)"]) {
  test(`A handshake to ${redirect_url ?? "nowhere"} is refused`, async ({ apiClient }) => {
    const query = { ...(redirect_url !== undefined && { redirect_url }) };
    const answer = await apiClient.get("/v1/client/handshake", { query });
    expect(answer.status).toBe(422);
    expect(answer.codes).toEqual([
      redirect_url === undefined ? "form_param_missing" : "form_param_value_invalid",
    ]);
  });
}

test("A production instance sets __client_uat whenever the client changes", async ({
  api,
  apiClient,
}) => {
  expect((await apiClient.get("/v1/client")).headers.getSetCookie().join()).toContain(
    "__client_uat=0;",
  );
  await signIn(apiClient);
  const signedIn = Number(apiClient.cookies.get("__client_uat"));
  expect(Math.abs(signedIn - Date.now() / 1000)).toBeLessThan(5);
  expect((await apiClient.get("/v1/client")).headers.getSetCookie()).toEqual([]);
  const [session] = api.control.sessions.filter(({ status }) => status === "active").slice(-1);
  await apiClient.post(`/v1/client/sessions/${session?.id}/remove`, {});
  expect(apiClient.cookies.get("__client_uat")).toBe("0");
});
