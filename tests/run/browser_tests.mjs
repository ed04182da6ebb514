import { once } from "node:events";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { Agent, createServer, request } from "node:http";
import { join } from "node:path";
import { modulesBin, root } from "../../scripts/lib/paths.mjs";
import { chromiumFlags, installBrowser } from "../../scripts/setup/browser.mjs";
import { ADDRESS } from "../../www/ports.mjs";
import { specsFor } from "./changed.mjs";
import { countPlaywrightTests, countRustTests } from "./counts.mjs";
import { counted } from "./programs.mjs";
import { playwrightReport, reportDir } from "./report.mjs";

const WASM_TEST_LIMIT_SECONDS = 300;

/** Runs the crate's tests, compiled to WebAssembly, in Chromium. */
export async function wasmTests() {
  const { chromium, chromedriver } = await installBrowser();
  const proxy = await startProxy();
  const { port } = /** @type {import("node:net").AddressInfo} */ (proxy.address());
  const proxied = [`--proxy-server=http://${ADDRESS}:${port}`, "--proxy-bypass-list=<-loopback>"];
  const capabilities = join(reportDir, "webdriver.json");
  mkdirSync(reportDir, { recursive: true });
  writeFileSync(
    capabilities,
    JSON.stringify({
      "goog:chromeOptions": {
        binary: chromium,
        args: ["--headless=new", ...chromiumFlags, ...proxied],
      },
    }),
  );
  const args = [
    "test",
    "--headless",
    "--chrome",
    "--chromedriver",
    chromedriver,
    "--",
    "--features",
    "npm",
  ];
  const env = {
    WASM_BINDGEN_TEST_WEBDRIVER_JSON: capabilities,
    WASM_BINDGEN_TEST_TIMEOUT: String(WASM_TEST_LIMIT_SECONDS),
  };
  try {
    return await counted("wasm tests in Chromium", "wasm-pack", args, env, countRustTests);
  } finally {
    proxy.close();
    proxy.closeAllConnections();
  }
}

/**
 * Starts a proxy that closes each connection to the server after its response. The server of
 * wasm-bindgen's runner (tiny_http) sometimes leaves one of several simultaneous connections
 * without a thread until another one ends, and Chromium by itself keeps all of them open.
 */
async function startProxy() {
  const agent = new Agent({ keepAlive: false });
  const proxy = createServer((incoming, outgoing) => {
    const { method, headers, url = "" } = incoming;
    const onward = request(url, { method, headers, agent }, (response) => {
      outgoing.writeHead(response.statusCode ?? 502, response.headers);
      response.pipe(outgoing);
    });
    onward.on("error", (error) => outgoing.destroy(error));
    incoming.pipe(onward);
  });
  proxy.listen(0, ADDRESS);
  await once(proxy, "listening");
  return proxy;
}

/**
 * Runs the specs, which test the package and the page as their users do.
 *
 * @param {string[]} [changed] the changed files, if only the specs that they can break must run
 * @returns {Promise<import("./programs.mjs").Outcome>}
 */
export async function playwrightTests(changed) {
  const specs = changed === undefined ? null : specsFor(changed);
  // An old report must not stand for a run that crashed.
  rmSync(playwrightReport, { force: true });
  const args = ["test", "--config", join(root, "playwright.config.ts"), ...(specs ?? [])];
  return counted("Playwright", join(modulesBin, "playwright"), args, {}, countPlaywrightTests);
}
