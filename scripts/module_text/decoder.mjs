import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root, workDir } from "../lib/paths.mjs";
import { runQuietly } from "../lib/process.mjs";
import { toolEnv } from "../setup/rust_tools.mjs";
import { decodeModule } from "./decode.js";
import { encodeModule } from "./encode.mjs";

/** Faster than what -Oz makes of it, and when compressed no larger. */
const OPTIMIZE = ["-O3", "--always-inline-max-function-size=20", "--enable-bulk-memory"];

/** @returns {Promise<Uint8Array<ArrayBuffer>>} what puts a module together again: a module, too */
export async function buildDecoder() {
  const source = join(root, "scripts", "module_text", "decode.wat");
  const file = join(workDir, "decode.wasm");
  await runQuietly("compile decode.wat", "wasm-opt", [source, ...OPTIMIZE, "-o", file], {
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
  const bytes = decodeModule(await buildDecoder(), encodeModule(module));
  if (bytes.length !== module.length || !WebAssembly.validate(bytes))
    throw new Error("the module was not put together as it was");
  return bytes;
}
