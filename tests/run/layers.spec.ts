import { expect, test } from "@playwright/test";
import { scriptCycles, wrongImports } from "./layers.mjs";

/** Returns the wrong imports of a crate's files, given by path. */
const wrong = (files: Record<string, string>) => wrongImports(new Map(Object.entries(files)));

const util = { "util.rs": "pub(crate) mod text;", "util/text.rs": "pub(crate) struct Secret;" };

test("imports of earlier layers are allowed in code, in use lines and in braces", () => {
  const api = "use crate::util::{self, text::Secret};\nfn f(secret: crate::util::text::Secret) {}";
  expect(wrong({ ...util, "api.rs": api })).toEqual([]);
});

for (const [title, line] of [
  ["a use line", "use crate::client::Engine;"],
  ["a use line with braces", "use crate::{client::{Engine}, util::text};"],
  ["a path in code", "fn f(engine: &crate::client::Engine) {}"],
  ["a macro", "macro_rules! m { () => { $crate::client::Engine } }"],
]) {
  test(`${title} that imports a later layer is refused`, () => {
    const files = { ...util, "state.rs": String(line), "client.rs": "pub struct Engine;" };
    expect(wrong(files)).toEqual(["state.rs imports client.rs, which is of a later layer"]);
  });
}

test("comments and unit tests may name any layer", () => {
  const state =
    "// crate::client::Engine\n#[cfg(test)]\nmod tests {\n    use crate::client::Engine;\n}\n";
  expect(wrong({ "state.rs": state, "client.rs": "pub struct Engine;" })).toEqual([]);
});

test("a cycle among files is refused, even through a re-export", () => {
  const files = {
    "client.rs": "mod engine;\nmod tabs;\npub use engine::Engine;\npub use tabs::Tabs;",
    "client/engine.rs": "use super::tabs::Tabs;\npub struct Engine;",
    "client/tabs.rs": "use crate::client::Engine;\npub struct Tabs;",
  };
  expect(wrong(files)).toEqual([
    "a cycle of imports: client/engine.rs → client/tabs.rs → client/engine.rs",
  ]);
});

test("if a module uses its child module, the child may not import the module", () => {
  const files = {
    "interpret.rs": "mod refusal;\npub struct Effect;\nfn f() { refusal::interpret() }",
    "interpret/refusal.rs": "use super::Effect;\npub fn interpret() {}",
  };
  expect(wrong(files)).toEqual([
    "a cycle of imports: interpret.rs → interpret/refusal.rs → interpret.rs",
  ]);
});

test("a cycle among scripts is refused, also through type imports", () => {
  const scripts = new Map([
    ["page/main.ts", 'import { a } from "./model/a.js";'],
    ["page/model/a.ts", 'import type { B } from "../b.js";'],
    ["page/b.tsx", 'import { a } from "./model/a.js";'],
  ]);
  expect(scriptCycles(scripts)).toEqual([
    "a cycle of imports: page/model/a.ts → page/b.tsx → page/model/a.ts",
  ]);
});
