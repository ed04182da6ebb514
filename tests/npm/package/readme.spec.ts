import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "@playwright/test";
import { build } from "esbuild";
import { packageDir } from "../../../scripts/lib/paths.mjs";
import { createFrontendApi } from "../../../www/frontend-api/server.js";
import { READ, run, runTool, test } from "./installed.js";
import { signIn } from "./sign_in.js";

/** Returns the README's JavaScript blocks, in order. */
async function readmeBlocks(): Promise<string[]> {
  const readme = await readFile(join(packageDir, "README.md"), "utf8");
  return [...readme.matchAll(/```js\n(.*?)```/gs)].map(([, code = ""]) => code);
}

test("the README's code runs with another key, and type-checks", async ({ install }) => {
  const [code = ""] = await readmeBlocks();
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
  // The format iife has no top-level await.
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
      [
        program,
        "const { showDevices, signOut } = await start();",
        "await showDevices();",
        "console.log((await signOut()).status);\n",
      ].join("\n"),
    );
    const printed = (await run(directory, "node", ["pasted.mjs"])).split("\n");
    expect(printed.length).toBeGreaterThan(1);
    expect(printed.at(-1)).toBe("removed");
    expect(api.control.sessions.find(({ id }) => id === sessionId)?.status).toBe("removed");
  } finally {
    await api.close();
  }
});

test("the README's line for ./slim in Node loads it", async ({ install }) => {
  const [, line = ""] = await readmeBlocks();
  const directory = await install("node");
  const program = `
    import { readFile } from "node:fs/promises";
    import init, { parseSession } from "clerk-session/slim";
    ${line}
    console.log(parseSession(await readFile("session.json")).id);`;
  await writeFile(join(directory, "pasted.mjs"), program);
  expect(await run(directory, "node", ["pasted.mjs"])).toBe(JSON.parse(READ).id);
});

test("the README's line for CommonJS requires the package", async ({ install }) => {
  const readme = await readFile(join(packageDir, "README.md"), "utf8");
  const [line = ""] = /const [^`]* = require\("clerk-session"\)/.exec(readme) ?? [];
  const directory = await install("node");
  const options = JSON.stringify({ frontendApi: "clerk.example.com" });
  const print = `console.log(String(new SessionClient(${options}).loaded))`;
  const program = `${line};\ninit().then(() => ${print});\n`;
  await writeFile(join(directory, "pasted.cjs"), program);
  expect(await run(directory, "node", ["pasted.cjs"])).toBe("false");
});

test("the packaged README refers to nothing in the repository alone", async () => {
  const readme = await readFile(join(packageDir, "README.md"), "utf8");
  expect(readme).toMatch(/^# clerk-session\n/);
  expect(readme).not.toMatch(/screenshot|npm start|CONTRIBUTING|<!--/);
});
