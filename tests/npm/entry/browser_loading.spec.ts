import type { Page } from "@playwright/test";
import { expect, test } from "../../client/browser/page.js";

/** Tries to load the package's module in the page, as it is by then, and says how that was refused. */
async function refused(page: Page) {
  return page.evaluate(async (url) => {
    const { default: init, SessionError }: typeof import("clerk-session") = await import(url);
    const error: unknown = await init().catch((error: unknown) => error);
    if (!(error instanceof SessionError)) return null;
    return { code: error.code, cause: String(error.cause), message: error.message };
  }, "/pkg/index.js");
}

/** From now on nothing is compiled in the page, and this is why. */
async function stop(page: Page, why: string) {
  await page.evaluate((message) => {
    const compile = () => Promise.reject(new WebAssembly.CompileError(message));
    Object.assign(WebAssembly, { compile });
  }, why);
}

for (const [browser, said] of [
  ["Firefox", "call to WebAssembly.compile() blocked by CSP"],
  [
    "Chromium",
    "WebAssembly.compile(): Compiling or instantiating WebAssembly module violates the following Content Security policy directive",
  ],
  [
    "Safari",
    "Refused to create a WebAssembly object because 'unsafe-eval' or 'wasm-unsafe-eval' is not an allowed source of script",
  ],
]) {
  test(`where a Content-Security-Policy stops it, in the words of ${browser}, the error names 'wasm-unsafe-eval'`, async ({
    page,
    site,
  }) => {
    await page.goto(site);
    await stop(page, said ?? "");
    expect(await refused(page)).toEqual({
      code: "not_initialized",
      cause: `CompileError: ${said}`,
      message: expect.stringContaining("must allow 'wasm-unsafe-eval' in script-src"),
    });
  });
}

test("bytes that are no module are not taken for a matter of policy", async ({ page, site }) => {
  await page.goto(site);
  await stop(page, "expected magic word");
  const error = await refused(page);
  expect(error?.code).toBe("not_initialized");
  expect(error?.message).not.toContain("Content-Security-Policy");
});

test("without WebAssembly, as where a user has switched it off, the error says so", async ({
  page,
  site,
}) => {
  await page.goto(site);
  await page.evaluate(() => Reflect.deleteProperty(globalThis, "WebAssembly"));
  expect(await refused(page)).toEqual({
    code: "not_initialized",
    cause: expect.stringContaining("WebAssembly"),
    message: expect.stringContaining("there is no WebAssembly here"),
  });
});
