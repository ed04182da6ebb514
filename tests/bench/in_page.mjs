/**
 * The modules that the measures run in a page, by their names in page/.
 *
 * @typedef {{
 *   conversion: typeof import("./page/conversion.js"),
 *   calls: typeof import("./page/calls.js"),
 *   memory: typeof import("./page/memory.js"),
 *   peak: typeof import("./page/peak.js"),
 * }} Modules
 */

/**
 * Calls a function of one of these modules in a page.
 *
 * @template {keyof Modules} Module
 * @template {keyof Modules[Module] & string} Name
 * @param {import("@playwright/test").Page} page
 * @param {Module} module
 * @param {Name} name
 * @param {Modules[Module][Name] extends (...given: infer Given) => unknown ? Given : never} given
 *   the function's arguments
 * @returns {Promise<
 *   Modules[Module][Name] extends (...given: never) => infer Result ? Awaited<Result> : never
 * >}
 */
export function callInPage(page, module, name, ...given) {
  return page.evaluate(
    async ({ path, name, given }) => (await import(path))[name](...given),
    /** @type {{ path: string, name: string, given: any[] }} */ ({
      path: `/page/${module}.js`,
      name,
      given,
    }),
  );
}
