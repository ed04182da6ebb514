import { readFileSync } from "node:fs";
import { join } from "node:path";
import { exitOnFailure } from "./child.mjs";
import { installNpmPackages } from "./npm_packages.mjs";
import { isCommand, root } from "./places.mjs";
import { installRustTools } from "./rust_tools.mjs";
import { isOlder } from "./versions.mjs";

/**
 * Looks for what this project needs and installs what is missing. Imports nothing from npm: it runs before npm's packages are there.
 *
 * @param {{ linters?: boolean }} [options] what is needed beyond building
 */
export async function setup({ linters = false } = {}) {
  checkNode();
  await Promise.all([installNpmPackages(), installRustTools({ linters })]);
}

function checkNode() {
  const { engines } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const present = process.versions.node;
  if (isOlder(present, engines.node.replace(">=", "")))
    throw new Error(`Node ${engines.node} is needed, this is ${present}.`);
}

if (isCommand(import.meta.url)) exitOnFailure(setup());
