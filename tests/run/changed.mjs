import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../scripts/lib/paths.mjs";

/**
 * Returns the paths of the files that differ from a commit: committed since, changed or new.
 *
 * @param {string} commit
 */
export function changedFiles(commit) {
  const changed = git("diff", "--name-only", "--no-renames", "-z", commit, "--");
  const added = git("ls-files", "--others", "--exclude-standard", "-z");
  return [...new Set([...changed, ...added])];
}

/** Returns the paths of the repository's files. */
export function trackedFiles() {
  return git("ls-files", "-z").filter((path) => existsSync(join(root, path)));
}

/** Runs git, and returns the paths that it prints. @param {string[]} args */
function git(...args) {
  const printed = execFileSync("git", args, { cwd: root, encoding: "utf8" });
  return printed.split("\0").filter((path) => path !== "");
}

/**
 * The files of which not all specs depend, and the specs that do: a spec on itself.
 *
 * @type {{ files: RegExp, specs: string[] | "itself" }[]}
 */
const SPECS_OF = [
  { files: /^tests\/.*\.spec\.ts$/, specs: "itself" },
  { files: /^www\/(page\/|index\.html|vite\.config|page_server|start)/, specs: ["tests/www/page"] },
  { files: /^tests\/npm\/package\/applications\//, specs: ["tests/npm/package"] },
  { files: /^examples\//, specs: ["tests/examples"] },
  { files: /^docs\/frameworks\.md$/, specs: ["tests/npm/package", "tests/examples"] },
  { files: /^(README\.md|CHANGELOG\.md|docs\/|LICENSE)/, specs: ["tests/npm/package"] },
  { files: /^(?!src\/).*\.(md|rs)$|^(\.|deny\.toml)/, specs: [] },
];

/** The spec that any change can break, because documents link to all kinds of files. */
const DOCS = "tests/docs.spec.ts";

/**
 * Returns the specs that must run after a change of these files, or `null` if all must.
 *
 * @param {string[]} changed paths
 * @returns {string[] | null}
 */
export function specsFor(changed) {
  /** @type {Set<string>} */
  const specs = new Set([DOCS]);
  for (const path of changed) {
    const rule = SPECS_OF.find(({ files }) => files.test(path));
    if (rule === undefined) return null;
    for (const spec of rule.specs === "itself" ? [path] : rule.specs) specs.add(spec);
  }
  return [...specs];
}
