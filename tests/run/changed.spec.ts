import { expect, test } from "@playwright/test";
import { specsFor } from "./changed.mjs";
import { checksFor } from "./checks.mjs";

test("a change of the crate, a script or a shared fixture runs every spec", () => {
  for (const path of [
    "src/client/engine.rs",
    "src/npm/index.d.ts",
    "scripts/build/entries.mjs",
    "www/frontend-api/server.ts",
    "tests/client/fixtures.ts",
    "package-lock.json",
  ])
    expect(specsFor(["README.md", path]), path).toBeNull();
});

test("a change of the page, an example, a document or a spec runs the affected specs", () => {
  const page = ["www/page/main.tsx", "www/page/styles/base.css"];
  expect(specsFor([...page, "tests/client/order.spec.ts", "README.md"])).toEqual([
    "tests/docs.spec.ts",
    "tests/www/page",
    "tests/client/order.spec.ts",
    "tests/npm/package",
  ]);
  expect(specsFor(["examples/react/main.tsx"])).toEqual(["tests/docs.spec.ts", "tests/examples"]);
  const applications = ["tests/npm/package/applications/rust/main.rs", "LICENSE-MIT"];
  expect(specsFor(applications)).toEqual(["tests/docs.spec.ts", "tests/npm/package"]);
  const others = ["CONTRIBUTING.md", "tests/json/reader.rs", ".github/workflows/ci.yml"];
  expect(specsFor(others)).toEqual(["tests/docs.spec.ts"]);
});

test("a change of Rust runs every check of Rust, and a change of the page none", () => {
  const ofRust = [
    "rustfmt",
    "clippy-host",
    "clippy-wasm",
    "doc-host",
    "rust",
    "wasm",
    "build",
    "size",
  ];
  expect(checksFor(["src/client/engine.rs"])).toEqual(expect.arrayContaining(ofRust));
  const ofPage = checksFor(["www/page/main.tsx"]);
  expect(ofPage).toEqual(["prose", "layers", "biome", "types", "playwright"]);
});
