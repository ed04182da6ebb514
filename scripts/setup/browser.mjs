import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { filesUnder } from "../lib/fingerprint.mjs";
import { cacheDir } from "../lib/paths.mjs";
import { ask, ChildFailed, run } from "../lib/process.mjs";
import { versionIn } from "../lib/semver.mjs";
import { which } from "./which.mjs";

/**
 * Chromium and the chromedriver that fits it, for the tests.
 *
 * @typedef {{ chromium: string, chromedriver: string }} Browser
 * @typedef {{ path: string, major: string }} Candidate
 */

const CHROMIUM_NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const MAC_APPLICATIONS = [
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];
const DEBIAN_PACKAGES = ["chromium", "chromium-driver"];

/** Where a browser goes that the system's package manager did not bring. */
const downloads = join(cacheDir, "browsers");

/** What every test run wants of Chromium: no traffic but the test's own. */
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

/** @returns {Promise<Browser | null>} the first Chromium for which there is a driver of the same version */
export async function findBrowser() {
  const downloaded = filesUnder(downloads);
  /** @param {RegExp} name */
  const among = (name) => downloaded.filter((file) => name.test(file));
  const [chromiums, drivers] = await Promise.all([
    candidates([
      ...CHROMIUM_NAMES.flatMap((name) => which(name)),
      ...MAC_APPLICATIONS.filter((file) => existsSync(file)),
      ...among(/[/](chrome|Google Chrome for Testing)$/),
    ]),
    candidates([...which("chromedriver"), ...among(/[/]chromedriver$/)]),
  ]);
  for (const { path, major } of chromiums) {
    const driver = drivers.find((candidate) => candidate.major === major);
    if (driver !== undefined) return { chromium: path, chromedriver: driver.path };
  }
  return null;
}

/** @returns {Promise<Browser>} installed where it was missing */
export async function installBrowser() {
  const present = await findBrowser();
  if (present !== null) return present;
  for (const install of isRoot() && isDebian() ? [installWithApt, download] : [download]) {
    const installed = (await succeeds(install)) ? await findBrowser() : null;
    if (installed !== null) return installed;
  }
  throw new Error(
    `The tests need Chromium and a chromedriver of the same version, and they could not be installed. Run: ${installCommand()}`,
  );
}

async function installWithApt() {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  await run("update apt's package lists", "apt-get", ["update"], { env });
  await run(
    "install Chromium (apt)",
    "apt-get",
    ["install", "-y", "--no-install-recommends", ...DEBIAN_PACKAGES],
    { env },
  );
}

async function download() {
  for (const what of ["chrome@stable", "chromedriver@stable"]) {
    await run(`download ${what}`, "npx", ["--yes", ...downloadArguments(what)]);
  }
}

/** @param {string} what */
function downloadArguments(what) {
  return ["@puppeteer/browsers@2", "install", what, "--path", downloads];
}

function installCommand() {
  if (isDebian()) return `sudo apt-get install ${DEBIAN_PACKAGES.join(" ")}`;
  return ["chrome@stable", "chromedriver@stable"]
    .map((what) => ["npx", ...downloadArguments(what)].join(" "))
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

/** @param {string[]} paths @returns {Promise<Candidate[]>} those that run */
async function candidates(paths) {
  const answers = await Promise.all(paths.map((path) => ask(path, ["--version"])));
  return paths.flatMap((path, index) => {
    const answer = answers[index] ?? null;
    return answer === null ? [] : [{ path, major: versionIn(answer).split(".")[0] ?? "" }];
  });
}

function isRoot() {
  return process.getuid?.() === 0;
}

/** Debian itself: on its relatives, Ubuntu above all, the package of that name is a stub for something else. */
function isDebian() {
  try {
    return /^ID=debian$/m.test(readFileSync("/etc/os-release", "utf8"));
  } catch {
    return false;
  }
}
