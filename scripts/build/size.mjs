import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { isCommand, packageDir, root } from "../lib/paths.mjs";
import { exitOnFailure } from "../lib/process.mjs";
import { buildPackage } from "./build.mjs";
import { featureSizes } from "./feature_sizes.mjs";
import { wasmName } from "./glue.mjs";

/** The size limit of a page's download, brotli-compressed. It is defined only here. */
const BUDGET_BYTES = 51_200;

/** The size limit of the entry for React beside React and the entry `.`, brotli-compressed. */
const REACT_BUDGET_BYTES = 1_000;

/** @typedef {{ name: string, raw: number, gzip: number, brotli: number }} Size */

/**
 * `fits` states whether all sizes are within their limits.
 *
 * @returns {Promise<{
 *   whole: Size, slim: Size, react: Size, files: Size[], budget: number, fits: boolean,
 * }>}
 */
export async function measure() {
  const wasm = readFileSync(join(packageDir, wasmName));
  const whole = sizeOf("clerk-session", [await bundled(importAll("clerk-session"))]);
  const slim = sizeOf(`clerk-session/slim + ${wasmName}`, [
    await bundled(importAll("clerk-session/slim")),
    wasm,
  ]);
  const react = sizeOf("clerk-session/react, without React", [
    await bundled('export * from "clerk-session/react";', ["react"]),
  ]);
  const files = readdirSync(packageDir, { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => sizeOf(name, [readFileSync(join(packageDir, name))]));
  const fits = whole.brotli <= BUDGET_BYTES && react.brotli <= REACT_BUDGET_BYTES;
  return { whole, slim, react, files, budget: BUDGET_BYTES, fits };
}

/** @param {Awaited<ReturnType<typeof measure>>} sizes */
export function report({ whole, slim, react, files, budget, fits }) {
  const heading = ["", "raw", "gzip", "brotli"];
  const rows = [
    ["A page's download, bundled and minified", "", "", ""],
    ...[whole, slim, react].map(row),
    ["", "", "", ""],
    ["Files of the package", "", "", ""],
    ...files.map(row),
  ];
  const verdict = [
    `clerk-session: ${grouped(whole.brotli)} of ${grouped(budget)} bytes`,
    `; clerk-session/react: ${grouped(react.brotli)} of ${grouped(REACT_BUDGET_BYTES)} bytes`,
    fits ? "" : ": over the budget",
  ].join("");
  return [...[heading, ...rows].map(line), "", verdict].join("\n");
}

/** @param {{ name: string, bytes: number }[]} features */
function reportFeatures(features) {
  const total = features.reduce((sum, { bytes }) => sum + bytes, 0);
  const share = (/** @type {number} */ bytes) => `${((100 * bytes) / total).toFixed(1)} %`;
  const rows = features.map(({ name, bytes }) => [`  ${name}`, grouped(bytes), share(bytes)]);
  return ["", line(["Code of the module by feature", "raw", "share"]), ...rows.map(line)].join(
    "\n",
  );
}

/**
 * Returns the code of a page that imports all exports of an entry with a default export.
 *
 * @param {string} entry
 */
function importAll(entry) {
  return `export * from "${entry}"; export { default } from "${entry}";`;
}

/**
 * Bundles and minifies a page's code as its bundler would.
 *
 * @param {string} contents
 * @param {string[]} external packages that are left out
 */
export async function bundled(contents, external = []) {
  const { build } = await import("esbuild");
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: root },
    format: "esm",
    bundle: true,
    minify: true,
    external,
    write: false,
  });
  return Buffer.concat(outputFiles.map(({ contents }) => contents));
}

/**
 * @param {string} name
 * @param {Buffer[]} parts loaded separately, so compressed separately
 * @returns {Size}
 */
function sizeOf(name, parts) {
  /** @param {(part: Buffer) => Buffer} encode */
  const total = (encode) => parts.reduce((sum, part) => sum + encode(part).length, 0);
  return {
    name,
    raw: total((part) => part),
    gzip: total((part) => gzipSync(part, { level: 9 })),
    brotli: total(brotli),
  };
}

/** @param {Uint8Array} part */
export function brotli(part) {
  return brotliCompressSync(part, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: 11,
      [constants.BROTLI_PARAM_SIZE_HINT]: part.length,
    },
  });
}

/** @param {Size} size */
function row({ name, raw, gzip, brotli }) {
  return [`  ${name}`, grouped(raw), grouped(gzip), grouped(brotli)];
}

/** @param {string[]} cells */
function line([name = "", ...figures]) {
  return (name.padEnd(44) + figures.map((figure) => figure.padStart(10)).join("")).trimEnd();
}

/** @param {number} bytes */
function grouped(bytes) {
  return bytes.toLocaleString("en");
}

async function main() {
  await buildPackage();
  const sizes = await measure();
  console.log(report(sizes));
  console.log(reportFeatures(await featureSizes()));
  if (!sizes.fits) process.exitCode = 1;
}

if (isCommand(import.meta.url)) exitOnFailure(main());
