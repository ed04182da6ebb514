import { readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { expect } from "@playwright/test";
import { build, type Plugin } from "esbuild";
import { READ, run, test } from "./installed.js";

for (const program of ["read.mjs", "read.cjs"]) {
  test(`Node runs ${program}`, async ({ install }) => {
    const directory = await install("node");
    expect(await run(directory, "node", [program])).toBe(READ);
  });

  for (const format of ["esm", "cjs"] as const) {
    test(`Node runs what esbuild makes of ${program} as ${format}`, async ({ install }) => {
      const directory = await install("node");
      const outfile = join(directory, format === "esm" ? "bundle.mjs" : "bundle.cjs");
      // An ES module that requires Node's own modules needs them from outside.
      const banner = {
        js:
          format === "esm"
            ? 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);'
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

test("the workerd condition comes first, and its entry runs on a module that the runtime has compiled", async ({
  install,
}) => {
  const directory = await install("node");
  const outfile = join(directory, "bundle.mjs");
  const { metafile } = await build({
    entryPoints: [join(directory, "read.mjs")],
    outfile,
    format: "esm",
    bundle: true,
    platform: "node",
    conditions: ["workerd", "worker", "browser"],
    plugins: [compiledModules],
    metafile: true,
  });
  expect(Object.keys(metafile.inputs).map((input) => basename(input))).toEqual(
    expect.arrayContaining(["workerd.js", "clerk_session_bg.wasm"]),
  );
  expect(Object.keys(metafile.inputs).map((input) => basename(input))).not.toContain("index.js");
  expect(await run(directory, "node", [outfile])).toBe(READ);
});

/** Imports a .wasm file as workerd does: as a compiled module that has not been instantiated. */
const compiledModules: Plugin = {
  name: "compiled-modules",
  setup({ onLoad }) {
    onLoad({ filter: /\.wasm$/ }, async ({ path }) => {
      const hex = JSON.stringify(await readFile(path, "hex"));
      return { contents: `export default new WebAssembly.Module(Buffer.from(${hex}, "hex"));` };
    });
  },
};
