import { readFileSync } from "node:fs";
import { join } from "node:path";
import { isCommand, root } from "../lib/paths.mjs";
import { exitOnFailure } from "../lib/process.mjs";
import { isOlder } from "../lib/semver.mjs";
import { installBrowser } from "./browser.mjs";
import { installNpmPackages } from "./npm_packages.mjs";
import { installLinters, installRustTools } from "./rust_tools.mjs";

/**
 * Installs the tools of the build that are missing. This module imports nothing from npm, because
 * it runs before npm's packages are installed.
 */
export async function setup() {
  checkNode();
  await Promise.all([installNpmPackages(), installRustTools()]);
}

/** Installs the tools of the tests too: the linters and a browser. */
export async function setupForTests() {
  await setup();
  await installLinters();
  await installBrowser();
}

function checkNode() {
  const { engines } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const present = process.versions.node;
  const needed = engines.node.replace(">=", "");
  if (isOlder(present, needed))
    throw new Error(`Node ${needed} or newer is needed, this is ${present}.`);
}

if (isCommand(import.meta.url)) exitOnFailure(setup());
