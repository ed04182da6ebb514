import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "@playwright/test";
import { packageDir } from "../../src/js/build/places.mjs";
import { createFrontendApi } from "../../www/frontend-api/server.js";
import { run, runTool, test } from "./installed.js";
import { signIn } from "./sign_in.js";

test("the README's code runs when pasted, but for its key, and is well typed", async ({ install }) => {
  const readme = await readFile(join(packageDir, "README.md"), "utf8");
  const code = /```js\n(.*?)```/s.exec(readme)?.[1] ?? "";
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

  const api = await createFrontendApi();
  try {
    const { sessionId, clientToken } = await signIn(api.url);
    const [placeholder = ""] = /\{ publishableKey: "[^"]*" \}/.exec(code) ?? [];
    const options = { frontendApi: "clerk.example.com", proxyUrl: api.url, clientToken };
    const program = code.replace(placeholder, JSON.stringify(options));
    await writeFile(
      join(directory, "pasted.mjs"),
      `${program}\nawait showDevices();\nconsole.log((await signOut()).status);\n`,
    );
    const said = (await run(directory, "node", ["pasted.mjs"])).split("\n");
    expect(said.length).toBeGreaterThan(1);
    expect(said.at(-1)).toBe("removed");
    expect(api.control.sessions.find(({ id }) => id === sessionId)?.status).toBe("removed");
  } finally {
    await api.close();
  }
});

test("the packaged README says nothing that needs the repository", async () => {
  const readme = await readFile(join(packageDir, "README.md"), "utf8");
  expect(readme).toMatch(/^# clerk-session\n/);
  expect(readme).not.toMatch(/screenshot|npm start|CONTRIBUTING|<!--/);
});
