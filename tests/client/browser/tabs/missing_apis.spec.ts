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

/** What a browser may lack, and how a page comes to lack it; whether its tabs can still share a token. */
const lacks: Record<string, [lose: () => void, shares: boolean]> = {
  "without BroadcastChannel": [() => Reflect.deleteProperty(globalThis, "BroadcastChannel"), false],
  "where a BroadcastChannel is forbidden": [
    () => {
      globalThis.BroadcastChannel = class {
        constructor() {
          throw new DOMException("no", "SecurityError");
        }
      } as never;
    },
    false,
  ],
  "without locks": [() => Reflect.deleteProperty(Navigator.prototype, "locks"), true],
  "where locks are forbidden": [
    () => {
      LockManager.prototype.request = () => Promise.reject(new DOMException("no", "SecurityError"));
    },
    true,
  ],
  "where asking for a lock throws": [
    () => {
      LockManager.prototype.request = () => {
        throw new DOMException("no", "InvalidStateError");
      };
    },
    true,
  ],
  "without AbortSignal.timeout": [() => Reflect.deleteProperty(AbortSignal, "timeout"), true],
};

for (const [where, [lose, shares]] of Object.entries(lacks)) {
  test(`${where}, a token is got ${shares ? "from another tab all the same" : "by each tab, which waits for nobody"}`, async ({
    api,
    context,
    openTabs,
    takeLock,
  }) => {
    await context.addInitScript(lose);
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

test("in a sandboxed frame, whose origin is nobody else's, everything works without the others", async ({
  connect,
  load,
  page,
  site,
}) => {
  const errors = watchErrors(page);
  const asked = await routeHost(page, "a.example.com", "client_1");
  // To its own site it is a stranger.
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
  const said = await frame.evaluate(async (_, options) => {
    const { default: init, SessionClient }: typeof import("clerk-session") = await import(
      "/pkg/index.js" as string
    );
    await init();
    return [self.origin, await new SessionClient(options).getToken()];
  }, options);
  expect(said).toEqual(["null", sessionToken()]);
  expect(asked).toHaveLength(2);
  expect(errors).toEqual([]);
});
