import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, sep } from "node:path";
import { ask, run } from "./child.mjs";
import { filesUnder, isFresh, markFresh } from "./fingerprint.mjs";
import { cargoBin, modulesDir, root, workDir } from "./places.mjs";
import { replaceDirectory } from "./replace_directory.mjs";
import { toolEnv } from "./rust_tools.mjs";
import { shortenNames } from "./short_names.mjs";

/** What wasm-pack makes of the crate: the module and the JavaScript that talks to it. */
export const glueDir = join(workDir, "glue");
const glueName = "clerk_session.js";
export const glueFile = join(glueDir, glueName);
export const wasmName = "clerk_session_bg.wasm";

const stampFile = join(workDir, "glue.stamp");

/** Compiles the crate to WebAssembly unless nothing has changed since the last time. */
export async function buildGlue() {
  const of = { inputs: inputs(), facts: await tools(), outputs: glueDir };
  if (isFresh(stampFile, of)) return;

  await replaceDirectory(glueDir, async (made) => {
    const args = ["build", "--target", "web", "--release", "--no-pack", "--no-gitignore", "--out-dir", made];
    await run("compile the module (wasm-pack, release)", "wasm-pack", [...args, "--", "--features", "npm"], {
      cwd: root,
      env: { ...toolEnv(), CARGO_ENCODED_RUSTFLAGS: (await withoutPaths()).join("\x1f") },
    });
    await shortenNames(join(made, wasmName), join(made, glueName));
  });
  markFresh(stampFile, of);
}

/** rustc's flags against paths of this machine in the module, where panics name their place: they weigh, and are nobody's business. */
async function withoutPaths() {
  const sysroot = await ask("rustc", ["--print", "sysroot"], { cwd: root, env: toolEnv() });
  const commit = /commit-hash: (\w+)/.exec(
    `${await ask("rustc", ["-vV"], { cwd: root, env: toolEnv() })}`,
  )?.[1];
  const registry = join(dirname(cargoBin), "registry", "src");
  const sources = existsSync(registry) ? readdirSync(registry).map((name) => join(registry, name)) : [];
  const places = [root, ...sources, `${sysroot}/lib/rustlib/src/rust`, `/rustc/${commit}`];
  return places.map((place) => `--remap-path-prefix=${place}=`);
}

function inputs() {
  const notCompiled = ["build", "entry"].map((directory) => join(root, "src", "js", directory, sep));
  const sources = filesUnder(join(root, "src")).filter(
    (file) => !notCompiled.some((place) => file.startsWith(place)),
  );
  const steps = ["glue.mjs", "short_names.mjs"].map((step) => join(root, "src", "js", "build", step));
  return [...sources, ...steps, join(root, "Cargo.toml"), join(root, "Cargo.lock")];
}

/** What the result depends on beside the sources. */
async function tools() {
  const rustc = await ask("rustc", ["--version"], { cwd: root, env: toolEnv() });
  const binaryen = JSON.parse(readFileSync(join(modulesDir, "binaryen", "package.json"), "utf8"));
  return [`${rustc}`, `binaryen ${binaryen.version}`];
}
