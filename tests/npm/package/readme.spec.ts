import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "@playwright/test";
import { build } from "esbuild";
import { packageDir } from "../../../scripts/lib/paths.mjs";
import { createFrontendApi } from "../../../www/frontend-api/server.js";
import { READ, run, runTool, test } from "./installed.js";
import { signIn } from "./sign_in.js";

/** The JavaScript that the README shows, in order. */
async function shown(): Promise<string[]> {
  const readme = await readFile(join(packageDir, "README.md"), "utf8");
  return [...readme.matchAll(/```js\n(.*?)```/gs)].map(([, code = ""]) => code);
}

test("the README's code runs when pasted, but for its key, and is well typed", async ({
  install,
}) => {
  const [code = ""] = await shown();
  const directory = await install("node");
  await writeFile(join(directory, "pasted.mts"), code);
  const strict = [
    "--strict",
    "--noEmit",
    "--target",
    "es2022",
    "--module",
    "nodenext",
    "--lib",
    "es2022,dom",
  ];
  await runTool(directory, "tsc", [...strict, "pasted.mts"]);
  // Which knows no top-level await.
  await build({
    entryPoints: [join(directory, "pasted.mts")],
    format: "iife",
    bundle: true,
    write: false,
  });

  const api = await createFrontendApi();
  try {
    const { sessionId, clientToken } = await signIn(api.url);
    const [placeholder = ""] = /\{ publishableKey: "[^"]*" \}/.exec(code) ?? [];
    const options = { frontendApi: "clerk.example.com", proxyUrl: api.url, clientToken };
    const program = code.replace(placeholder, JSON.stringify(options));
    await writeFile(
      join(directory, "pasted.mjs"),
      `${program}\nconst { showDevices, signOut } = await start();\nawait showDevices();\nconsole.log((await signOut()).status);\n`,
    );
    const said = (await run(directory, "node", ["pasted.mjs"])).split("\n");
    expect(said.length).toBeGreaterThan(1);
    expect(said.at(-1)).toBe("removed");
    expect(api.control.sessions.find(({ id }) => id === sessionId)?.status).toBe("removed");
  } finally {
    await api.close();
  }
});

test("./slim is loaded in Node by the README's line for that", async ({ install }) => {
  const [, line = ""] = await shown();
  const directory = await install("node");
  const program = `
    import { readFile } from "node:fs/promises";
    import init, { parseSession } from "clerk-session/slim";
    ${line}
    console.log(parseSession(await readFile("session.json")).id);`;
  await writeFile(join(directory, "pasted.mjs"), program);
  expect(await run(directory, "node", ["pasted.mjs"])).toBe(JSON.parse(READ).id);
});

test("the package is required by the README's line for that", async ({ install }) => {
  const readme = await readFile(join(packageDir, "README.md"), "utf8");
  const [line = ""] = /const [^`]* = require\("clerk-session"\)/.exec(readme) ?? [];
  const directory = await install("node");
  const options = JSON.stringify({ frontendApi: "clerk.example.com" });
  const program = `${line};\ninit().then(() => console.log(String(new SessionClient(${options}).loaded)));\n`;
  await writeFile(join(directory, "pasted.cjs"), program);
  expect(await run(directory, "node", ["pasted.cjs"])).toBe("false");
});

test("the packaged README says nothing that needs the repository", async () => {
  const readme = await readFile(join(packageDir, "README.md"), "utf8");
  expect(readme).toMatch(/^# clerk-session\n/);
  expect(readme).not.toMatch(/screenshot|npm start|CONTRIBUTING|<!--/);
});
