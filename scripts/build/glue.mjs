import { readFileSync } from "node:fs";
import { join, sep } from "node:path";
import { filesUnder, isFresh, markFresh } from "../lib/fingerprint.mjs";
import { modulesDir, root, workDir } from "../lib/paths.mjs";
import { outputOf, run } from "../lib/process.mjs";
import { replaceDirectory } from "../lib/replace_directory.mjs";
import { toolEnv } from "../setup/rust_tools.mjs";
import { optimize } from "./optimize.mjs";
import { patchGlue } from "./patch_glue.mjs";

/** The directory of wasm-pack's output: the module and its glue, the JavaScript that calls it. */
export const glueDir = join(workDir, "glue");
const glueName = "clerk_session.js";
export const glueFile = join(glueDir, glueName);
export const wasmName = "clerk_session_bg.wasm";

/**
 * Options of Cargo and rustc that make the module smaller or faster, for the npm package alone: a
 * Rust dependent compiles the crate as it does any other. Cargo and rustc call some of these
 * options unstable, and RUSTC_BOOTSTRAP makes the stable compiler accept them. Bytes are those that
 * a page downloads.
 *
 * The standard library is compiled with the crate. Therefore a panic only ends the module, without
 * a message, a source location or any formatting code (3.3 KB less). No panic is expected. Each
 * crate compiles its own copies of generic functions, so that more of them can be inlined or
 * dropped (2.7 KB less). JavaScript objects are held in a JavaScript array instead of a WebAssembly
 * table (700 bytes less, and faster). LLVM adds no load to one path because another path already
 * has it (160 bytes less). Reading and converting are compiled for speed (`optimize_attribute`: a
 * tenth faster, 100 bytes more).
 *
 * The stack is 48 KiB instead of 1 MB, so that an instance begins with one page of memory. A call
 * takes less than 4 KB of it. Each call that a page's own `fetch` makes before it returns takes
 * 2 KB.
 */
const CARGO_ARGS = [
  ...["--features", "npm"],
  ...["-Z", "build-std=std,panic_abort"],
  // Set here instead of in Cargo.toml, because only this build compiles core with the crate. At
  // "z", core is slower and the module larger.
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

/** Compiles the crate to WebAssembly unless its inputs are unchanged since the last build. */
export async function buildGlue() {
  const artifact = { inputs: inputs(), facts: await tools(), outputs: glueDir };
  if (isFresh(stampFile, artifact)) return;

  await replaceDirectory(glueDir, async (output) => {
    const args = [
      "build",
      "--target",
      "web",
      "--release",
      "--no-pack",
      "--no-gitignore",
      "--out-dir",
      output,
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
    patchGlue(join(output, glueName));
    await optimize(join(output, wasmName), join(output, glueName));
  });
  markFresh(stampFile, artifact);
}

function inputs() {
  const notCompiled = join(root, "src", "npm", "entry", sep);
  const sources = filesUnder(join(root, "src")).filter((file) => !file.startsWith(notCompiled));
  const steps = ["build/glue.mjs", "build/optimize.mjs", "build/patch_glue.mjs", "module_text"].map(
    (step) => join(root, "scripts", step),
  );
  return [...sources, ...steps, join(root, "Cargo.toml"), join(root, "Cargo.lock")];
}

/** Returns the versions of the tools that the output depends on. */
async function tools() {
  const rustc = await outputOf("rustc", ["--version"], { cwd: root, env: toolEnv() });
  const binaryen = JSON.parse(readFileSync(join(modulesDir, "binaryen", "package.json"), "utf8"));
  return [`${rustc}`, `binaryen ${binaryen.version}`];
}
