import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Locator, Page } from "@playwright/test";
import { type BuildOptions, build } from "esbuild";
import type { FrontendApiServer } from "../../../www/frontend-api/server.js";
import { test as base, expect } from "../../client/browser/page.js";
import { serveSite } from "../../support/site.js";
import type { Part } from "./app.js";

export { ada, expect, grace } from "../../client/browser/page.js";

declare global {
  interface Window {
    /** The page's code. */
    app: typeof import("./app.js");
  }
}

interface Built {
  /** The directory that contains the page's code for browsers, `app.js`, and Node, `app.cjs`. */
  built: string;
}

interface Fixtures {
  /** Loads the page's code and the package, and creates `window.client`. */
  openApp: (page: Page) => Promise<void>;
  /** The warnings and errors that the browser prints. The test fails if any is left. */
  messages: string[];
}

/** Playwright's test, with a page in React that shows the hooks' states. */
export const test = base.extend<Fixtures, Built>({
  built: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads dependencies from the pattern.
    async ({}, use) => {
      const directory = await mkdtemp(join(tmpdir(), "clerk-session-react-"));
      const shared: BuildOptions = {
        entryPoints: [fileURLToPath(new URL("app.tsx", import.meta.url))],
        bundle: true,
        jsx: "automatic",
        jsxDev: true,
        define: { "process.env.NODE_ENV": '"development"' },
        logLevel: "warning",
      };
      await build({ ...shared, format: "esm", outfile: join(directory, "app.js") });
      await build({
        ...shared,
        format: "cjs",
        platform: "node",
        outfile: join(directory, "app.cjs"),
      });
      await use(directory);
      await rm(directory, { recursive: true });
    },
    { scope: "worker" },
  ],
  site: async ({ built }, use) => {
    const site = await serveSite("<title>A page</title><body>", { app: built });
    await use(site.url);
    await site.close();
  },
  messages: async ({ page }, use) => {
    const messages: string[] = [];
    page.on("console", (message) => {
      const isOwn = !message.text().startsWith("Failed to load resource");
      if (["warning", "error"].includes(message.type()) && isOwn) messages.push(message.text());
    });
    page.on("pageerror", ({ message }) => messages.push(message));
    await use(messages);
    expect(messages).toEqual([]);
  },
  openApp: async ({ load, connect, messages: _ }, use) => {
    await use(async (page) => {
      await load(page);
      await connect(page);
      await page.evaluate(async (url) => {
        window.rendered = [];
        window.app = await import(url);
      }, "/app/app.js");
    });
  },
});

/** Shows components, which replace those before. */
export function show(page: Page, ...names: Part[]): Promise<void> {
  return page.evaluate((names) => window.app.show(names), names);
}

/** Returns the components that show a hook's state. */
export function shown(page: Page, name: Part): Locator {
  return page.getByRole("button", { name, exact: true });
}

/** Returns all texts that components of this name have rendered. */
export async function rendered(page: Page, name: Part): Promise<string[]> {
  const all = await page.evaluate(() => window.rendered);
  return all.filter(([of]) => of === name).map(([, text]) => text);
}

/** Returns the requests in the log, each as one line, without those for tokens' tabs. */
export function lines({ control }: FrontendApiServer): string[] {
  return control.requests.map(({ operation, path }) => `${operation} ${path}`);
}

/** Returns the ids of the active sessions of a session's user, as the server lists them. */
export function devicesOf({ control }: FrontendApiServer, session: string): string[] {
  const { userId } = control.sessions.find(({ id }) => id === session) ?? {};
  return control.sessions
    .filter((other) => other.userId === userId && other.status === "active")
    .map(({ id }) => id);
}

/** Returns the claims of a token. */
export function claimsOf(jwt: string): { sid: string; exp: number } {
  return JSON.parse(Buffer.from(jwt.split(".")[1] ?? "", "base64url").toString());
}
