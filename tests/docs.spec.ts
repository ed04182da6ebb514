import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "@playwright/test";
import { root } from "../scripts/lib/paths.mjs";
import { trackedFiles } from "./run/changed.mjs";

const pages = trackedFiles().filter((path) => path.endsWith(".md"));

for (const page of pages) {
  test(`the files that ${page} links to exist`, () => {
    const links = [...readFileSync(join(root, page), "utf8").matchAll(/\]\(([^)#\s]+)/g)];
    const local = links.map(([, link = ""]) => link).filter((link) => !/^\w+:/.test(link));
    const missing = local.filter((link) => !existsSync(join(root, dirname(page), link)));
    expect(missing).toEqual([]);
  });
}

test("the files of src/ that the architecture names exist", () => {
  const text = readFileSync(join(root, "docs/architecture.md"), "utf8");
  const named = [...text.matchAll(/[\w/]+\.(?:rs|js|d\.ts)\b/g)].map(([path]) => path);
  expect(named.length).toBeGreaterThan(15);
  const files = trackedFiles();
  const missing = named.filter((path) => !files.some((file) => `/${file}`.endsWith(`/${path}`)));
  expect(missing).toEqual([]);
});
