import { join } from "node:path";
import { modulesBin } from "../../scripts/lib/paths.mjs";
import { WASM_TARGET } from "../../scripts/setup/rust_tools.mjs";
import { RUST_PAGE } from "../../www/rust/build.mjs";
import { playwrightTests, wasmTests } from "./browser_tests.mjs";
import { countRustTests } from "./counts.mjs";
import { layers } from "./layers.mjs";
import { build, rustPage, size } from "./package_checks.mjs";
import { counted, verdict } from "./programs.mjs";

/**
 * @typedef {{
 *   name: string,
 *   needs?: string[],
 *   run: () => Promise<import("./programs.mjs").Outcome>,
 * }} Check needs: checks without whose success this one cannot be made
 */

const FOR_WASM = ["--target", WASM_TARGET, "--features", "npm"];
const STRICT = ["--", "-D", "warnings"];
const STRICT_DOC = { RUSTDOCFLAGS: "-D warnings" };
const WASM_RUNNER = { CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER: "wasm-bindgen-test-runner" };

/** @type {Check[]} in the order in which they run: the quick ones first */
export const CHECKS = [
  { name: "rustfmt", run: verdict("rustfmt", "cargo", ["fmt", "--all", "--check"]) },
  { name: "layers", run: layers },
  { name: "biome", run: verdict("Biome", join(modulesBin, "biome"), ["check", "--error-on-warnings", "."]) },
  { name: "clippy-host", run: verdict("clippy", "cargo", ["clippy", "--all-targets", ...STRICT]) },
  {
    name: "clippy-wasm",
    run: verdict("clippy for wasm", "cargo", ["clippy", "--all-targets", ...FOR_WASM, ...STRICT]),
  },
  {
    // As a Rust dependent gets it: without what makes the npm package.
    name: "clippy-wasm-dependency",
    run: verdict("clippy for wasm, no features", "cargo", ["clippy", "--target", WASM_TARGET, ...STRICT]),
  },
  {
    name: "clippy-rust-page",
    run: verdict("clippy for the page in Rust", "cargo", ["clippy", ...RUST_PAGE, ...STRICT]),
  },
  { name: "doc-host", run: verdict("cargo doc", "cargo", ["doc", "--no-deps"], STRICT_DOC) },
  {
    name: "doc-wasm",
    run: verdict("cargo doc for wasm", "cargo", ["doc", "--no-deps", "--target", WASM_TARGET], STRICT_DOC),
  },
  {
    name: "rust",
    run: () => counted("cargo test", "cargo", ["test", "--no-fail-fast"], {}, countRustTests),
  },
  {
    // The examples that only WebAssembly has: they are compiled, and as there is no test in them, not run.
    name: "doctest-wasm",
    run: verdict("doctests for wasm", "cargo", ["test", "--doc", "--target", WASM_TARGET], WASM_RUNNER),
  },
  { name: "build", run: build },
  { name: "size", needs: ["build"], run: size },
  { name: "types", needs: ["build"], run: verdict("tsc", join(modulesBin, "tsc"), ["-p", "."]) },
  { name: "wasm", run: wasmTests },
  { name: "rust-page", run: rustPage },
  { name: "playwright", needs: ["build", "rust-page"], run: playwrightTests },
];

/**
 * The checks of these names and those that they need, in their order.
 *
 * @param {string[]} names
 */
export function withNeeds(names) {
  const known = CHECKS.map(({ name }) => name);
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0)
    throw new Error(`There is no check named ${unknown.join(", ")}. There are ${known.join(", ")}.`);
  const needed = CHECKS.filter(({ name }) => names.includes(name)).flatMap(({ needs = [] }) => needs);
  return CHECKS.filter(({ name }) => names.includes(name) || needed.includes(name));
}
