import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { format } from "node:util";
import { expect } from "@playwright/test";
import type { SessionClient } from "clerk-session";
import { modulesDir, packageDir, root } from "../../../scripts/lib/paths.mjs";
import { demoAccounts } from "../../../www/frontend-api/demo-accounts.js";
import { createFrontendApi, type FrontendApiServer } from "../../../www/frontend-api/server.js";
import { totp } from "../../support/totp.js";
import { runTool, test } from "./installed.js";
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
  expect([...names].filter((name) => !examples.some((example) => example.name === name))).toEqual(
    [],
  );
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
  const entry = 'export { default as init, SessionClient } from "clerk-session";';
  await writeFile(join(directory, "installed.mjs"), entry);
  const node = ["--types", "node", "--typeRoots", join(modulesDir, "@types")];
  const flags = ["--strict", "--noEmit", "--target", "es2022", "--module", "nodenext", ...node];
  const sources = files.map((file) => `${file}.mts`);
  const compiled = runTool(directory, "tsc", [
    ...flags,
    "--lib",
    "es2022,dom,dom.iterable",
    ...sources,
  ]);
  expect(await compiled.catch(({ stdout }) => stdout)).toBe("");

  const installed = await import(pathToFileURL(join(directory, "installed.mjs")).href);
  await installed.init();
  const api = await createFrontendApi();
  try {
    for (const [index, block] of shown.entries()) {
      // The README's first block is run by its own test, which calls the function that it exports.
      if (hasExports(block)) continue;
      const { default: runBlock } = await import(
        pathToFileURL(join(directory, `${files[index]}.mjs`)).href
      );
      await test.step(block.name, async () => {
        const output = await outputOf(runBlock, await signedIn(api, installed.SessionClient));
        expect(output).toEqual(expect.arrayContaining(statedOutput(block)));
      });
    }
  } finally {
    await api.close();
  }
});

/** Makes what a block is given: a client that has just signed in. */
async function signedIn(api: FrontendApiServer, Client: typeof SessionClient) {
  const { ada } = demoAccounts;
  api.control.reset();
  const { sessionId, clientToken } = await signIn(api.url, ada);
  const options = { frontendApi: "clerk.example.com", proxyUrl: api.url, clientToken };
  const client = new Client(options);
  await client.getClient();
  // A block's only own request is to its own server.
  const fetch = async () => Response.json({});
  return {
    client,
    options,
    sessionId,
    password: ada.password,
    code: totp(ada.totpSecret, Date.now()),
    fetch,
  };
}

/** Runs a block, and returns the lines that it prints. */
async function outputOf(
  runBlock: (given: object) => Promise<void>,
  given: Awaited<ReturnType<typeof signedIn>>,
): Promise<string[]> {
  const output: string[] = [];
  const console = { log: (...values: unknown[]) => output.push(format(...values)) };
  await runBlock({ ...given, console });
  given.client.close();
  return output;
}

/**
 * Returns the lines that comments after console.log() state: `// "ended"`, or a prefix of one:
 * `// "user_…"`.
 */
function statedOutput({ code }: ShownCode) {
  return [...code.matchAll(/console\.log\(.*\); \/\/ "?([^":\n]+)/g)].map(([, stated = ""]) =>
    stated.endsWith("…") ? expect.stringMatching(`^${stated.slice(0, -1)}`) : stated,
  );
}
