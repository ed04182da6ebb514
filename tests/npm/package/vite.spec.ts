import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { expect, type Page } from "@playwright/test";
import { build, createServer, type PreviewServer, preview, type ViteDevServer } from "vite";
import { READ, test } from "./installed.js";

const CSP = "default-src 'self'; script-src 'self'";

test("Vite's development server runs the package in a page and in a module worker", async ({
  install,
  page,
}) => {
  const root = await install("vite");
  const server = await createServer({
    root,
    configFile: false,
    server: { port: 0, host: "127.0.0.1" },
    logLevel: "silent",
  });
  await server.listen();
  await withServer(server, async (address) => {
    await page.goto(address);
    await expect(page.locator("#page")).toHaveText(READ);
    await expect(page.locator("#worker")).toHaveText(READ);
  });
});

test("Vite's production build runs the package and contains no .wasm file", async ({
  install,
  page,
}) => {
  const root = await install("vite");
  await build({ root, configFile: false, logLevel: "silent" });
  expect(await builtFiles(root)).not.toContainEqual(expect.stringMatching(/\.wasm$/));
  await withServer(await previewOf(root), async (address) => {
    await page.goto(address);
    await expect(page.locator("#page")).toHaveText(READ);
    await expect(page.locator("#worker")).toHaveText(READ);
  });
});

test("of a Content-Security-Policy, only 'wasm-unsafe-eval' is needed", async ({
  install,
  page,
}) => {
  const root = await install("vite");
  await build({ root, configFile: false, logLevel: "silent" });
  await withServer(await previewOf(root, `${CSP} 'wasm-unsafe-eval'`), async (address) => {
    const violations = policyViolations(page);
    await page.goto(address);
    await expect(page.locator("#page")).toHaveText(READ);
    await expect(page.locator("#worker")).toHaveText(READ);
    expect(violations).toEqual([]);
  });
});

test("without 'wasm-unsafe-eval', the error names it", async ({ install, page }) => {
  const root = await install("vite");
  await build({ root, configFile: false, logLevel: "silent" });
  await withServer(await previewOf(root, CSP), async (address) => {
    await page.goto(address);
    await expect(page.locator("#page")).toContainText("'wasm-unsafe-eval'");
    await expect(page.locator("#page")).not.toContainText(READ);
  });
});

test("clerk-session/slim loads the module as a separate file", async ({ install, page }) => {
  const root = await install("vite-slim");
  await build({ root, configFile: false, logLevel: "silent" });
  expect(await builtFiles(root)).toContainEqual(expect.stringMatching(/\.wasm$/));
  await withServer(await previewOf(root), async (address) => {
    const loaded = page.waitForResponse(/\.wasm$/);
    await page.goto(address);
    expect((await loaded).headers()["content-type"]).toBe("application/wasm");
    await expect(page.locator("#page")).toHaveText(READ);
  });
});

function previewOf(root: string, policy?: string): Promise<PreviewServer> {
  return preview({
    root,
    configFile: false,
    preview: {
      port: 0,
      host: "127.0.0.1",
      ...(policy && { headers: { "content-security-policy": policy } }),
    },
    logLevel: "silent",
  });
}

async function withServer(
  server: ViteDevServer | PreviewServer,
  visit: (address: string) => Promise<void>,
) {
  try {
    const address = server.resolvedUrls?.local[0];
    if (address === undefined) throw new Error("Vite does not listen.");
    await visit(address);
  } finally {
    await server.close();
  }
}

async function builtFiles(root: string) {
  const entries = await readdir(join(root, "dist"), { recursive: true });
  return entries.sort();
}

function policyViolations(page: Page) {
  const violations: string[] = [];
  page.on("console", (message) => {
    if (message.text().includes("Content Security Policy")) violations.push(message.text());
  });
  return violations;
}
