import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { cacheDir, cargoBin, modulesBin, root } from "../lib/paths.mjs";
import { ChildFailed, outputOf, run } from "../lib/process.mjs";
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

/**
 * The oldest wasm-pack that reads every key of Cargo.toml's [package.metadata.wasm-pack]. Installed
 * if there is none of this version or a newer one.
 */
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

/** The oldest Rust that the crate compiles with. */
export const rustVersion = read("Cargo.toml", /^rust-version = "([^"]+)"/m);

/** The toolchain of rust-toolchain.toml. */
const PINNED = read("rust-toolchain.toml", /^channel = "([^"]+)"/m);

/** @type {NodeJS.ProcessEnv | undefined} */
let toolchainEnv;

/**
 * Returns an environment whose search path has every tool of this project: the pinned versions
 * first, and binaryen's wasm-opt before any other.
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
  const env = { ...process.env, PATH: directories.join(delimiter) };
  toolchainEnv ??= selectToolchain(env);
  return { ...env, ...toolchainEnv };
}

/**
 * Returns the variables that select the pinned toolchain. rustup reads the pin itself. If it has
 * the pinned version only under the name "stable", that name must be given.
 *
 * @param {NodeJS.ProcessEnv} env of the probe
 * @returns {NodeJS.ProcessEnv}
 */
function selectToolchain(env) {
  /** @param {NodeJS.ProcessEnv} selection */
  const rustc = (selection) =>
    spawnSync("rustc", ["--version"], {
      cwd: root,
      // An installation belongs to the set-up, which says that it takes its time.
      env: { ...env, RUSTUP_AUTO_INSTALL: "0", ...selection },
    });
  if (rustc({}).status === 0) return {};
  const stable = { RUSTUP_TOOLCHAIN: "stable" };
  return versionIn(`${rustc(stable).stdout}`) === PINNED ? stable : {};
}

/** Checks the Rust toolchain and installs the parts that the build needs. */
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

/** Installs rustfmt and clippy, which rustup's minimal profile does not include. */
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
  if ((await outputOf("rustc", ["--version"], inRoot())) === null) {
    await rustup(`install Rust ${PINNED}`, ["toolchain", "install", PINNED]);
  }
  const [cargo, rustc, sysroot] = await Promise.all([
    outputOf("cargo", ["--version"], inRoot()),
    outputOf("rustc", ["--version"], inRoot()),
    outputOf("rustc", ["--print", "sysroot"], inRoot()),
  ]);
  if (cargo === null || rustc === null || sysroot === null) {
    throw new Error(
      "Rust is needed and was not found. " +
        "Install it with rustup (https://rustup.rs), then run this again.",
    );
  }
  const present = versionIn(rustc);
  if (isOlder(present, rustVersion)) {
    throw new Error(
      `Rust ${rustVersion} or newer is needed, this is ${present}. Run: rustup update stable`,
    );
  }
  return sysroot;
}

/** @param {string} title @param {string[]} args */
async function rustup(title, args) {
  if ((await outputOf("rustup", ["--version"], inRoot())) === null) {
    throw new Error(
      `To ${title}, rustup is needed and was not found. ` +
        "Install it (https://rustup.rs), then run this again.",
    );
  }
  await run(title, "rustup", args, inRoot());
}

/** @param {CargoTool[]} tools */
async function missingTools(tools) {
  const outputs = await Promise.all(
    tools.map(({ program }) => outputOf(program, ["--version"], inRoot())),
  );
  return tools.filter(({ accepts }, index) => {
    const output = outputs[index] ?? null;
    return output === null || !accepts(versionIn(output));
  });
}

/** @param {CargoTool} tool */
async function installTool(tool) {
  // In a directory of its own, because the user may have another version for other projects.
  const args = ["install", tool.crate, "--version", `=${tool.version}`, "--root", rootOf(tool)];
  const title = `compile ${tool.crate} ${tool.version}, once for all clones`;
  try {
    await run(title, "cargo", [...args, "--locked"], inRoot());
  } catch (error) {
    if (!(error instanceof ChildFailed)) throw error;
    // The tool's lock file may name a version that the available registry does not have.
    const reason = /^error: .*$/m.exec(error.output)?.[0] ?? error.message;
    console.log(
      `… ${tool.crate}'s lock file does not work (${reason}): trying the newest dependencies`,
    );
    await run(title, "cargo", args, inRoot());
  }
}

/**
 * @param {string} crate
 * @param {string} program
 * @param {string} version
 * @param {CargoTool["accepts"]} accepts
 * @returns {CargoTool}
 */
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

/**
 * Reads a value from a file.
 *
 * @param {string} file
 * @param {RegExp} pattern with one group, the value
 */
function read(file, pattern) {
  const value = pattern.exec(readFileSync(join(root, file), "utf8"))?.[1];
  if (value === undefined) throw new Error(`${file} has nothing that matches ${pattern}.`);
  return value;
}
