import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isCommand, root } from "../../scripts/lib/paths.mjs";
import { exitOnFailure, runQuietly } from "../../scripts/lib/process.mjs";
import { toolEnv, WASM_TARGET } from "../../scripts/setup/rust_tools.mjs";

/** Cargo's arguments that name the page's crate. */
export const RUST_PAGE = ["--package", "clerk-session-yew", "--target", WASM_TARGET];

const PROGRAM = "sessions";

const targetDir = join(root, "target");

/** The directory of the built page. */
export const rustPageDir = join(targetDir, "rust-page");

/**
 * Builds the page for the local Frontend API, as `trunk build` does, but with the project's own
 * tools.
 */
export async function buildRustPage() {
  // Without debug information, the build is faster.
  const env = { ...toolEnv(), CARGO_PROFILE_DEV_DEBUG: "0", CLERK_PUBLISHABLE_KEY: undefined };
  const cargo = ["build", ...RUST_PAGE, "--target-dir", targetDir];
  await runQuietly("compile the page in Rust", "cargo", cargo, { cwd: root, env });

  mkdirSync(rustPageDir, { recursive: true });
  const module = join(targetDir, WASM_TARGET, "debug", `${PROGRAM}.wasm`);
  const glue = ["--target", "web", "--no-typescript", "--out-dir", rustPageDir, module];
  await runQuietly("make its JavaScript", "wasm-bindgen", glue, { cwd: root, env });

  const html = readFileSync(join(root, "examples", "rust", "index.html"), "utf8");
  const start = `<script type="module">import init from "./${PROGRAM}.js"; await init();</script>`;
  writeFileSync(join(rustPageDir, "index.html"), html.replace(/<link data-trunk[^>]*>/, start));
}

if (isCommand(import.meta.url)) exitOnFailure(buildRustPage());
