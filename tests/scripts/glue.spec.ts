import { readFile } from "node:fs/promises";
import { expect, test } from "@playwright/test";
import { glueFile } from "../../scripts/build/glue.mjs";

// `npx playwright test tests/scripts/glue.spec.ts --update-snapshots` writes the snapshot.
test("the generated JavaScript equals the snapshot: an upgrade shows as a diff", async () => {
  const glue = await readFile(glueFile, "utf8");
  // The directory of the crate's own JavaScript has a hash in its name.
  expect(glue.replaceAll(/(?<=snippets\/clerk-session-)[0-9a-f]+/g, "hash")).toMatchSnapshot(
    "glue.txt",
  );
});
