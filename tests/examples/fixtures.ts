import type { Locator, Page } from "@playwright/test";
import { build, preview } from "vite";
import { HOST, PREFERRED_PORTS } from "../../www/ports.mjs";

export { signInByRequest } from "../www/page/devices-page.js";
export { ada, changes, expect, grace, redirectApi, test } from "../www/page/fixtures.js";

/** The Frontend API of `npm start`, which the examples send their requests to. */
export const defaultApi = `http://${HOST}:${PREFERRED_PORTS.frontendApi}`;

/** Serves a directory of finished files. Returns its URL. */
export async function serve(root: string, outDir: string) {
  const server = await preview({
    root,
    configFile: false,
    build: { outDir },
    preview: { host: HOST, port: 0 },
  });
  return { url: server.resolvedUrls?.local[0] ?? "", close: () => server.close() };
}

/** Builds a page with Vite and serves it. */
export async function serveBuilt(root: string, outDir: string) {
  await build({ root, logLevel: "warn", build: { outDir, emptyOutDir: true, target: "es2022" } });
  return serve(root, outDir);
}

/** Returns the items of a named list. */
export function list(page: Page, name: string): Locator {
  return page.getByRole("list", { name }).getByRole("listitem");
}
