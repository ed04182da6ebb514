import { expect, test } from "@playwright/test";
import { faultsIn } from "./prose.mjs";

test("a comment that begins with What, Who, Of or Has is refused, in each syntax", () => {
  for (const line of [
    "//! What the module does.",
    "/// Who asks.",
    "  // Of the session.",
    "/** Has the listener called. */",
    " * Whose session it is.",
    "# What runs.",
    ";; To be read.",
  ])
    expect(faultsIn("a.rs", `code\n${line}`), line).toEqual([
      expect.stringMatching(
        /^a\.rs:2 is a comment that begins with "(What|Who|Of|Has|Whose|To be)"$/,
      ),
    ]);
  expect(faultsIn("a.rs", "/// Whether it is.\n/// Often.\nlet What = 1;")).toEqual([]);
});

test("a line of 101 columns is refused, and one of 100 characters is not", () => {
  const line = `// ${"é".repeat(97)}`;
  expect(faultsIn("a.ts", line)).toEqual([]);
  expect(faultsIn("a.ts", `${line}é`)).toEqual(["a.ts:1 is wider than 100 columns"]);
});
