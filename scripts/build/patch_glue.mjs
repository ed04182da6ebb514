import { readFileSync, writeFileSync } from "node:fs";

/**
 * Patches for environments that wasm-bindgen does not expect. Jest's jsdom has neither TextDecoder
 * nor TextEncoder, and importing the package must not throw: both are created when the module is
 * loaded, and nothing asks an encoder for its methods before. A module that another realm has
 * compiled is not an instance of this realm's class. Fake timers hold back the callbacks of
 * queueMicrotask, after which no task of the module would run again.
 */
const ENVIRONMENT = /** @type {const} */ ([
  [
    /let cachedTextDecoder = (new TextDecoder\(.*\));\ncachedTextDecoder\.decode\(\);\n/g,
    "let cachedTextDecoder, cachedTextEncoder;\n",
  ],
  [/const cachedTextEncoder = new TextEncoder\(\);\n/g, ""],
  [/if \(!\('encodeInto' in cachedTextEncoder\)\) \{[\s\S]*?\n\}\n/g, ""],
  [
    / {4}if \(!\(module instanceof WebAssembly\.Module\)\) \{[\s\S]*?\n {4}\}\n/g,
    `    cachedTextDecoder = new TextDecoder("utf-8", { ignoreBOM: true });
    cachedTextEncoder = new TextEncoder();
`,
  ],
  [/ queueMicrotask\(getObject\(arg0\)\);/g, " Promise.resolve().then(getObject(arg0));"],
]);

/**
 * Removals of code that never runs: a module with a function `realloc` always passes it, no caller
 * has a `Core` to dispose of, and load.js passes an object to `initSync`. The only mutable closure
 * is the task queue's. Only the event loop calls it, so it needs no guard against a call within a
 * call. A buffer that has been detached is not the memory's present one.
 */
const UNUSED = /** @type {const} */ ([
  [
    /(?<=^function initSync\(module\) \{\n)[\s\S]*?(?=^ {4}const imports)/gm,
    "    ({ module } = module);\n",
  ],
  [/makeMutClosure(?=\(arg0, arg1, wasm)/g, "makeClosure"],
  [/^function makeMutClosure\([\s\S]*?^\}\n\n/gm, ""],
  [
    /cachedDataViewMemory0\.buffer\.detached === true \|\| .*(?=\) \{)/g,
    "cachedDataViewMemory0.buffer !== wasm.memory.buffer",
  ],
  [/ {4}if \(realloc === undefined\) \{[\s\S]*?\n {4}\}\n\n/g, ""],
  [/if \(Symbol\.dispose\) Core\.prototype.*\n/g, ""],
]);

/** A patch that makes string_slices.js read the strings in the module's memory. */
const STRINGS = /** @type {const} */ ([
  [/import \{ setSlicedText \}/g, "import { setSlicedText, stringAt }"],
  [
    /(?<=getStringFromWasm0\(ptr, len\) \{\n)( {4}ptr = .*\n)? {4}return decodeText\(.*\);\n/g,
    "    return stringAt(ptr >>> 0, len, getArrayU8FromWasm0, decodeText);\n",
  ],
]);

/**
 * Applies all patches to the glue, the JavaScript that calls the module.
 *
 * @param {string} glue
 */
export function patchGlue(glue) {
  let text = readFileSync(glue, "utf8");
  for (const [pattern, replacement] of [...ENVIRONMENT, ...UNUSED, ...STRINGS]) {
    const matches = text.match(pattern)?.length;
    if (matches !== 1)
      throw new Error(
        `the glue has changed: ${pattern} matches ${matches ?? 0} times instead of once`,
      );
    text = text.replace(pattern, replacement);
  }
  writeFileSync(glue, text);
}
