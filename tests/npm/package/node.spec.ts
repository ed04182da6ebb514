import { join } from "node:path";
import { expect } from "@playwright/test";
import { build } from "esbuild";
import { READ, run, test } from "./installed.js";

for (const program of ["read.mjs", "read.cjs"]) {
  test(`Node runs ${program}`, async ({ install }) => {
    const directory = await install("node");
    expect(await run(directory, "node", [program])).toBe(READ);
  });

  for (const format of ["esm", "cjs"] as const) {
    test(`Node runs ${program} bundled by esbuild as ${format}`, async ({ install }) => {
      const directory = await install("node");
      const outfile = join(directory, format === "esm" ? "bundle.mjs" : "bundle.cjs");
      // An ES module has no require() of its own for Node's modules.
      const banner = {
        js:
          format === "esm"
            ? 'import { createRequire } from "node:module";' +
              "const require = createRequire(import.meta.url);"
            : "",
      };
      await build({
        entryPoints: [join(directory, program)],
        outfile,
        format,
        banner,
        bundle: true,
        platform: "node",
      });
      expect(await run(directory, "node", [outfile])).toBe(READ);
    });
  }
}
