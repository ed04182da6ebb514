import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { svelte } from "@sveltejs/vite-plugin-svelte";
import react from "@vitejs/plugin-react";
import vue from "@vitejs/plugin-vue";
import type { SessionClient } from "clerk-session";
import { build, type PluginOption } from "vite";
import solid from "vite-plugin-solid";
import { root } from "../../scripts/lib/paths.mjs";
import {
  ada,
  defaultApi,
  expect,
  grace,
  redirectApi,
  serve,
  signInByRequest,
  test,
} from "./fixtures.js";

declare global {
  interface Window {
    /** The page's client, for the test. */
    sessionClient: SessionClient;
  }
}

interface Recipe {
  /** The heading in the document. */
  framework: string;
  /** The name of the recipe's file. */
  file: string;
  plugins: PluginOption[];
  /** The module that shows the recipe's component, imported as `Recipe`. */
  main: string;
}

const recipes: Recipe[] = [
  {
    framework: "React",
    file: "Recipe.jsx",
    plugins: [react()],
    main: `
      import { createElement } from "react";
      import { createRoot } from "react-dom/client";
      createRoot(document.getElementById("app")).render(createElement(Recipe));`,
  },
  {
    framework: "Vue",
    file: "Recipe.vue",
    plugins: [vue()],
    main: 'import { createApp } from "vue"; createApp(Recipe).mount("#app");',
  },
  {
    framework: "Svelte 5",
    file: "Recipe.svelte",
    plugins: [svelte({ configFile: false })],
    main: `
      import { mount } from "svelte";
      mount(Recipe, { target: document.getElementById("app") });`,
  },
  {
    framework: "Solid",
    file: "Recipe.jsx",
    plugins: [solid()],
    main: `
      import { createComponent, render } from "solid-js/web";
      render(() => createComponent(Recipe, {}), document.getElementById("app"));`,
  },
  {
    framework: "Angular",
    file: "Recipe.ts",
    plugins: [],
    // Without the plugin of Angular's own tools, the component is compiled in the page.
    main: `
      import "@angular/compiler";
      import { bootstrapApplication } from "@angular/platform-browser";
      document.getElementById("app").append(document.createElement("app-devices"));
      bootstrapApplication(Recipe).catch(reportError);`,
  },
];

/** Returns the document's section of a framework, and its recipe. */
function recipeOf(text: string, framework: string): string {
  const section = text.split(`\n## ${framework}\n`)[1]?.split("\n## ")[0] ?? "";
  return /```\w+\n(.*?)```/s.exec(section)?.[1] ?? "";
}

/** Writes the page of a recipe: the document's code, with the local Frontend API. */
async function writePage(directory: string, { framework, file, main }: Recipe) {
  const text = await readFile(join(root, "docs/frameworks.md"), "utf8");
  const recipe = recipeOf(text, framework);
  expect(recipe.trimEnd().split("\n").length).toBeLessThanOrEqual(15);
  const options = { frontendApi: "clerk.example.com", proxyUrl: defaultApi };
  const [shown = "", forOthers = ""] =
    /```js\n(.*?)(\/\/ Not with clerk-session\/react.*?)```/s.exec(text)?.slice(1) ?? [];
  const sessionClient = shown.replace('{ publishableKey: "pk_test_…" }', JSON.stringify(options));
  expect(sessionClient).toContain(defaultApi);
  expect(forOthers).toContain("getClient()");
  const files = {
    [file]: recipe,
    "session_client.js": sessionClient + (framework === "React" ? "" : forOthers),
    "main.js": `
      import Recipe from "./${file}";
      import { sessionClient } from "./session_client.js";
      ${main}
      window.sessionClient = sessionClient;`,
    "index.html": `<!doctype html><link rel="icon" href="data:," />
      <main id="app"></main><script type="module" src="/main.js"></script>`,
    "tsconfig.json": '{ "compilerOptions": { "experimentalDecorators": true } }',
  };
  await mkdir(directory, { recursive: true });
  for (const [name, contents] of Object.entries(files))
    await writeFile(join(directory, name), contents);
}

for (const recipe of recipes)
  test(`the recipe for ${recipe.framework} shows the session and its devices`, async ({
    api,
    context,
    page,
  }, testInfo) => {
    const directory = testInfo.outputPath("page");
    await writePage(directory, recipe);
    await build({
      root: directory,
      configFile: false,
      plugins: recipe.plugins,
      logLevel: "warn",
      build: { target: "es2022", chunkSizeWarningLimit: 2_000 },
    });
    const server = await serve(directory, join(directory, "dist"));
    const messages: string[] = [];
    page.on("console", (message) => {
      if (["warning", "error"].includes(message.type())) messages.push(message.text());
    });
    page.on("pageerror", ({ message }) => messages.push(message));

    const browserName = (name: string) => `Mozilla/5.0 Chrome/130.0 ${name}`;
    api.control.createSession({ identifier: ada.emailAddress, userAgent: browserName("a") });
    const other = await signInByRequest(page, api.url, grace);
    await signInByRequest(page, api.url, ada);
    const count = (identifier: string) =>
      api.control.sessions.filter(
        (session) => session.identifier === identifier && session.status === "active",
      ).length;
    expect(count(ada.emailAddress)).not.toBe(count(grace.emailAddress));
    await redirectApi(context, defaultApi, api);
    api.control.clearRequests();
    await page.goto(server.url);
    await expect(page.getByRole("heading")).toHaveText(ada.emailAddress);
    await expect(page.getByRole("listitem")).toHaveCount(count(ada.emailAddress));
    expect(api.control.requests.map(({ path }) => path)).toEqual([
      "/v1/client",
      "/v1/me/sessions/active",
    ]);

    // Another page of this browser switches the account, then signs it out.
    const tab = await context.newPage();
    await tab.goto(server.url);
    await expect(tab.getByRole("listitem")).toHaveCount(count(ada.emailAddress));
    await tab.evaluate(
      (id) => window.sessionClient.touchSession(id, { intent: "select_session" }),
      other,
    );
    await expect(page.getByRole("heading")).toHaveText(grace.emailAddress);
    await expect(page.getByRole("listitem")).toHaveCount(count(grace.emailAddress));
    await tab.evaluate(() => window.sessionClient.deleteAllSessions());
    await expect(page.getByRole("heading")).toHaveText("Signed out");
    await expect(page.getByRole("listitem")).toHaveCount(0);
    expect(messages).toEqual([]);
    await server.close();
  });
