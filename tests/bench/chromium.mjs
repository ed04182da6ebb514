import { chromium } from "@playwright/test";
import { chromiumFlags, installBrowser } from "../../scripts/setup/browser.mjs";

/** Starts Chromium. @returns {Promise<import("@playwright/test").Browser>} */
export async function launchChromium() {
  const browser = await installBrowser();
  return chromium.launch({
    executablePath: browser.chromium,
    args: [
      ...chromiumFlags,
      // clerk-js behaves differently in a browser that reports automation.
      "--disable-blink-features=AutomationControlled",
      // So that garbage can be collected before a measurement, and the heap's size is exact to the
      // byte.
      "--js-flags=--expose-gc",
      "--enable-precise-memory-info",
    ],
  });
}
