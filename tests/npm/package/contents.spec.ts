import { expect } from "@playwright/test";
import { packageDir } from "../../../scripts/lib/paths.mjs";
import { run, runTool, test } from "./installed.js";

test("the tarball contains exactly the files of the package", async () => {
  const [packed] = JSON.parse(await run(packageDir, "npm", ["pack", "--dry-run", "--json"]));
  expect(packed.files.map(({ path }: { path: string }) => path).sort()).toEqual([
    "LICENSE-APACHE",
    "LICENSE-MIT",
    "README.md",
    "clerk_session_bg.wasm",
    "docs/errors.md",
    "docs/frameworks.md",
    "docs/places.md",
    "docs/reverification.md",
    "docs/sessions.md",
    "docs/tokens.md",
    "index.cjs",
    "index.d.cts",
    "index.d.ts",
    "index.js",
    "models.d.cts",
    "models.d.ts",
    "package.json",
    "react.cjs",
    "react.d.cts",
    "react.d.ts",
    "react.js",
    "slim.d.ts",
    "slim.js",
    "workerd.js",
  ]);
});

test("publint reports no problems", async ({ tarball }) => {
  expect(await runTool(packageDir, "publint", ["run", tarball, "--strict"])).toContain("All good!");
});

test("the types are correct for every way to import the package", async ({ tarball }) => {
  const report = await runTool(packageDir, "attw", [
    tarball,
    "--entrypoints",
    ".",
    "./react",
    "--format",
    "ascii",
  ]);
  expect(report).toContain("No problems found");
});

test("the types of ./slim are correct for every way to import an ES module", async ({
  tarball,
}) => {
  const only = ["--entrypoints", "./slim", "--profile", "esm-only", "--format", "ascii"];
  expect(await runTool(packageDir, "attw", [tarball, ...only])).not.toContain("💀");
});
