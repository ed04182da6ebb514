import { test as base, type Page, type Request } from "@playwright/test";
import type { LoggedRequest } from "../../../www/frontend-api/request-log.js";
import { createFrontendApi, type FrontendApiServer } from "../../../www/frontend-api/server.js";
import { HOST } from "../../../www/ports.mjs";
import { DevicesPage } from "./devices-page.js";
import { expect } from "./expect.js";

export { ada, alan, grace } from "../frontend-api/fixtures.js";
export { expect };

/** Where the page as `npm start` serves it sends its requests. */
const servedApi = `http://${HOST}:${process.env.E2E_FRONTEND_API_PORT}`;

interface Fixtures {
  /** How far the clock of the test's Frontend API is ahead, in milliseconds; to be changed while it runs. */
  serverClock: { aheadMs: number };
  /** A Frontend API of this test's own, with nobody signed in and no faults. */
  api: FrontendApiServer;
  /** The page that `npm start` serves, on that Frontend API, as are all tabs of its context; not opened yet. */
  devices: DevicesPage;
}

/**
 * Tests run at the same time, so they cannot share the one Frontend API that `npm start` runs: what the page sends there
 * is led to one of the test's own. Same host name, so cookies and CORS are the browser's real ones.
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
    await context.route(`${servedApi}/**`, (route) =>
      route.continue({ url: route.request().url().replace(servedApi, api.url) }),
    );
    const errors: Error[] = [];
    context.on("weberror", (error) => errors.push(error.error()));
    await use(new DevicesPage(page, api.url));
    expect(errors).toEqual([]);
  },
});

/**
 * Whatever changes something on the server, in order, as one line each: the method that is meant, and the path.
 * Tokens are asked for all the while, and change nothing.
 */
export function changes({ control }: FrontendApiServer): string[] {
  const { requests } = control;
  return requests.filter((request) => request.operation !== "GET" && !isToken(request)).map(line);
}

/** Whether it asks for a session token. */
export function isToken({ path }: Pick<LoggedRequest, "path">): boolean {
  return /^\/v1\/client\/sessions\/\w+\/tokens(\/|$)/.test(path);
}

/** One request as a line. */
export function line({ operation, path }: Pick<LoggedRequest, "operation" | "path">): string {
  return `${operation} ${path}`;
}

/** Leads a real instance's host to the test's Frontend API, for all tabs; answers what they have sent there. */
export async function standInFor(
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

/** A publishable key for a host. */
export function keyFor(kind: "live" | "test", host: string): string {
  return `pk_${kind}_${btoa(`${host}$`)}`;
}
