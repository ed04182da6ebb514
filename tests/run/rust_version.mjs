import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "../../scripts/lib/paths.mjs";
import { outputOf, runQuietly } from "../../scripts/lib/process.mjs";
import { rustVersion, toolEnv, WASM_TARGET } from "../../scripts/setup/rust_tools.mjs";

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
  if (!hasWasm) console.log(`– rust-version: ${toolchain} has no target ${WASM_TARGET}`);

  const directory = mkdtempSync(join(tmpdir(), "clerk-session-"));
  try {
    cpSync(join(root, "Cargo.lock"), join(directory, "Cargo.lock"));
    writeFileSync(join(directory, "main.rs"), "fn main() {}");
    writeFileSync(
      join(directory, "Cargo.toml"),
      `package = { name = "dependent", edition = "2024" }
       bin = [{ name = "dependent", path = "main.rs" }]
       dependencies = { clerk-session = { path = ${JSON.stringify(root)} } }`,
    );
    const target = join(root, "target", "oldest-rust");
    for (const options of hasWasm ? [[], ["--target", WASM_TARGET]] : [[]]) {
      const args = ["build", "--target-dir", target, ...options];
      await runQuietly(`build with ${toolchain}`, "cargo", args, { cwd: directory, env });
    }
  } finally {
    rmSync(directory, { recursive: true });
  }
  return { passed: hasWasm ? 2 : 1, failed: 0, output: "" };
}
