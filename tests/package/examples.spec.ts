import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "@playwright/test";
import { modulesDir, packageDir, root } from "../../src/npm/build/places.mjs";
import { demoAccounts } from "../../www/frontend-api/demo-accounts.js";
import { createFrontendApi } from "../../www/frontend-api/server.js";
import { totp } from "../support/totp.js";
import { run, runTool, test } from "./installed.js";
import {
  codeBlocks,
  hasExports,
  readExamples,
  runnableModule,
  type ShownCode,
  typedModule,
} from "./shown_code.js";
import { signIn } from "./sign_in.js";

async function declared() {
  return readExamples(await readFile(join(packageDir, "index.d.ts"), "utf8"));
}

/** Returns the blocks of the README and of docs/. */
async function documented(): Promise<ShownCode[]> {
  const docs = (await readdir(join(root, "docs"))).filter((name) => name.endsWith(".md"));
  const files = ["README.md", ...docs.sort().map((name) => `docs/${name}`)];
  const texts = await Promise.all(files.map((file) => readFile(join(root, file), "utf8")));
  return texts.flatMap((text, file) =>
    codeBlocks(text).map((code, index) => ({ name: `${files[file]}, block ${index + 1}`, code })),
  );
}

test("each function and method of the declarations has an example", async () => {
  const { names, examples } = await declared();
  expect(names).toContain("SessionClient.constructor");
  expect(names).toContain("init");
  expect([...names].filter((name) => !examples.some((example) => example.name === name))).toEqual([]);
});

test("the code of README, docs and declarations compiles and runs", async ({ install }) => {
  const shown = [...(await documented()), ...(await declared()).examples];
  const directory = await install("node");
  const files = shown.map((_, index) => `shown_${index}`);
  await Promise.all(
    shown.map(async (block, index) => {
      await writeFile(join(directory, `${files[index]}.mts`), typedModule(block));
      if (!hasExports(block))
        await writeFile(join(directory, `${files[index]}.mjs`), await runnableModule(block));
    }),
  );
  await writeFile(join(directory, "run.mjs"), RUN);
  const node = ["--types", "node", "--typeRoots", join(modulesDir, "@types")];
  const flags = ["--strict", "--noEmit", "--target", "es2022", "--module", "nodenext", ...node];
  const sources = files.map((file) => `${file}.mts`);
  const compiled = runTool(directory, "tsc", [...flags, "--lib", "es2022,dom,dom.iterable", ...sources]);
  expect(await compiled.catch(({ stdout }) => stdout)).toBe("");

  const api = await createFrontendApi();
  try {
    const { ada } = demoAccounts;
    for (const [index, block] of shown.entries()) {
      // The README's first block is run by its own test, which calls the functions that it exports.
      if (hasExports(block)) continue;
      await test.step(block.name, async () => {
        api.control.reset();
        const { sessionId, clientToken } = await signIn(api.url, ada);
        const options = { frontendApi: "clerk.example.com", proxyUrl: api.url, clientToken };
        const given = {
          options,
          sessionId,
          password: ada.password,
          code: totp(ada.totpSecret, Date.now()),
        };
        await writeFile(join(directory, "given.json"), JSON.stringify(given));
        const output = await run(directory, "node", ["run.mjs", `./${files[index]}.mjs`]);
        // A comment after console.log() states the output.
        for (const [, stated = ""] of block.code.matchAll(/console\.log\(.*\); \/\/ "?([^":\n]*)/g))
          expect(output).toContain(stated.replace(/…$/, ""));
      });
    }
  } finally {
    await api.close();
  }
});

/** Runs a block with what it is given. A request to the caller's own server is answered here. */
const RUN = `
import { readFile } from "node:fs/promises";
import init, { SessionClient } from "clerk-session";

await init();
const given = JSON.parse(await readFile("given.json", "utf8"));
const client = new SessionClient(given.options);
await client.getClient();
const fetch = async () => Response.json({});
const { default: block } = await import(process.argv[2]);
await block({ ...given, client, fetch });
client.close();
`;
