import { readFileSync, writeFileSync } from "node:fs";

/** What wasm-bindgen's JavaScript has for browsers without encodeInto() (before 2021) and for callers that are not ours, and what stays. */
const UNUSED = /** @type {const} */ ([
  [/if \(!\('encodeInto' in cachedTextEncoder\)\) \{[\s\S]*?\n\}\n/, ""],
  [/ {4}if \(realloc === undefined\) \{[\s\S]*?\n {4}\}\n/, ""],
  [
    / {4}if \(module !== undefined\) \{[\s\S]*?\n {4}\}\n(?=\s+const imports)/,
    "    ({ module } = module);\n",
  ],
  [/if \(Symbol\.dispose\) Core\.prototype.*\n/, ""],
]);

/**
 * Takes out of the JavaScript that talks to the module what is never used here: some 200 bytes of what a page downloads.
 *
 * @param {string} glue
 */
export function trimGlue(glue) {
  let text = readFileSync(glue, "utf8");
  for (const [unused, left] of UNUSED) {
    if (!unused.test(text)) throw new Error(`the glue has changed: ${unused} is not in it any more`);
    text = text.replace(unused, left);
  }
  writeFileSync(glue, text);
}
