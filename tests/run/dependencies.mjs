import { root } from "../../scripts/lib/paths.mjs";
import { ChildFailed, runQuietly } from "../../scripts/lib/process.mjs";
import { toolEnv } from "../../scripts/setup/rust_tools.mjs";
import { which } from "../../scripts/setup/which.mjs";

/**
 * Checks the licences and sources of Rust's dependencies, and whether advisories against them are
 * known. The set-up does not install cargo-deny, which takes four minutes to compile.
 *
 * @returns {Promise<import("./programs.mjs").Outcome>}
 */
export async function dependencies() {
  if (which("cargo-deny").length === 0) {
    const notRun = "cargo-deny is not installed (cargo install cargo-deny)";
    return { passed: 0, failed: 0, output: "", notRun };
  }
  const output = await deny("licenses", "bans", "sources");
  try {
    return { passed: 2, failed: 0, output: output + (await deny("advisories")) };
  } catch (error) {
    if (!(error instanceof ChildFailed) || !error.output.includes("failed to fetch")) throw error;
    return { passed: 1, failed: 0, output, notRun: "the database of advisories cannot be reached" };
  }
}

/** @param {string[]} checks */
function deny(...checks) {
  const options = { cwd: root, env: toolEnv() };
  return runQuietly("cargo deny", "cargo-deny", ["check", ...checks], options);
}
