import type { Page } from "@playwright/test";
import { expect, test } from "../../client/browser/page.js";

/**
 * Loads the package's module in the page in its current state. Returns the error's details, or
 * `null`.
 */
async function loadError(page: Page) {
  return page.evaluate(async (url) => {
    const { default: init, SessionError }: typeof import("clerk-session") = await import(url);
    const error: unknown = await init().catch((error: unknown) => error);
    if (!(error instanceof SessionError)) return null;
    return { code: error.code, cause: String(error.cause), message: error.message };
  }, "/pkg/index.js");
}

/** Makes WebAssembly.compile() fail in the page, with this message. */
async function blockCompilation(page: Page, message: string) {
  await page.evaluate((message) => {
    const compile = () => Promise.reject(new WebAssembly.CompileError(message));
    Object.assign(WebAssembly, { compile });
  }, message);
}

for (const [browser, message] of [
  ["Firefox", "call to WebAssembly.compile() blocked by CSP"],
  [
    "Chromium",
    "WebAssembly.compile(): Compiling or instantiating WebAssembly module violates " +
      "the following Content Security policy directive",
  ],
  [
    "Safari",
    "Refused to create a WebAssembly object because 'unsafe-eval' or 'wasm-unsafe-eval' " +
      "is not an allowed source of script",
  ],
]) {
  test(`if ${browser}'s policy blocks loading, the error names 'wasm-unsafe-eval'`, async ({
    page,
    site,
  }) => {
    await page.goto(site);
    await blockCompilation(page, message ?? "");
    expect(await loadError(page)).toEqual({
      code: "not_initialized",
      cause: `CompileError: ${message}`,
      message: expect.stringContaining("must allow 'wasm-unsafe-eval' in script-src"),
    });
  });
}

test("if the bytes are not a module, the error does not mention the policy", async ({
  page,
  site,
}) => {
  await page.goto(site);
  await blockCompilation(page, "expected magic word");
  const error = await loadError(page);
  expect(error?.code).toBe("not_initialized");
  expect(error?.message).not.toContain("Content-Security-Policy");
});

test("if the user has disabled WebAssembly, the error says so", async ({ page, site }) => {
  await page.goto(site);
  await page.evaluate(() => Reflect.deleteProperty(globalThis, "WebAssembly"));
  expect(await loadError(page)).toEqual({
    code: "not_initialized",
    cause: expect.stringContaining("WebAssembly"),
    message: expect.stringContaining("there is no WebAssembly here"),
  });
});
