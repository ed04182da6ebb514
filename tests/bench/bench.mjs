import { launchChromium } from "./chromium.mjs";
import { serve } from "./server.mjs";

/** @typedef {{ browser: import("@playwright/test").Browser, origin: string }} Bench */

/**
 * Starts a browser and a web site, calls `measure`, and ends both.
 *
 * @template Result
 * @param {Map<string, import("./server.mjs").File>} site
 * @param {(bench: Bench) => Promise<Result>} measure
 */
export async function withBench(site, measure) {
  const server = await serve(site);
  try {
    const browser = await launchChromium();
    try {
      return await measure({ browser, origin: server.url });
    } finally {
      await browser.close();
    }
  } finally {
    await server.close();
  }
}

/**
 * Opens a page in a browser context of its own.
 *
 * @param {Bench} bench
 * @param {string} path
 */
export async function openPage({ browser, origin }, path) {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(origin + path);
  return page;
}
