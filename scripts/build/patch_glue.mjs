import { readFileSync, writeFileSync } from "node:fs";

/**
 * What wasm-bindgen's JavaScript has for browsers without encodeInto() (before 2021) and for
 * callers that are not ours: some 200 bytes of what a page downloads.
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

/**
 * Assumptions about the environment. Jest's jsdom has neither TextDecoder nor TextEncoder, and
 * importing the package must not throw: they are made when the module is loaded. A module that
 * another realm has compiled is no instance of this realm's class. Fake timers hold back the
 * callbacks of queueMicrotask, after which no task of the module would run again.
 */
const ENVIRONMENT = /** @type {const} */ ([
  [
    /let cachedTextDecoder = (new TextDecoder\(.*\));\ncachedTextDecoder\.decode\(\);\n/g,
    "let cachedTextDecoder, cachedTextEncoder;\n",
  ],
  [/const cachedTextEncoder = new TextEncoder\(\);\n/g, ""],
  [
    / {4}if \(!\(module instanceof WebAssembly\.Module\)\) \{[\s\S]*?\n {4}\}\n/g,
    `    cachedTextDecoder = new TextDecoder("utf-8", { ignoreBOM: true });
    cachedTextEncoder = new TextEncoder();
`,
  ],
  [/ queueMicrotask\(getObject\(arg0\)\);/g, " Promise.resolve().then(getObject(arg0));"],
]);

/** Strings in the module's memory are read by string_slices.js. */
const STRINGS = /** @type {const} */ ([
  [/import \{ setSlicedText \}/g, "import { setSlicedText, stringAt }"],
  [
    /(?<=function getStringFromWasm0\(ptr, len\) \{\n)( {4}ptr = .*\n)? {4}return decodeText\(.*\);\n/g,
    "    return stringAt(ptr >>> 0, len, getArrayU8FromWasm0, decodeText);\n",
  ],
]);

/**
 * Makes the JavaScript that talks to the module fit for it.
 *
 * @param {string} glue
 */
export function patchGlue(glue) {
  let text = readFileSync(glue, "utf8");
  for (const [original, adapted] of [...UNUSED, ...ENVIRONMENT, ...STRINGS]) {
    const places = text.match(original)?.length;
    if (places !== 1)
      throw new Error(
        `the glue has changed: ${original} is in it ${places ?? "no"} times, not once`,
      );
    text = text.replace(original, adapted);
  }
  writeFileSync(glue, text);
}
