import { type BrowserContext, test as base, type Page, type Request } from "@playwright/test";
import type { LoggedRequest } from "../../../www/frontend-api/request-log.js";
import { createFrontendApi, type FrontendApiServer } from "../../../www/frontend-api/server.js";
import { HOST } from "../../../www/ports.mjs";
import { DevicesPage } from "./devices-page.js";
import { expect } from "./expect.js";

export { ada, alan, grace } from "../frontend-api/fixtures.js";
export { expect };

/** The Frontend API of `npm start`, which the page was built for. */
export const servedApi = `http://${HOST}:${process.env.E2E_FRONTEND_API_PORT}`;

interface Fixtures {
  /** The offset of the Frontend API's clock in milliseconds. A test may change it at any time. */
  serverClock: { aheadMs: number };
  /** A Frontend API of this test's own, without faults and without a signed-in client. */
  api: FrontendApiServer;
  /** The built page, not opened yet. All tabs of its context use `api`. */
  devices: DevicesPage;
}

/**
 * Playwright's test, with the page and a Frontend API for it. Tests run at the same time, so they
 * cannot share the Frontend API of `npm start`: each test redirects the page's requests to its own.
 * The host name is the same, so the browser applies its real rules for cookies and CORS.
 */
export const test = base.extend<Fixtures>({
  serverClock: async ({ baseURL: _ }, use) => use({ aheadMs: 0 }),
  api: async ({ serverClock }, use) => {
    const api = await createFrontendApi({
      hostName: HOST,
      now: () => Date.now() + serverClock.aheadMs,
    });
    await use(api);
    await api.close();
  },
  devices: async ({ api, context, page }, use) => {
    await redirectApi(context, servedApi, api);
    const errors: Error[] = [];
    context.on("weberror", (error) => errors.push(error.error()));
    await use(new DevicesPage(page, api.url));
    expect(errors).toEqual([]);
  },
});

/** Sends the requests of a browser's pages for one Frontend API to this test's own. */
export async function redirectApi(
  context: BrowserContext,
  from: string,
  api: FrontendApiServer,
): Promise<void> {
  await context.route(`${from}/**`, (route) =>
    route.continue({ url: route.request().url().replace(from, api.url) }),
  );
}

/**
 * Returns a line for each request that changes something on the server, in order. Requests for
 * tokens are left out: they change nothing and are sent at any time.
 */
export function changes({ control }: FrontendApiServer): string[] {
  const { requests } = control;
  return requests
    .filter((request) => request.operation !== "GET" && !isTokenRequest(request))
    .map(requestLine);
}

/** Returns whether a request asks for a session token. */
export function isTokenRequest({ path }: Pick<LoggedRequest, "path">): boolean {
  return /^\/v1\/client\/sessions\/\w+\/tokens(\/|$)/.test(path);
}

/** Returns a request's intended method and its path, as one line. */
export function requestLine({
  operation,
  path,
}: Pick<LoggedRequest, "operation" | "path">): string {
  return `${operation} ${path}`;
}

/**
 * Redirects all tabs' requests for a real instance's host to the test's Frontend API. Returns the
 * list that each such request is added to.
 */
export async function redirectHost(
  host: string,
  page: Page,
  api: FrontendApiServer,
): Promise<Request[]> {
  const sent: Request[] = [];
  await page.context().route(`https://${host}/**`, async (route) => {
    const request = route.request();
    sent.push(request);
    const url = request.url().replace(`https://${host}`, api.url);
    await route.fulfill({ response: await route.fetch({ url }) });
  });
  return sent;
}

/** Returns a publishable key that names a host. */
export function keyFor(kind: "live" | "test", host: string): string {
  return `pk_${kind}_${btoa(`${host}$`)}`;
}
