import { readFileSync } from "node:fs";
import { join, sep } from "node:path";
import { filesUnder, isFresh, markFresh } from "../lib/fingerprint.mjs";
import { modulesDir, root, workDir } from "../lib/paths.mjs";
import { ask, run } from "../lib/process.mjs";
import { replaceDirectory } from "../lib/replace_directory.mjs";
import { toolEnv } from "../setup/rust_tools.mjs";
import { optimize } from "./optimize.mjs";
import { patchGlue } from "./patch_glue.mjs";

/** What wasm-pack makes of the crate: the module and the JavaScript that talks to it. */
export const glueDir = join(workDir, "glue");
const glueName = "clerk_session.js";
export const glueFile = join(glueDir, glueName);
export const wasmName = "clerk_session_bg.wasm";

/**
 * The standard library is compiled with the crate, so that a panic, of which there should be none, just ends the module
 * (no message, no place in the sources, nothing that formats either: 3.3 KB less of what a page downloads), and generic
 * functions are compiled for each crate alone, so that more of them can be inlined or dropped (2.7 KB less). JavaScript's objects
 * are kept by JavaScript in place of a table of WebAssembly's (700 bytes less, and faster). LLVM does not load on one path what
 * another has loaded already (160 bytes less). Reading and converting are compiled for speed (`optimize_attribute`: a tenth faster,
 * 100 bytes more). The stack is 48 KiB, not 1 MB, so that an instance begins with one page of memory: a call takes
 * less than 4 KB of it, and each that a page's own `fetch` makes before it returns 2 KB.
 * Cargo and rustc call these options unstable; RUSTC_BOOTSTRAP has the stable ones take them. Only this package is built
 * so: a Rust dependent compiles the crate as any other.
 */
const CARGO_ARGS = [
  ...["--features", "npm"],
  ...["-Z", "build-std=std,panic_abort"],
  // Not in Cargo.toml: only here is core compiled with the crate. At "z" it is slower, and the module larger.
  ...["--config", "profile.release.package.core.opt-level=3"],
];
const RUSTC_FLAGS = [
  "-Zunstable-options",
  "--cfg=optimize_attribute",
  "-Cpanic=immediate-abort",
  "-Zlocation-detail=none",
  "-Zshare-generics=no",
  "-Cllvm-args=-enable-load-pre=false",
  "-Ctarget-feature=-reference-types",
  "-Clink-arg=-zstack-size=49152",
];

const stampFile = join(workDir, "glue.stamp");

/** Compiles the crate to WebAssembly unless nothing has changed since the last time. */
export async function buildGlue() {
  const of = { inputs: inputs(), facts: await tools(), outputs: glueDir };
  if (isFresh(stampFile, of)) return;

  await replaceDirectory(glueDir, async (made) => {
    const args = [
      "build",
      "--target",
      "web",
      "--release",
      "--no-pack",
      "--no-gitignore",
      "--out-dir",
      made,
    ];
    await run(
      "compile the module (wasm-pack, release)",
      "wasm-pack",
      [...args, "--", ...CARGO_ARGS],
      {
        cwd: root,
        env: {
          ...toolEnv(),
          CARGO_ENCODED_RUSTFLAGS: RUSTC_FLAGS.join("\x1f"),
          RUSTC_BOOTSTRAP: "1",
        },
      },
    );
    patchGlue(join(made, glueName));
    await optimize(join(made, wasmName), join(made, glueName));
  });
  markFresh(stampFile, of);
}

function inputs() {
  const notCompiled = join(root, "src", "npm", "entry", sep);
  const sources = filesUnder(join(root, "src")).filter((file) => !file.startsWith(notCompiled));
  const steps = ["build/glue.mjs", "build/optimize.mjs", "build/patch_glue.mjs", "module_text"].map(
    (step) => join(root, "scripts", step),
  );
  return [...sources, ...steps, join(root, "Cargo.toml"), join(root, "Cargo.lock")];
}

/** What the result depends on beside the sources. */
async function tools() {
  const rustc = await ask("rustc", ["--version"], { cwd: root, env: toolEnv() });
  const binaryen = JSON.parse(readFileSync(join(modulesDir, "binaryen", "package.json"), "utf8"));
  return [`${rustc}`, `binaryen ${binaryen.version}`];
}
