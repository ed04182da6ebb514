import { join } from "node:path";
import { modulesBin } from "../../scripts/lib/paths.mjs";
import { WASM_TARGET } from "../../scripts/setup/rust_tools.mjs";
import { RUST_PAGE } from "../examples/rust_build.mjs";
import { playwrightTests, wasmTests } from "./browser_tests.mjs";
import { countRustTests } from "./counts.mjs";
import { dependencies } from "./dependencies.mjs";
import { layers } from "./layers.mjs";
import { build, rustPage, size } from "./package_checks.mjs";
import { counted, verdict } from "./programs.mjs";
import { prose } from "./prose.mjs";
import { oldestRust } from "./rust_version.mjs";

/**
 * One check of `npm test`. `needs` names the checks that must succeed first, and `reads` matches
 * the paths of the files that can break it.
 *
 * @typedef {{
 *   name: string,
 *   needs?: string[],
 *   reads: RegExp,
 *   run: (changed?: string[]) => Promise<import("./programs.mjs").Outcome>,
 * }} Check
 */

const FOR_WASM = ["--target", WASM_TARGET, "--features", "npm"];
const STRICT = ["--", "-D", "warnings"];
const STRICT_DOC = { RUSTDOCFLAGS: "-D warnings" };
const WASM_RUNNER = { CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER: "wasm-bindgen-test-runner" };

/** The tools and the set-up that installs them. */
const TOOLS = "package-lock\\.json|rust-toolchain\\.toml|scripts/(setup|lib)/|tests/run";
const CRATE = `Cargo\\.(toml|lock)|src/|${TOOLS}`;

/** @param {string[]} paths beginnings of paths, as regular expressions */
const reading = (...paths) => new RegExp(`^(${paths.join("|")})`);

const RUST = reading(
  CRATE,
  "tests/.*(\\.rs|\\.json)$",
  "tests/examples/rust_build",
  "docs/rust\\.md",
  "examples/rust/",
);
const PACKAGE = reading(CRATE, "scripts/", "package\\.json", "README\\.md", "docs/", "LICENSE");
const SCRIPTS = /\.([cm]?[jt]sx?|json|css|html|vue|svelte)$/;

/** The checks in their order: the quick ones first. @type {Check[]} */
export const CHECKS = [
  {
    name: "rustfmt",
    reads: /\.rs$|(rustfmt|rust-toolchain)\.toml$/,
    run: verdict("rustfmt", "cargo", ["fmt", "--all", "--check"]),
  },
  { name: "prose", reads: /./, run: prose },
  { name: "layers", reads: /\.(rs|[cm]?[jt]sx?)$/, run: layers },
  {
    name: "biome",
    reads: SCRIPTS,
    run: verdict("Biome", join(modulesBin, "biome"), ["check", "--error-on-warnings", "."]),
  },
  { name: "dependencies", reads: reading("Cargo", "deny\\.toml"), run: dependencies },
  {
    name: "clippy-host",
    reads: RUST,
    run: verdict("clippy", "cargo", ["clippy", "--all-targets", ...STRICT]),
  },
  {
    name: "clippy-wasm",
    reads: RUST,
    run: verdict("clippy for wasm", "cargo", ["clippy", "--all-targets", ...FOR_WASM, ...STRICT]),
  },
  {
    // As a Rust dependent compiles it: without the npm package's features.
    name: "clippy-wasm-dependency",
    reads: RUST,
    run: verdict("clippy for wasm, no features", "cargo", [
      "clippy",
      ...["--target", WASM_TARGET],
      ...STRICT,
    ]),
  },
  {
    name: "clippy-rust-page",
    reads: RUST,
    run: verdict("clippy for the page in Rust", "cargo", ["clippy", ...RUST_PAGE, ...STRICT]),
  },
  {
    name: "doc-host",
    reads: RUST,
    run: verdict("cargo doc", "cargo", ["doc", "--no-deps"], STRICT_DOC),
  },
  {
    name: "doc-wasm",
    reads: RUST,
    run: verdict(
      "cargo doc for wasm",
      "cargo",
      ["doc", "--no-deps", "--target", WASM_TARGET],
      STRICT_DOC,
    ),
  },
  {
    name: "rust",
    reads: RUST,
    run: () => counted("cargo test", "cargo", ["test", "--no-fail-fast"], {}, countRustTests),
  },
  {
    // The examples that only WebAssembly has. They are compiled but not run, because they contain
    // no test.
    name: "doctest-wasm",
    reads: RUST,
    run: verdict(
      "doctests for wasm",
      "cargo",
      ["test", "--doc", "--target", WASM_TARGET],
      WASM_RUNNER,
    ),
  },
  { name: "rust-version", reads: reading(CRATE), run: oldestRust },
  { name: "build", reads: PACKAGE, run: build },
  { name: "size", needs: ["build"], reads: PACKAGE, run: size },
  {
    name: "types",
    needs: ["build"],
    reads: SCRIPTS,
    run: verdict("tsc", join(modulesBin, "tsc"), ["-p", "."]),
  },
  { name: "wasm", reads: RUST, run: wasmTests },
  { name: "rust-page", reads: RUST, run: rustPage },
  { name: "playwright", needs: ["build", "rust-page"], reads: /./, run: playwrightTests },
];

/**
 * Returns the names of the checks that a change of these files can break.
 *
 * @param {string[]} changed paths
 */
export function checksFor(changed) {
  return CHECKS.filter(({ reads }) => changed.some((path) => reads.test(path))).map(
    ({ name }) => name,
  );
}

/**
 * Returns the checks of these names and those that they need, in their order.
 *
 * @param {string[]} names
 */
export function withNeeds(names) {
  const known = CHECKS.map(({ name }) => name);
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0)
    throw new Error(
      `There is no check named ${unknown.join(", ")}. There are ${known.join(", ")}.`,
    );
  const needed = CHECKS.filter(({ name }) => names.includes(name)).flatMap(
    ({ needs = [] }) => needs,
  );
  return CHECKS.filter(({ name }) => names.includes(name) || needed.includes(name));
}
