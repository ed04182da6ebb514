import { readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { root } from "../../scripts/lib/paths.mjs";
import { trackedFiles } from "./changed.mjs";

/** The layers of the crate. Each may import only those before it. */
const LAYERS = [
  "util",
  "json",
  "document",
  "models",
  "error",
  "token",
  "authorization",
  "api",
  "state",
  "interpret",
  "browser",
  "client",
  "npm",
];

/**
 * Checks the imports of all Rust files of the crate, and of all JavaScript and TypeScript files of
 * the repository.
 *
 * @returns {Promise<import("./programs.mjs").Outcome>}
 */
export async function layers() {
  /** @param {string} path */
  const read = (path) => readFileSync(join(root, path), "utf8");
  const paths = trackedFiles();
  const rust = paths.filter((path) => /^src\/.*\.rs$/.test(path));
  const sources = new Map(rust.map((path) => [path.replace("src/", ""), read(path)]));
  const scripts = new Map(
    paths.filter((path) => /\.([cm]?js|[cm]?tsx?)$/.test(path)).map((path) => [path, read(path)]),
  );
  const wrong = [...wrongImports(sources), ...scriptCycles(scripts)];
  return { passed: wrong.length === 0 ? 1 : 0, failed: wrong.length, output: wrong.join("\n") };
}

/**
 * Returns the imports against the order of the layers, and the cycles among files, as sentences.
 *
 * @param {Map<string, string>} sources Rust files by their paths below src/
 */
export function wrongImports(sources) {
  const modules = new Map(
    [...sources].map(([path, text]) => [path.replace(/\.rs$/, ""), code(text)]),
  );
  modules.delete("lib");
  const graph = new Map(
    [...modules].map(([module, text]) => [module, imports(module, text, modules)]),
  );
  const wrong = [];
  for (const [module, imported] of graph) {
    for (const other of imported) {
      if (LAYERS.indexOf(layerOf(other)) > LAYERS.indexOf(layerOf(module)))
        wrong.push(`${module}.rs imports ${other}.rs, which is of a later layer`);
    }
  }
  return [...wrong, ...cycles(graph)];
}

/**
 * Returns the import cycles among TypeScript and JavaScript files, type imports included, as
 * sentences.
 *
 * @param {Map<string, string>} scripts files by their paths
 */
export function scriptCycles(scripts) {
  const graph = new Map(
    [...scripts].map(([path, text]) => {
      const specifiers = [...text.matchAll(/\b(?:from|import)\s*\(?\s*"(\.[^"]+)"/g)];
      const imported = specifiers.flatMap(([, specifier = ""]) => {
        const target = normalize(join(dirname(path), specifier)).replaceAll("\\", "/");
        const names = [target, target.replace(/\.js$/, ".ts"), target.replace(/\.js$/, ".tsx")];
        return names.find((name) => scripts.has(name)) ?? [];
      });
      return [path, new Set(imported)];
    }),
  );
  return cycles(graph, "");
}

/** Removes comments and unit tests. Unit tests may import anything. @param {string} text */
function code(text) {
  return text
    .replaceAll(/\/\/.*$/gm, "")
    .replace(/#\[cfg\(test\)\]\s*(?:pub )?mod \w+( \{[\s\S]*|;)/, "");
}

/** @param {string} module */
function layerOf(module) {
  return module.split("/", 1)[0] ?? "";
}

/**
 * Returns the modules that a module imports. A name that another module only re-exports counts as
 * imported from the module that declares it.
 *
 * @param {string} module
 * @param {string} text
 * @param {Map<string, string>} modules
 */
function imports(module, text, modules) {
  /** @type {Set<string>} */
  const imported = new Set();
  for (const segments of paths(text)) {
    const target = resolve(module, segments, modules);
    if (target !== undefined && target !== module) imported.add(target);
  }
  // A module imports a module that it declares only if it uses it: a re-export is not an import.
  for (const [, name = ""] of text.matchAll(/^\s*(?:pub(?:\([^)]*\))? )?mod (\w+);/gm)) {
    const isUsed = usesInCode(text, name);
    if (isUsed) imported.add(`${module}/${name}`);
    else imported.delete(`${module}/${name}`);
  }
  return imported;
}

/**
 * Returns whether a child module is used outside `pub use` lines.
 *
 * @param {string} text
 * @param {string} name
 */
function usesInCode(text, name) {
  const withoutExports = text.replaceAll(/^\s*pub(?:\([^)]*\))? use [^;]*;/gm, "");
  return new RegExp(`\\b${name}::`).test(withoutExports);
}

/** Returns every path that begins with crate or super, or is imported. @param {string} text */
function paths(text) {
  const flat = [];
  for (const [, statement = ""] of text.matchAll(/\buse ([^;]+);/g))
    flat.push(...expand(statement));
  const outside = text.replaceAll(/\buse [^;]+;/g, "");
  for (const [path] of outside.matchAll(/(?:\$?crate|super)(?:::\w+)+/g))
    flat.push(path.replace("$", ""));
  return flat.map((path) => path.split("::"));
}

/** Expands the braces of a use declaration. @param {string} statement @returns {string[]} */
function expand(statement) {
  const open = statement.indexOf("{");
  if (open < 0) return [statement.replace(/ as \w+/, "").trim()];
  const prefix = statement.slice(0, open).trim();
  const inner = statement.slice(open + 1, statement.lastIndexOf("}"));
  const parts = [];
  for (let depth = 0, start = 0, at = 0; at <= inner.length; at++) {
    const character = inner[at];
    if (character === "{") depth++;
    if (character === "}") depth--;
    if ((character === "," && depth === 0) || at === inner.length) {
      parts.push(inner.slice(start, at).trim());
      start = at + 1;
    }
  }
  return parts.filter((part) => part !== "").flatMap((part) => expand(`${prefix}${part}`));
}

/**
 * Returns the module that a path names.
 *
 * @param {string} module
 * @param {string[]} segments
 * @param {Map<string, string>} modules
 * @returns {string | undefined}
 */
function resolve(module, segments, modules) {
  const names = segments.filter((segment) => segment !== "self");
  let base = module.split("/");
  if (names[0] === "crate") {
    base = [];
    names.shift();
  } else if (names[0] === "super") {
    while (names[0] === "super") {
      base = base.slice(0, -1);
      names.shift();
    }
  } else if (!modules.has([...base, names[0]].join("/"))) return undefined;
  while (names.length > 0 && modules.has([...base, names[0]].join("/")))
    base.push(names.shift() ?? "");
  const target = base.join("/");
  const name = names[0];
  if (name === undefined || !modules.has(target)) return modules.has(target) ? target : undefined;
  for (const [, statement = ""] of (modules.get(target) ?? "").matchAll(
    /^\s*pub(?:\([^)]*\))? use ([^;]+);/gm,
  )) {
    const exported = expand(statement).map((path) => path.split("::"));
    const from = exported.find((path) => path.at(-1) === name || path.at(-1) === "*");
    if (from !== undefined) return resolve(target, from, modules) ?? target;
  }
  return target;
}

/**
 * @param {Map<string, Set<string>>} graph
 * @param {string} extension appended to the names in the graph
 */
function cycles(graph, extension = ".rs") {
  /** @type {string[]} */
  const found = [];
  /** @type {Set<string>} */
  const done = new Set();
  /** @param {string} module @param {string[]} path */
  const visit = (module, path) => {
    const start = path.indexOf(module);
    if (start >= 0) {
      const files = [...path.slice(start), module].map((name) => name + extension);
      found.push(`a cycle of imports: ${files.join(" → ")}`);
      return;
    }
    if (done.has(module)) return;
    for (const other of graph.get(module) ?? []) visit(other, [...path, module]);
    done.add(module);
  };
  for (const module of graph.keys()) visit(module, []);
  return found;
}
