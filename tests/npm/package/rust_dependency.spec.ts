import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { root } from "../../../scripts/lib/paths.mjs";
import { WASM_TARGET } from "../../../scripts/setup/rust_tools.mjs";
import { withDependent } from "../../support/dependent.mjs";
import { READ, run } from "./installed.js";

// If nothing has been compiled for a target yet, all dependencies must be compiled first.
test.describe.configure({ timeout: 300_000 });

test("a Rust dependent's module has only the exports of wasm-bindgen itself", async () => {
  const build = ["build", "--lib", "--target", WASM_TARGET, "--message-format", "json"];
  const messages = (await run(root, "cargo", build)).split("\n").map((line) => JSON.parse(line));
  const files = messages.flatMap(({ filenames = [] }: { filenames?: string[] }) => filenames);
  const module = files.find((file) => file.endsWith("clerk_session.wasm"));
  if (module === undefined) throw new Error("cargo has made no module.");
  const exported = WebAssembly.Module.exports(await WebAssembly.compile(await readFile(module)));
  const names = exported.map(({ name }) => name);
  // A named export is for JavaScript, and so is a description of anything but an import.
  expect(names.filter((name) => !name.startsWith("__"))).toEqual(["memory"]);
  expect(names.filter((name) => /^__wbindgen_describe_(?!__wbg_)|^__wbg_core/.test(name))).toEqual(
    [],
  );
});

test("a Rust dependent gets no allocator", async () => {
  const crates = await dependencies("--target", WASM_TARGET);
  expect(crates).toContain("wasm-bindgen");
  expect(crates).not.toContain("talc");
});

test("a native program reads a session and depends on no other crate than serde", async () => {
  const target = join(root, "target", "dependent");
  const printed = await withDependent((directory) =>
    run(directory, "cargo", ["run", "--quiet", "--target-dir", target]),
  );
  expect(printed).toBe(READ);
  expect(await dependencies()).toEqual(["clerk-session", "serde", "serde_core"]);
});

test("the published crate contains everything that it is compiled from", async () => {
  const as = ["--allow-dirty", "--target", WASM_TARGET, "--features", "npm"];
  await run(root, "cargo", ["package", "--quiet", ...as]);
});

/** Returns the crates that are compiled into a dependent of this crate. */
async function dependencies(...target: string[]): Promise<string[]> {
  const tree = [
    "tree",
    "--edges",
    "normal",
    "--prefix",
    "none",
    "--format",
    "{p}",
    "--no-dedupe",
    ...target,
  ];
  const crates = (await run(root, "cargo", tree))
    .split("\n")
    .map((line) => line.split(" ")[0] ?? "");
  return [...new Set(crates)].sort();
}
