import { readFile } from "node:fs/promises";
import { expect, test } from "@playwright/test";
import { root } from "../../src/js/build/places.mjs";
import { WASM_TARGET } from "../../src/js/build/rust_tools.mjs";
import { run } from "./installed.js";

test("a Rust dependent's module gets no exports of this crate's, but only what wasm-bindgen always has", async () => {
  // Where nothing has been compiled for this target yet, all that it depends on has to be.
  test.setTimeout(300_000);
  const build = ["build", "--lib", "--target", WASM_TARGET, "--message-format", "json"];
  const messages = (await run(root, "cargo", build)).split("\n").map((line) => JSON.parse(line));
  const files = messages.flatMap(({ filenames = [] }: { filenames?: string[] }) => filenames);
  const module = files.find((file) => file.endsWith("clerk_session.wasm"));
  if (module === undefined) throw new Error("cargo has made no module.");
  const exported = WebAssembly.Module.exports(await WebAssembly.compile(await readFile(module)));
  const names = exported.map(({ name }) => name);
  // What has a name of its own is for JavaScript, and so is what is described otherwise than as an import from there.
  expect(names.filter((name) => !name.startsWith("__"))).toEqual(["memory"]);
  expect(names.filter((name) => /^__wbindgen_describe_(?!__wbg_)|^__wbg_core/.test(name))).toEqual([]);
});

test("a Rust dependent gets no allocator", async () => {
  const tree = ["tree", "--edges", "normal", "--prefix", "none", "--format", "{p}", "--target", WASM_TARGET];
  const crates = (await run(root, "cargo", tree)).split("\n").map((line) => line.split(" ")[0]);
  expect(crates).toContain("wasm-bindgen");
  expect(crates).not.toContain("talc");
});
