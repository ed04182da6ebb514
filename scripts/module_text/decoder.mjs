import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root, workDir } from "../lib/paths.mjs";
import { runQuietly } from "../lib/process.mjs";
import { toolEnv } from "../setup/rust_tools.mjs";
import { decodeModule } from "./decode.js";
import { encodeModule } from "./encode.mjs";

/** Options of wasm-opt. The result is faster than that of -Oz, and no larger when compressed. */
const OPTIMIZE = ["-O3", "--always-inline-max-function-size=20", "--enable-bulk-memory"];

/**
 * Compiles decode.wat, the module that decodes others.
 *
 * @returns {Promise<Uint8Array<ArrayBuffer>>}
 */
export async function buildDecoder() {
  const source = join(root, "scripts", "module_text", "decode.wat");
  const file = join(workDir, "decode.wasm");
  await runQuietly("compile decode.wat", "wasm-opt", [source, ...OPTIMIZE, "-o", file], {
    env: toolEnv(),
  });
  return Uint8Array.from(readFileSync(file));
}

/**
 * Returns the same module without alignment hints, which its text does not keep.
 *
 * @param {Uint8Array} module
 */
export async function withoutAlignments(module) {
  const bytes = decodeModule(await buildDecoder(), encodeModule(module));
  if (bytes.length !== module.length || !WebAssembly.validate(bytes))
    throw new Error("the decoded module differs from the original");
  return bytes;
}
