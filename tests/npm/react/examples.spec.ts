import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { build } from "esbuild";
import { modulesBin, modulesDir, packageDir, root } from "../../../scripts/lib/paths.mjs";
import { readExamples } from "../package/shown_code.js";
import { ada, expect, test } from "./fixtures.js";

const here = fileURLToPath(new URL(".", import.meta.url));
const run = promisify(execFile);

async function declared() {
  return readExamples(await readFile(join(packageDir, "react.d.ts"), "utf8"), "tsx");
}

/** The names that an example may use without declaring them. */
const GIVEN = `
declare const options: import("clerk-session").SessionClientOptions;
declare function render(children: import("react").ReactNode): void;
`;

/** Makes an example's \`render\`, which gives the children the page's client. */
const RENDER = `
import { SessionProvider } from "clerk-session/react";
import { createElement } from "react";
import { createRoot } from "react-dom/client";

globalThis.render = (children) =>
  createRoot(document.body).render(
    createElement(SessionProvider, { client: globalThis.client, children }),
  );
`;

/** Compiles files with the type checker. Returns its output, which is empty if all is well. */
async function compile(files: Record<string, string>, options: object): Promise<string> {
  // In this directory, so that the compiler finds the package and React's types.
  const directory = await mkdtemp(join(here, "project-"));
  try {
    for (const [name, text] of Object.entries(files)) await writeFile(join(directory, name), text);
    const compilerOptions = {
      target: "es2022",
      module: "nodenext",
      lib: ["es2022", "dom"],
      types: [],
      jsx: "react-jsx",
      strict: true,
      exactOptionalPropertyTypes: true,
      noEmit: true,
      ...options,
    };
    const project = JSON.stringify({ compilerOptions, files: Object.keys(files) });
    await writeFile(join(directory, "tsconfig.json"), project);
    const tsc = run(join(modulesBin, "tsc"), ["-p", directory, "--pretty", "false"]);
    return await tsc.then(
      ({ stdout }) => stdout,
      ({ stdout, message }) => stdout || message,
    );
  } finally {
    await rm(directory, { recursive: true });
  }
}

test("each component and hook has an example that compiles", async () => {
  const { names, examples } = await declared();
  expect([...names].sort()).toEqual(Object.keys(await import("clerk-session/react")).sort());
  expect(new Set(examples.map(({ name }) => name))).toEqual(names);
  const texts = Object.fromEntries(
    examples.map(({ name, code }) => [`${name}.tsx`, `${GIVEN}${code}`]),
  );
  expect(await compile(texts, { module: "esnext", moduleResolution: "bundler" })).toBe("");
});

for (const version of ["18", "19"])
  test(`the declarations compile with the types of React ${version}`, async () => {
    const { examples } = await declared();
    const example = examples.find(({ name }) => name === "useSessions")?.code ?? "";
    const types = join(modulesDir, "@types", version === "18" ? "react-18" : "react");
    const paths = { react: [`${types}/index.d.ts`], "react/*": [`${types}/*.d.ts`] };
    const consumer = `${GIVEN}${example}
      import { SessionProvider, useToken } from "clerk-session/react";
      const App = () => <SessionProvider client={null}><Devices /></SessionProvider>;
      const Token = () => <p>{useToken({ template: "reporting" }).data?.length}</p>;
      // @ts-expect-error: a provider needs a client, or null.
      const Wrong = () => <SessionProvider />;
      ${version === "18" ? "// @ts-expect-error: React 18 has no use()." : ""}
      export { use } from "react";
      export { App, Token, Wrong };`;
    expect(await compile({ "consumer.tsx": consumer }, { paths })).toBe("");
  });

test("the examples run", async ({ api, built, openApp, page, signIn }) => {
  const { examples } = await declared();
  const texts: Record<string, RegExp> = {
    SessionProvider: /^Hello Ada$/,
    useSessionClient: /^Sign out$/,
    useClient: /Ada/,
    useSession: /^Signed in$/,
    useSessions: /Sign out \w+/,
    useToken: /^A token of \d+ characters$/,
  };
  await openApp(page);
  await signIn(page, ada);
  for (const { name, code } of examples) {
    await build({
      stdin: { contents: `import "given";\n${code}`, loader: "tsx", resolveDir: root },
      bundle: true,
      format: "esm",
      jsx: "automatic",
      jsxDev: true,
      define: { "process.env.NODE_ENV": '"development"' },
      outfile: join(built, `${name}.js`),
      plugins: [
        {
          name: "given",
          setup({ onResolve, onLoad }) {
            onResolve({ filter: /^given$/ }, ({ path }) => ({ path, namespace: "given" }));
            onLoad({ filter: /./, namespace: "given" }, () => ({
              contents: RENDER,
              resolveDir: root,
            }));
          },
        },
      ],
    });
    await openApp(page);
    await page.evaluate(
      async ([script, proxyUrl]) => {
        Object.assign(window, { options: { frontendApi: "clerk.example.com", proxyUrl } });
        await import(script);
      },
      [`/app/${name}.js`, api.url] as const,
    );
    await expect(page.locator("body"), name).toHaveText(texts[name] ?? /never/);
  }
});
