import { sessionToken } from "../../session_token.js";
import { expect } from "../page.js";
import {
  getToken,
  notifications,
  recordNotifications,
  routeHost,
  test,
  tokenRequests,
  watchErrors,
} from "./tabs.js";

/**
 * The APIs that a browser may lack. Each entry has a function that removes the API from a page, and
 * whether tabs can still share a token.
 */
const missingApis: Record<string, [remove: () => void, shares: boolean]> = {
  "Without BroadcastChannel": [() => Reflect.deleteProperty(globalThis, "BroadcastChannel"), false],
  "If BroadcastChannel is forbidden": [
    () => {
      globalThis.BroadcastChannel = class {
        constructor() {
          throw new DOMException("no", "SecurityError");
        }
      } as never;
    },
    false,
  ],
  "Without locks": [() => Reflect.deleteProperty(Navigator.prototype, "locks"), true],
  "If locks are forbidden": [
    () => {
      LockManager.prototype.request = () => Promise.reject(new DOMException("no", "SecurityError"));
    },
    true,
  ],
  "If a lock request throws": [
    () => {
      LockManager.prototype.request = () => {
        throw new DOMException("no", "InvalidStateError");
      };
    },
    true,
  ],
  "Without AbortSignal.timeout": [() => Reflect.deleteProperty(AbortSignal, "timeout"), true],
};

for (const [condition, [remove, shares]] of Object.entries(missingApis)) {
  const source = shares ? "shares the other tab's token" : "requests its own token without waiting";
  test(`${condition}, a tab ${source}`, async ({ api, context, openTabs, takeLock }) => {
    await context.addInitScript(remove);
    const tabs = await openTabs(2);
    const errors = watchErrors(...tabs);
    if (!shares) await takeLock();
    for (const tab of tabs) expect(await getToken(tab)).not.toBeNull();
    expect(tokenRequests(api)).toHaveLength(shares ? 1 : 2);
    await Promise.all(tabs.map(recordNotifications));
    expect(await tabs[0].evaluate(async () => (await window.client.deleteSession())?.status)).toBe(
      "removed",
    );
    expect(await notifications(tabs[shares ? 1 : 0])).toMatchObject([{ session: null }]);
    await tabs[1].evaluate(() => window.client.close());
    expect(errors).toEqual([]);
  });
}

test("In a sandboxed frame, whose origin is unique, calls work without other tabs", async ({
  connect,
  load,
  page,
  site,
}) => {
  const errors = watchErrors(page);
  const paths = await routeHost(page, "a.example.com", "client_1");
  // The frame is cross-origin to its own site.
  await page.route(`${site}pkg/*`, async (route) => {
    const response = await route.fetch();
    await route.fulfill({
      response,
      headers: { ...response.headers(), "access-control-allow-origin": "*" },
    });
  });
  const options = { frontendApi: "a.example.com" };
  await load(page);
  await connect(page, { ...options, proxyUrl: "https://a.example.com" });
  await getToken(page);
  await page.evaluate(() => {
    document.body.innerHTML = `<iframe sandbox="allow-scripts" src="${location.href}"></iframe>`;
  });
  const frame = page.frameLocator("iframe").locator("html");
  const result = await frame.evaluate(async (_, options) => {
    const { default: init, SessionClient }: typeof import("clerk-session") = await import(
      "/pkg/index.js" as string
    );
    await init();
    return [self.origin, await new SessionClient(options).getToken()];
  }, options);
  expect(result).toEqual(["null", sessionToken()]);
  expect(paths).toHaveLength(2);
  expect(errors).toEqual([]);
});
