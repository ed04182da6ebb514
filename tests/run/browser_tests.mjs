import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { chromiumFlags, installBrowser } from "../../src/js/build/browser.mjs";
import { modulesBin, root } from "../../src/js/build/places.mjs";
import { countPlaywrightTests, countRustTests } from "./counts.mjs";
import { counted } from "./programs.mjs";
import { playwrightReport, reportDir } from "./report.mjs";

const WASM_TEST_LIMIT_SECONDS = 60;
const PAGE_LOAD_LIMIT_MS = 20_000;
const MOST_LOADS = 3;

/** The crate's tests, compiled to WebAssembly and run in Chromium. */
export async function wasmTests() {
  const { chromium, chromedriver } = await installBrowser();
  const capabilities = join(reportDir, "webdriver.json");
  mkdirSync(reportDir, { recursive: true });
  writeFileSync(
    capabilities,
    JSON.stringify({
      timeouts: { pageLoad: PAGE_LOAD_LIMIT_MS },
      "goog:chromeOptions": { binary: chromium, args: ["--headless=new", ...chromiumFlags] },
    }),
  );
  const args = ["test", "--headless", "--chrome", "--chromedriver", chromedriver, "--", "--features", "npm"];
  const env = {
    WASM_BINDGEN_TEST_WEBDRIVER_JSON: capabilities,
    WASM_BINDGEN_TEST_TIMEOUT: String(WASM_TEST_LIMIT_SECONDS),
  };
  for (let loads = 1; ; loads++) {
    const outcome = await counted("wasm tests in Chromium", "wasm-pack", args, env, countRustTests);
    // The server behind wasm-bindgen's runner (tiny_http) now and then leaves one of several connections that come at once without a
    // thread: its page, on which no test has run yet, waits for ever.
    if (loads === MOST_LOADS || !outcome.output.includes("Loading scripts...")) return outcome;
    console.log("… the page of the wasm tests did not load: once more");
  }
}

/** The specs: the package and the page as their users meet them. */
export async function playwrightTests() {
  // An old report must not stand for a run that crashed.
  rmSync(playwrightReport, { force: true });
  const args = ["test", "--config", join(root, "playwright.config.ts")];
  return counted("Playwright", join(modulesBin, "playwright"), args, {}, countPlaywrightTests);
}
