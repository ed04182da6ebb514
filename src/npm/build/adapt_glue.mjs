import { readFileSync, writeFileSync } from "node:fs";

/**
 * What wasm-bindgen's JavaScript has for browsers without encodeInto() (before 2021) and for callers that are not ours: some 200 bytes
 * of what a page downloads.
 */
const UNUSED = /** @type {const} */ ([
  [/if \(!\('encodeInto' in cachedTextEncoder\)\) \{[\s\S]*?\n\}\n/g, ""],
  [/ {4}if \(realloc === undefined\) \{[\s\S]*?\n {4}\}\n/g, ""],
  [
    / {4}if \(module !== undefined\) \{[\s\S]*?\n {4}\}\n(?=\s+const imports)/g,
    "    ({ module } = module);\n",
  ],
  [/if \(Symbol\.dispose\) Core\.prototype.*\n/g, ""],
]);

/** How it makes strings of what is in the module's memory: by cut_strings.js. */
const STRINGS = /** @type {const} */ ([
  [/import \{ cutStringsFrom \}/g, "import { cutStringsFrom, stringAt }"],
  [
    /function getStringFromWasm0\(ptr, len\) \{\n {4}ptr = ptr >>> 0;\n {4}return decodeText\((.*)\);\n\}\n/g,
    `function getStringFromWasm0(ptr, len) {
    return stringAt(ptr >>> 0, len, decodeAt);
}
function decodeAt(ptr, len) {
    return decodeText($1);
}
`,
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
    const places = text.match(original)?.length;
    if (places !== 1)
      throw new Error(`the glue has changed: ${original} is in it ${places ?? "no"} times, not once`);
    text = text.replace(original, adapted);
  }
  writeFileSync(glue, text);
}
