import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "@playwright/test";
import { build } from "esbuild";
import { packageDir } from "../../../scripts/lib/paths.mjs";
import { createFrontendApi } from "../../../www/frontend-api/server.js";
import { READ, run, test } from "./installed.js";
import { codeBlocks } from "./shown_code.js";
import { signIn } from "./sign_in.js";

/** Returns the JavaScript that the package's README or another page of it shows, in order. */
async function shown(page: string): Promise<string[]> {
  return codeBlocks(await readFile(join(packageDir, page), "utf8"));
}

// examples.spec.ts checks its types.
test("the README's code runs when pasted, with another key", async ({ install }) => {
  const [code = ""] = await shown("README.md");
  const directory = await install("node");
  await writeFile(join(directory, "pasted.mts"), code);
  // This format has no top-level await.
  const entryPoints = [join(directory, "pasted.mts")];
  await build({ entryPoints, format: "iife", bundle: true, write: false });

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

test("./slim is loaded in Node by the documented lines", async ({ install }) => {
  const lines =
    (await shown("docs/places.md")).find((code) => code.includes("clerk-session/slim")) ?? "";
  const directory = await install("node");
  const program = `
    import { parseSession } from "clerk-session/slim";
    ${lines}
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
