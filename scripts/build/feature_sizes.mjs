import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "../lib/paths.mjs";
import { runQuietly } from "../lib/process.mjs";
import { toolEnv, WASM_TARGET } from "../setup/rust_tools.mjs";
import { wasmName } from "./glue.mjs";
import { OPTIMIZE } from "./optimize.mjs";

/**
 * The features of the module, each with the Rust paths of its functions. The first match counts.
 */
const FEATURES = /** @type {const} */ ([
  [
    "tokens",
    new RegExp(
      "::(get_token|token_cache|token_info|renewal|interpret::token|token::DecodedToken|" +
        "decode_token)",
    ),
  ],
  ["tabs", /::(tabs|tab_channel)/],
  ["passkeys", /::passkey/],
  ["Account Portal", /::account_portal/],
  ["checkAuthorization", /::authorization|session::Session>::has|check_?[aA]uthorization/],
  ["requests and responses", /clerk_session::api/],
  ["rules: state and interpretation", /clerk_session::(state|interpret)/],
  ["client: calls, credentials, refreshes", /clerk_session::client/],
  ["JSON, documents and models", /clerk_session::(json|document|models)/],
  ["objects for JavaScript", /::convert|serde|hashbrown/],
  ["arguments and exports", /clerk_session::npm|^core_|^parse|^decode/],
  ["what a browser offers", /clerk_session::browser/],
  ["errors and texts", /clerk_session/],
  ["standard library, allocator, wasm-bindgen", /(?:)/],
]);

/**
 * Returns the bytes of each feature's functions in the optimized module, before compression. A
 * function with a single call site is inlined there and counts as part of its caller.
 *
 * @returns {Promise<{ name: string, bytes: number }[]>}
 */
export async function featureSizes() {
  const directory = mkdtempSync(join(tmpdir(), "clerk-session-size-"));
  const env = toolEnv();
  const compiled = join(root, "target", WASM_TARGET, "release", "clerk_session.wasm");
  const [wasm, named] = [join(directory, wasmName), join(directory, "named.wasm")];
  try {
    const bind = [
      "--target",
      "web",
      "--keep-debug",
      "--no-typescript",
      "--out-dir",
      directory,
      compiled,
    ];
    await runQuietly("wasm-bindgen", "wasm-bindgen", bind, { env });
    await runQuietly("wasm-opt", "wasm-opt", [...OPTIMIZE, "--debuginfo", wasm, "-o", named], {
      env,
    });
    return byFeature(functionSizes(readFileSync(named)));
  } finally {
    rmSync(directory, { recursive: true });
  }
}

/** @param {{ name: string, bytes: number }[]} functions */
function byFeature(functions) {
  const sizes = new Map(FEATURES.map(([name]) => [name, 0]));
  for (const { name, bytes } of functions) {
    const path = name.replaceAll(/\[[0-9a-f]+\]/g, "");
    const [feature] = FEATURES.find(([, pattern]) => pattern.test(path)) ?? FEATURES[0];
    sizes.set(feature, (sizes.get(feature) ?? 0) + bytes);
  }
  return [...sizes].map(([name, bytes]) => ({ name, bytes })).toSorted((a, b) => b.bytes - a.bytes);
}

/**
 * Returns the functions of a module with their names
 * (https://webassembly.github.io/spec/core/binary/modules.html).
 *
 * @param {Uint8Array<ArrayBuffer>} bytes
 */
function functionSizes(bytes) {
  const module = new WebAssembly.Module(bytes);
  const imported = WebAssembly.Module.imports(module).filter(
    ({ kind }) => kind === "function",
  ).length;
  const [names] = WebAssembly.Module.customSections(module, "name");
  if (names === undefined) throw new Error("wasm-opt has removed the function names");
  const nameOf = functionNames(new Uint8Array(names));
  const reader = { bytes, at: 8 };
  while (reader.at < bytes.length) {
    const id = reader.bytes[reader.at++];
    const end = number(reader) + reader.at;
    if (id === CODE_SECTION) {
      return Array.from({ length: number(reader) }, (_, index) => {
        const size = number(reader);
        reader.at += size;
        return { name: nameOf.get(imported + index) ?? "", bytes: size };
      });
    }
    reader.at = end;
  }
  throw new Error("the module has no code");
}

const CODE_SECTION = 10;
const FUNCTION_NAMES = 1;

/** @param {Uint8Array} bytes @returns {Map<number, string>} */
function functionNames(bytes) {
  const reader = { bytes, at: 0 };
  while (reader.at < bytes.length) {
    const id = bytes[reader.at++];
    const end = number(reader) + reader.at;
    if (id === FUNCTION_NAMES) {
      return new Map(
        Array.from({ length: number(reader) }, () => {
          const index = number(reader);
          const length = number(reader);
          const name = new TextDecoder().decode(bytes.subarray(reader.at, reader.at + length));
          reader.at += length;
          return [index, name];
        }),
      );
    }
    reader.at = end;
  }
  return new Map();
}

/** Reads an unsigned LEB128 number. @param {{ bytes: Uint8Array, at: number }} reader */
function number(reader) {
  for (let value = 0, shift = 0; ; shift += 7) {
    const byte = reader.bytes[reader.at++] ?? 0;
    value += (byte & 0x7f) * 2 ** shift;
    if (byte < 0x80) return value;
  }
}
