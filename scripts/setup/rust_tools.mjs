import { existsSync, readFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { cacheDir, cargoBin, modulesBin, root } from "../lib/paths.mjs";
import { ask, ChildFailed, run } from "../lib/process.mjs";
import { isOlder, versionIn } from "../lib/semver.mjs";

export const WASM_TARGET = "wasm32-unknown-unknown";

/**
 * @typedef {{
 *   crate: string,
 *   program: string,
 *   version: string,
 *   accepts: (version: string) => boolean,
 * }} CargoTool
 */

/** The oldest wasm-pack that reads every key of Cargo.toml's [package.metadata.wasm-pack]; installed where none as new is there. */
const WASM_PACK = cargoTool(
  "wasm-pack",
  "wasm-pack",
  "0.15.1",
  (version) => !isOlder(version, "0.15.1"),
);

/** The glue's format changes with each version: the command and the crate must be the same. */
const wasmBindgenVersion = read("Cargo.lock", /name = "wasm-bindgen"\nversion = "([^"]+)"/);
const WASM_BINDGEN = cargoTool(
  "wasm-bindgen-cli",
  "wasm-bindgen",
  wasmBindgenVersion,
  (version) => version === wasmBindgenVersion,
);

/**
 * The environment in which every tool of this project is found: the pinned ones before what else the user has,
 * and binaryen's wasm-opt before any other.
 *
 * @returns {NodeJS.ProcessEnv}
 */
export function toolEnv() {
  const directories = [
    binOf(WASM_BINDGEN),
    binOf(WASM_PACK),
    modulesBin,
    process.env.PATH ?? "",
    cargoBin,
  ];
  return { ...process.env, PATH: directories.join(delimiter) };
}

/** Checks the Rust toolchain and adds what building needs. */
export async function installRustTools() {
  const [sysroot, missing] = await Promise.all([
    checkToolchain(),
    missingTools([WASM_PACK, WASM_BINDGEN]),
  ]);
  if (!existsSync(join(sysroot, "lib", "rustlib", WASM_TARGET))) {
    await rustup(`add Rust's ${WASM_TARGET} target`, ["target", "add", WASM_TARGET]);
  }
  if (!existsSync(join(sysroot, "lib", "rustlib", "src", "rust", "library"))) {
    await rustup("add the sources of Rust's standard library", ["component", "add", "rust-src"]);
  }
  for (const tool of missing) await installTool(tool);
}

/** rustfmt and clippy, which rustup's minimal profile leaves out. */
export async function installLinters() {
  const sysroot = await checkToolchain();
  const programs = { rustfmt: "cargo-fmt", clippy: "cargo-clippy" };
  const missing = Object.entries(programs)
    .filter(([, program]) => !existsSync(join(sysroot, "bin", program)))
    .map(([component]) => component);
  if (missing.length > 0)
    await rustup(`add Rust's ${missing.join(" and ")}`, ["component", "add", ...missing]);
}

/** @returns {Promise<string>} the toolchain's directory */
async function checkToolchain() {
  const [cargo, rustc, sysroot] = await Promise.all([
    ask("cargo", ["--version"], inRoot()),
    ask("rustc", ["--version"], inRoot()),
    ask("rustc", ["--print", "sysroot"], inRoot()),
  ]);
  if (cargo === null || rustc === null || sysroot === null) {
    throw new Error(
      "Rust is needed and was not found. Install it with rustup (https://rustup.rs), then run this again.",
    );
  }
  const needed = read("Cargo.toml", /^rust-version = "([^"]+)"/m);
  const present = versionIn(rustc);
  if (isOlder(present, needed)) {
    throw new Error(
      `Rust ${needed} or newer is needed, this is ${present}. Run: rustup update stable`,
    );
  }
  return sysroot;
}

/** @param {string} title @param {string[]} args */
async function rustup(title, args) {
  if ((await ask("rustup", ["--version"], inRoot())) === null) {
    throw new Error(
      `To ${title}, rustup is needed and was not found. Install it (https://rustup.rs), then run this again.`,
    );
  }
  await run(title, "rustup", args, inRoot());
}

/** @param {CargoTool[]} tools */
async function missingTools(tools) {
  const answers = await Promise.all(
    tools.map(({ program }) => ask(program, ["--version"], inRoot())),
  );
  return tools.filter(({ accepts }, index) => {
    const answer = answers[index] ?? null;
    return answer === null || !accepts(versionIn(answer));
  });
}

/** @param {CargoTool} tool */
async function installTool(tool) {
  // Beside, not over, the version that the user may have for other projects.
  const args = ["install", tool.crate, "--version", `=${tool.version}`, "--root", rootOf(tool)];
  const title = `compile ${tool.crate} ${tool.version}, once for all clones`;
  try {
    await run(title, "cargo", [...args, "--locked"], inRoot());
  } catch (error) {
    if (!(error instanceof ChildFailed)) throw error;
    // Its own lock may name a version that the registry at hand does not have.
    const reason = /^error: .*$/m.exec(error.output)?.[0] ?? error.message;
    console.log(
      `… not with ${tool.crate}'s own lock file (${reason}): trying with the newest dependencies`,
    );
    await run(title, "cargo", args, inRoot());
  }
}

/** @param {string} crate @param {string} program @param {string} version @param {CargoTool["accepts"]} accepts @returns {CargoTool} */
function cargoTool(crate, program, version, accepts) {
  return { crate, program, version, accepts };
}

/** @param {CargoTool} tool */
function rootOf(tool) {
  return join(cacheDir, `${tool.crate}-${tool.version}`);
}

/** @param {CargoTool} tool */
function binOf(tool) {
  return join(rootOf(tool), "bin");
}

function inRoot() {
  return { cwd: root, env: toolEnv() };
}

/** @param {string} file @param {RegExp} pattern with one group, which is returned */
function read(file, pattern) {
  const value = pattern.exec(readFileSync(join(root, file), "utf8"))?.[1];
  if (value === undefined) throw new Error(`${file} has nothing that matches ${pattern}.`);
  return value;
}
