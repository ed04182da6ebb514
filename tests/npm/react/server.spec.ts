import { createRequire } from "node:module";
import { join } from "node:path";
import init, { SessionClient } from "clerk-session";
import type { Part } from "./app.js";
import { ada, expect, lines, shown, test } from "./fixtures.js";

const names: Part[] = ["client", "session", "sessions", "token"];

/** Renders in this process. */
function serverHtml(directory: string, client: SessionClient | null): string {
  const app: typeof import("./app.js") = createRequire(import.meta.url)(join(directory, "app.cjs"));
  return app.serverHtml(names, client);
}

test("a server renders the state before the first response, and sends nothing", async ({
  api,
  built,
}) => {
  const withoutClient = serverHtml(built, null);
  for (const name of names)
    expect(withoutClient).toContain(`aria-label="${name}">unknown …</button>`);
  await init();
  const options = { frontendApi: "clerk.example.com", proxyUrl: api.url };
  const client = new SessionClient(options);
  await client.getClient();
  expect(client.loaded).toBe(true);
  api.control.clearRequests();
  expect(serverHtml(built, client)).toBe(withoutClient);
  expect(lines(api)).toEqual([]);
  client.close();
});

for (const given of ["a client", "a promise of a client", "a client that has been loaded"])
  test(`a page that the server has rendered is hydrated with ${given}`, async ({
    built,
    openApp,
    page,
    signIn,
  }) => {
    await openApp(page);
    const session = await signIn(page, ada);
    if (given.endsWith("loaded")) await page.evaluate(() => window.client.getClient());
    const isPromise = given.includes("promise");
    await page.evaluate(
      ([html, names, isPromise]) => {
        const { client } = window;
        window.app.hydrate(html, names, isPromise ? Promise.resolve(client) : client);
      },
      [serverHtml(built, null), names, isPromise] as const,
    );
    await expect(shown(page, "session")).toHaveText(session);
    await expect(shown(page, "sessions")).toContainText(session);
    await expect(shown(page, "token")).toContainText("eyJ");
  });
