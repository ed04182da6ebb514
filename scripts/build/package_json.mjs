import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../lib/paths.mjs";
import { wasmName } from "./glue.mjs";

/**
 * Returns the package.json of the published package. Values that Cargo.toml or the workspace's
 * package.json state are read from there.
 *
 * @param {import("../lib/cargo_metadata.mjs").CargoMetadata} crate
 * @param {string[]} files all files of the package except package.json
 */
export function packageJson(crate, files) {
  const workspace = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const { name, version, description, keywords, license, repository, homepage } = crate;
  return {
    name,
    version,
    description,
    keywords,
    license,
    ...(homepage && { homepage }),
    ...(repository && { repository: { type: "git", url: `git+${repository}.git` } }),
    type: "module",
    engines: workspace.engines,
    sideEffects: false,
    // For tools that do not read `exports`.
    main: "./index.cjs",
    module: "./index.js",
    types: "./index.d.cts",
    exports: {
      ".": {
        // `workerd` must be first: its runtime would also match the conditions below, but it has
        // neither file URLs nor compilation at run time.
        workerd: { types: "./index.d.ts", default: "./workerd.js" },
        import: { types: "./index.d.ts", default: "./index.js" },
        require: { types: "./index.d.cts", default: "./index.cjs" },
      },
      "./react": {
        import: { types: "./react.d.ts", default: "./react.js" },
        require: { types: "./react.d.cts", default: "./react.cjs" },
      },
      "./slim": { types: "./slim.d.ts", default: "./slim.js" },
      [`./${wasmName}`]: `./${wasmName}`,
      "./package.json": "./package.json",
    },
    files,
    // Only for the entry `./react`.
    peerDependencies: { react: ">=18" },
    peerDependenciesMeta: { react: { optional: true } },
  };
}
