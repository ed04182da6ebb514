import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, relative } from "node:path";
import { readCargoMetadata } from "../lib/cargo_metadata.mjs";
import { isFresh, markFresh } from "../lib/fingerprint.mjs";
import { isCommand, modulesDir, packageDir, root, workDir } from "../lib/paths.mjs";
import { exitOnFailure, seconds } from "../lib/process.mjs";
import { replaceDirectory } from "../lib/replace_directory.mjs";
import { setup } from "../setup/setup.mjs";
import { buildGlue, glueDir, wasmName } from "./glue.mjs";
import { packageJson } from "./package_json.mjs";

const LICENCES = ["LICENSE-MIT", "LICENSE-APACHE"];
/** The files of docs/ for the package's users. */
const USER_DOCS = [
  "errors.md",
  "frameworks.md",
  "places.md",
  "reverification.md",
  "sessions.md",
  "tokens.md",
];

const stampFile = join(workDir, "package.stamp");

/** Builds the npm package in pkg/ and links node_modules/clerk-session to it. */
export async function buildPackage() {
  await setup();
  await buildGlue();
  await assemble();
  linkPackage();
}

async function assemble() {
  const artifact = {
    inputs: [
      glueDir,
      ...[
        "src/npm",
        "src/react",
        "scripts/build",
        "scripts/module_text",
        "Cargo.toml",
        "package.json",
        "package-lock.json",
        "README.md",
        "docs",
        ...LICENCES,
      ].map((path) => join(root, path)),
    ],
    outputs: packageDir,
  };
  if (isFresh(stampFile, artifact)) {
    console.log("✓ the package in pkg/ is up to date");
    return;
  }

  const started = performance.now();
  await replaceDirectory(packageDir, fill);
  markFresh(stampFile, artifact);
  console.log(`✓ assemble the package in pkg/ (${seconds(started)})`);
}

/** @param {string} directory */
async function fill(directory) {
  const crate = readCargoMetadata();
  /** @param {string} from @param {string} to */
  const copy = (from, to) => copyFileSync(from, join(directory, to));

  // This import is dynamic because entries.mjs needs esbuild, which setup() may have just
  // installed.
  const { bundleEntries } = await import("./entries.mjs");
  await bundleEntries(directory);
  copy(join(glueDir, wasmName), wasmName);

  for (const name of ["index", "models"]) {
    const declarations = readFileSync(join(root, "src", "npm", `${name}.d.ts`), "utf8");
    writeFileSync(join(directory, `${name}.d.ts`), declarations);
    // CommonJS resolves the declarations of models.cjs.
    writeFileSync(
      join(directory, `${name}.d.cts`),
      declarations.replaceAll('"./models.js"', '"./models.cjs"'),
    );
  }
  writeFileSync(
    join(directory, "slim.d.ts"),
    `export * from "./index.js";\nexport { default } from "./index.js";\n`,
  );

  for (const extension of ["d.ts", "d.cts"])
    copy(join("src", "react", "index.d.ts"), `react.${extension}`);

  for (const licence of LICENCES) copy(join(root, licence), licence);
  if (crate.readme !== null)
    writeFileSync(
      join(directory, "README.md"),
      userReadme(readFileSync(join(root, crate.readme), "utf8")),
    );

  mkdirSync(join(directory, "docs"));
  for (const name of USER_DOCS) copy(join(root, "docs", name), join("docs", name));

  const contents = packageJson(crate, readdirSync(directory).sort());
  writeFileSync(join(directory, "package.json"), `${JSON.stringify(contents, null, 2)}\n`);
}

/**
 * Returns the README for the package's users: without the parts that need the repository, and
 * without the markers around the benchmark's table.
 *
 * @param {string} readme
 */
function userReadme(readme) {
  return readme
    .replaceAll(/<!-- not in the package -->.*?<!-- \/not in the package -->\n\n?/gs, "")
    .replaceAll(/<!-- \/?bench -->\n/g, "");
}

/**
 * Links node_modules/clerk-session to pkg/, so that the page and the tests import the package by
 * the name that its users write.
 */
function linkPackage() {
  const link = join(modulesDir, "clerk-session");
  if (existsSync(link) && realpathSync(link) === realpathSync(packageDir)) return;
  rmSync(link, { recursive: true, force: true });
  symlinkSync(relative(dirname(link), packageDir), link, "dir");
}

if (isCommand(import.meta.url)) exitOnFailure(buildPackage());
