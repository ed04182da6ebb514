import { chromium } from "@playwright/test";
import { chromiumFlags, installBrowser } from "../../scripts/setup/browser.mjs";

/** @returns {Promise<import("@playwright/test").Browser>} */
export async function launchChromium() {
  const browser = await installBrowser();
  return chromium.launch({
    executablePath: browser.chromium,
    args: [
      ...chromiumFlags,
      // clerk-js behaves otherwise in a browser that says it is automated.
      "--disable-blink-features=AutomationControlled",
      // What is left of earlier work can be collected before a measurement, and the heap's size be told to the byte.
      "--js-flags=--expose-gc",
      "--enable-precise-memory-info",
    ],
  });
}
