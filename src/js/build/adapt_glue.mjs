import { readFileSync, writeFileSync } from "node:fs";

/**
 * What wasm-bindgen's JavaScript has for browsers without encodeInto() (before 2021) and for callers that are not ours: some 200 bytes
 * of what a page downloads.
 */
const UNUSED = /** @type {const} */ ([
  [/if \(!\('encodeInto' in cachedTextEncoder\)\) \{[\s\S]*?\n\}\n/, ""],
  [/ {4}if \(realloc === undefined\) \{[\s\S]*?\n {4}\}\n/, ""],
  [
    / {4}if \(module !== undefined\) \{[\s\S]*?\n {4}\}\n(?=\s+const imports)/,
    "    ({ module } = module);\n",
  ],
  [/if \(Symbol\.dispose\) Core\.prototype.*\n/, ""],
]);

/** How it makes strings of what is in the module's memory: by src/js/cut_strings.js. */
const STRINGS = /** @type {const} */ ([
  [/import \{ cutStringsFrom \}/, "import { cutStringsFrom, stringAt }"],
  [
    /function getStringFromWasm0\(ptr, len\) \{\n {4}ptr = ptr >>> 0;\n/,
    "function getStringFromWasm0(ptr, len) {\n    return stringAt(ptr >>> 0, len, decodeAt);\n}\nfunction decodeAt(ptr, len) {\n",
  ],
]);

/**
 * Makes the JavaScript that talks to the module fit for it.
 *
 * @param {string} glue
 */
export function adaptGlue(glue) {
  let text = readFileSync(glue, "utf8");
  for (const [original, adapted] of [...UNUSED, ...STRINGS]) {
    if (!original.test(text)) throw new Error(`the glue has changed: ${original} is not in it any more`);
    text = text.replace(original, adapted);
  }
  writeFileSync(glue, text);
}
