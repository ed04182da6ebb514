import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { root } from "../../../scripts/lib/paths.mjs";
import { WASM_TARGET } from "../../../scripts/setup/rust_tools.mjs";
import { applications, READ, run } from "./installed.js";

// Where nothing has been compiled for a target yet, all that the crate depends on has to be.
test.describe.configure({ timeout: 300_000 });

test("a Rust dependent's module gets no exports of this crate's, but only what wasm-bindgen always has", async () => {
  const build = ["build", "--lib", "--target", WASM_TARGET, "--message-format", "json"];
  const messages = (await run(root, "cargo", build)).split("\n").map((line) => JSON.parse(line));
  const files = messages.flatMap(({ filenames = [] }: { filenames?: string[] }) => filenames);
  const module = files.find((file) => file.endsWith("clerk_session.wasm"));
  if (module === undefined) throw new Error("cargo has made no module.");
  const exported = WebAssembly.Module.exports(await WebAssembly.compile(await readFile(module)));
  const names = exported.map(({ name }) => name);
  // What has a name of its own is for JavaScript, and so is what is described otherwise than as an import from there.
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

test("a program on this machine reads a session, with no more of other crates than serde", async () => {
  const directory = await mkdtemp(join(tmpdir(), "clerk-session-"));
  try {
    await cp(join(applications, "rust"), directory, { recursive: true });
    await cp(join(applications, "session.json"), join(directory, "session.json"));
    // The versions of this repository's: they are there.
    await cp(join(root, "Cargo.lock"), join(directory, "Cargo.lock"));
    await writeFile(
      join(directory, "Cargo.toml"),
      `package = { name = "dependent", edition = "2024" }
       bin = [{ name = "dependent", path = "main.rs" }]
       dependencies = { clerk-session = { path = ${JSON.stringify(root)} } }`,
    );
    const target = join(root, "target", "dependent");
    expect(await run(directory, "cargo", ["run", "--quiet", "--target-dir", target])).toBe(READ);
  } finally {
    await rm(directory, { recursive: true });
  }
  expect(await dependencies()).toEqual(["clerk-session", "serde", "serde_core"]);
});

test("the crate as it would be published has all that it is compiled from", async () => {
  const as = ["--allow-dirty", "--target", WASM_TARGET, "--features", "npm"];
  await run(root, "cargo", ["package", "--quiet", ...as]);
});

/** The crates that are compiled into one that depends on this. */
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
