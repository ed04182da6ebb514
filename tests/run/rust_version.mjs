import { join } from "node:path";
import { root } from "../../scripts/lib/paths.mjs";
import { outputOf, runQuietly } from "../../scripts/lib/process.mjs";
import { rustVersion, toolEnv, WASM_TARGET } from "../../scripts/setup/rust_tools.mjs";
import { withDependent } from "../support/dependent.mjs";

/**
 * Builds a dependent of the crate with the oldest Rust that Cargo.toml promises: for this machine,
 * and for WebAssembly if that toolchain has the target.
 *
 * @returns {Promise<import("./programs.mjs").Outcome>}
 */
export async function oldestRust() {
  const listed = (await outputOf("rustup", ["toolchain", "list"], { env: toolEnv() })) ?? "";
  const isOfVersion = new RegExp(`^${rustVersion.replace(".", "\\.")}[.-]`);
  const toolchain = listed.split(/\s+/).find((name) => isOfVersion.test(name));
  if (toolchain === undefined) {
    const install = `rustup toolchain install ${rustVersion}`;
    console.log(
      `– rust-version: not built with Rust ${rustVersion}, which is missing (${install})`,
    );
    return { passed: 0, failed: 0, output: "" };
  }
  const env = { ...toolEnv(), RUSTUP_TOOLCHAIN: toolchain };
  const targets = await outputOf("rustup", ["target", "list", "--installed"], { env });
  const hasWasm = targets?.split(/\s+/).includes(WASM_TARGET) ?? false;
  const target = join(root, "target", "oldest-rust");
  await withDependent(async (cwd) => {
    for (const options of hasWasm ? [[], ["--target", WASM_TARGET]] : [[]]) {
      const args = ["build", "--target-dir", target, ...options];
      await runQuietly(`build with ${toolchain}`, "cargo", args, { cwd, env });
    }
  });
  if (hasWasm) return { passed: 2, failed: 0, output: "" };
  return { passed: 1, failed: 0, output: "", notRun: `${toolchain} has no target ${WASM_TARGET}` };
}
