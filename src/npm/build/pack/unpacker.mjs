import { readFileSync } from "node:fs";
import { join } from "node:path";
import { unpack } from "../../entry/unpack.js";
import { runQuietly } from "../child.mjs";
import { root, workDir } from "../places.mjs";
import { toolEnv } from "../rust_tools.mjs";
import { pack } from "./pack.mjs";

/** Faster than what -Oz makes of it, and when compressed no larger. */
const OPTIMIZE = ["-O3", "--always-inline-max-function-size=20", "--enable-bulk-memory"];

/** @returns {Promise<Uint8Array<ArrayBuffer>>} what puts a module together again: a module, too */
export async function buildUnpacker() {
  const source = join(root, "src", "npm", "entry", "unpack.wat");
  const file = join(workDir, "unpack.wasm");
  await runQuietly("compile unpack.wat", "wasm-opt", [source, ...OPTIMIZE, "-o", file], {
    env: toolEnv(),
  });
  return Uint8Array.from(readFileSync(file));
}

/**
 * The same module without the hints that its text leaves out.
 *
 * @param {Uint8Array} module
 */
export async function withoutAlignments(module) {
  const bytes = unpack(await buildUnpacker(), pack(module));
  if (bytes.length !== module.length || !WebAssembly.validate(bytes))
    throw new Error("the module was not put together as it was");
  return bytes;
}
