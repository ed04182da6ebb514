import { test as base } from "@playwright/test";
import { demoAccounts } from "../../../www/frontend-api/demo-accounts.js";
import {
  createFrontendApi,
  type FrontendApiOptions,
  type FrontendApiServer,
} from "../../../www/frontend-api/server.js";
import { ApiClient } from "./api-client.js";

export { expect } from "@playwright/test";
export const { ada, grace, alan } = demoAccounts;

interface Fixtures {
  /** The options that this test's server is started with. */
  apiOptions: FrontendApiOptions;
  /** A Frontend API of this test's own. */
  api: FrontendApiServer;
  /** A client of `api`, at first without cookies. */
  apiClient: ApiClient;
}

/** Playwright's test, with a local Frontend API in the same process. */
export const test = base.extend<Fixtures>({
  apiOptions: [{}, { option: true }],
  api: async ({ apiOptions }, use) => {
    const api = await createFrontendApi(apiOptions);
    await use(api);
    await api.close();
  },
  apiClient: async ({ api }, use) => {
    await use(new ApiClient(api.url));
  },
});
