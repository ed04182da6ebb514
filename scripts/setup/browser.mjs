import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { filesUnder } from "../lib/fingerprint.mjs";
import { cacheDir } from "../lib/paths.mjs";
import { ChildFailed, outputOf, run } from "../lib/process.mjs";
import { versionIn } from "../lib/semver.mjs";
import { which } from "./which.mjs";

/**
 * The browsers that the tests and the benchmark use: Chromium, the chromedriver of its version, and
 * Chromium's headless shell, in which a test takes half as long. `null` if there is no shell.
 *
 * @typedef {{ chromium: string, chromedriver: string, headlessShell: string | null }} Browser
 * @typedef {{ path: string, major: string }} Candidate
 */

const CHROMIUM_NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const MAC_APPLICATIONS = [
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];
const SHELL_NAMES = ["chromium-headless-shell", "chrome-headless-shell"];

/** The packages that install Chromium and its driver, and those that install the headless shell. */
const CHROMIUM = {
  debian: ["chromium", "chromium-driver"],
  downloads: ["chrome@stable", "chromedriver@stable"],
};
const SHELL = {
  debian: ["chromium-headless-shell"],
  downloads: ["chrome-headless-shell@stable"],
};

/**
 * The directory of browsers that were downloaded instead of installed by the system's package
 * manager.
 */
const downloads = join(cacheDir, "browsers");

/** Chromium's flags in every test run: the only network traffic is the test's own. */
export const chromiumFlags = [
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-gpu",
  "--disable-quic",
  "--disable-sync",
  "--no-first-run",
  // Chromium refuses to run as root inside its sandbox.
  ...(isRoot() ? ["--no-sandbox"] : []),
];

/**
 * Returns the first Chromium with a driver of the same version; `null` if there is none.
 *
 * @returns {Promise<Browser | null>}
 */
export async function findBrowser() {
  const downloaded = filesUnder(downloads);
  /** @param {RegExp} name */
  const among = (name) => downloaded.filter((file) => name.test(file));
  const [chromiums, drivers, shells] = await Promise.all([
    candidates([
      ...CHROMIUM_NAMES.flatMap((name) => which(name)),
      ...MAC_APPLICATIONS.filter((file) => existsSync(file)),
      ...among(/[/](chrome|Google Chrome for Testing)$/),
    ]),
    candidates([...which("chromedriver"), ...among(/[/]chromedriver$/)]),
    candidates([
      ...SHELL_NAMES.flatMap((name) => which(name)),
      ...among(/[/]chrome-headless-shell$/),
    ]),
  ]);
  for (const { path, major } of chromiums) {
    const driver = drivers.find((candidate) => candidate.major === major);
    if (driver === undefined) continue;
    const headlessShell = shells.find((candidate) => candidate.major === major)?.path ?? null;
    return { chromium: path, chromedriver: driver.path, headlessShell };
  }
  return null;
}

/** Installs the browsers that are missing. @returns {Promise<Browser>} */
export async function installBrowser() {
  const found = await findBrowser();
  const chromium = await complete(found, CHROMIUM, (browser) => browser !== null);
  if (chromium === null) {
    const needed = "Chromium and a chromedriver of the same version";
    throw new Error(
      `The tests need ${needed}, and they could not be installed. Run: ${installCommand()}`,
    );
  }
  const browser = await complete(chromium, SHELL, (browser) => browser?.headlessShell != null);
  if (browser?.headlessShell != null) return browser;
  console.log("No headless shell of Chromium's version: the tests in pages take twice as long.");
  return chromium;
}

/**
 * Installs packages unless the browser is complete: with apt if this is Debian and the user is
 * root, then by download. Returns the browser that is there afterwards.
 *
 * @param {Browser | null} found
 * @param {typeof CHROMIUM} packages
 * @param {(browser: Browser | null) => boolean} isComplete
 */
async function complete(found, { debian, downloads }, isComplete) {
  const methods = [() => download(downloads)];
  if (isRoot() && isDebian()) methods.unshift(() => installWithApt(debian));
  let browser = found;
  for (const method of methods) {
    if (isComplete(browser)) break;
    if (await succeeds(method)) browser = await findBrowser();
  }
  return browser;
}

/** @param {string[]} packages */
async function installWithApt(packages) {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const args = ["install", "-y", "--no-install-recommends", ...packages];
  await run("update apt's package lists", "apt-get", ["update"], { env });
  await run(`install ${packages.join(", ")} (apt)`, "apt-get", args, { env });
}

/** @param {string[]} packages */
async function download(packages) {
  for (const name of packages)
    await run(`download ${name}`, "npx", ["--yes", ...downloadArguments(name)]);
}

/** @param {string} name */
function downloadArguments(name) {
  return ["@puppeteer/browsers@2", "install", name, "--path", downloads];
}

function installCommand() {
  if (isDebian()) return `sudo apt-get install ${CHROMIUM.debian.join(" ")}`;
  return CHROMIUM.downloads
    .map((name) => ["npx", ...downloadArguments(name)].join(" "))
    .join(" && ");
}

/** @param {() => Promise<void>} install */
async function succeeds(install) {
  try {
    await install();
    return true;
  } catch (error) {
    if (!(error instanceof ChildFailed)) throw error;
    console.error(`${error.output.trimEnd()}\n✗ ${error.message}`);
    return false;
  }
}

/** Returns the programs that run. @param {string[]} paths @returns {Promise<Candidate[]>} */
async function candidates(paths) {
  const outputs = await Promise.all(paths.map((path) => outputOf(path, ["--version"])));
  return paths.flatMap((path, index) => {
    const output = outputs[index] ?? null;
    return output === null ? [] : [{ path, major: versionIn(output).split(".")[0] ?? "" }];
  });
}

function isRoot() {
  return process.getuid?.() === 0;
}

/**
 * Returns whether this is Debian itself. On its derivatives, such as Ubuntu, the package "chromium"
 * is a stub for something else.
 */
function isDebian() {
  try {
    return /^ID=debian$/m.test(readFileSync("/etc/os-release", "utf8"));
  } catch {
    return false;
  }
}
