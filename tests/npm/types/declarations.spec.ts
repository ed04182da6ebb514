import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "@playwright/test";
import { modulesBin } from "../../../scripts/lib/paths.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));

/** What the compiler has to say of a file; nothing if it compiles. The declarations themselves are checked too. */
function compile(file: string, flags: string[]): Promise<string> {
  const args = [
    "--ignoreConfig",
    "--noEmit",
    "--strict",
    "--pretty",
    "false",
    "--skipLibCheck",
    "false",
    ...flags,
    file,
  ];
  return new Promise((resolve, reject) => {
    execFile(join(modulesBin, "tsc"), args, { cwd: here }, (error, stdout, stderr) => {
      if (error && typeof error.code !== "number") reject(error);
      else resolve(`${stdout}${stderr}`.trim());
    });
  });
}

const page = ["--target", "es2022", "--lib", "es2022,dom", "--types", ""];
const node = ["--target", "es2022", "--lib", "es2022", "--types", "node"];
const bundler = ["--module", "esnext", "--moduleResolution", "bundler"];
const nodenext = ["--module", "nodenext"];
const preserve = ["--module", "preserve"];

for (const [what, file, flags] of [
  ["a page, through a bundler", "consumer.ts", [...page, ...bundler]],
  ["a page, module preserve", "consumer.ts", [...page, ...preserve]],
  ["a page, native modules", "consumer.ts", [...page, ...nodenext]],
  ["Node without DOM, ESM", "consumer.ts", [...node, ...nodenext]],
  ["Node without DOM, through a bundler", "consumer.ts", [...node, ...bundler]],
  [
    "a consumer with exactOptionalPropertyTypes and all",
    "consumer.ts",
    [
      ...page,
      ...bundler,
      "--exactOptionalPropertyTypes",
      "--noUncheckedIndexedAccess",
      "--verbatimModuleSyntax",
      "--isolatedModules",
    ],
  ],
  ["CommonJS in Node", "commonjs.cts", [...node, ...nodenext]],
  ["CommonJS with DOM", "commonjs.cts", [...page, ...nodenext]],
  ["the slim entry, through a bundler", "slim.ts", [...page, ...bundler]],
  ["the slim entry, native modules", "slim.ts", [...page, ...nodenext]],
] as const) {
  test(`compiles for ${what}`, async () => {
    expect(await compile(file, [...flags])).toBe("");
  });
}

for (const [what, flags] of [
  ["with DOM", [...page, ...bundler]],
  ["with Node's types", [...node, ...nodenext]],
] as const) {
  test(`says what it has to, to the letter, ${what}`, async () => {
    // Without it, an optional field and one that may be undefined are the same.
    expect(await compile("fits.ts", [...flags, "--exactOptionalPropertyTypes"])).toBe("");
  });
}

const declared = `import { checkAuthorization, deleteSession, SessionClient, SessionError, type Session } from "clerk-session";
declare const client: SessionClient;
declare const session: Session;
declare const list: Session[];
declare const error: SessionError;
`;

for (const [what, code, reported] of [
  ["deleteSession(undefined)", "client.deleteSession(undefined);", /TS(2769|2345)/],
  ["deleteSession(null)", "client.deleteSession(null);", /TS(2769|2345)/],
  [
    "deleteSession(list.find(…))",
    "client.deleteSession(list.find(({ id }) => id === 'x'));",
    /TS(2769|2345)/,
  ],
  ["deleteSession(7)", "client.deleteSession(7);", /TS(2769|2345)/],
  ["deleteSession of an object with an id alone", "client.deleteSession({ id: 'x' });", /TS(2769|2345)/],
  ["endSession without a session", "client.endSession();", /TS2554/],
  ["touchSession without a session", "client.touchSession();", /TS2554/],
  ["the function without options", "deleteSession('x');", /TS2554/],
  ["as: null", "client.listSessions({ as: null });", /TS2322/],
  ["as for a call about this browser", "client.getClient({ as: 'x' });", /TS2353/],
  ["an intent that there is not", "client.touchSession('x', { intent: 'look' });", /TS2322/],
  ["a token for an option that there is not", "client.getToken({ organisationId: 'x' });", /TS2353|TS2561/],
  ["a token for a template that is null", "client.getToken({ template: null });", /TS2322/],
  ["a leeway in words", "client.getToken({ leewaySeconds: '5' });", /TS2322/],
  ["a token that is surely there", "const token: Promise<string> = client.getToken();", /TS2322/],
  ["a level that there is not", "client.startVerification({ level: 'third_factor' });", /TS2322/],
  [
    "a reverification of nobody",
    "client.startVerification({ level: 'first_factor', session: null });",
    /TS2322/,
  ],
  ["a code without a code", "client.attemptFirstFactor({ strategy: 'email_code' });", /TS2345/],
  [
    "what belongs to another strategy",
    "client.attemptFirstFactor({ strategy: 'password', code: '1' });",
    /TS2353|TS2345/,
  ],
  ["a strategy of another step", "client.prepareSecondFactor({ strategy: 'totp' });", /TS2322/],
  ["a timeout in words", "client.getClient({ timeoutMs: '5' });", /TS2322/],
  ["an option that there is not", "new SessionClient({ publishablekey: 'x' });", /TS2353|TS2561/],
  ["no options at all", "new SessionClient();", /TS2554/],
  ["writing client", "client.client = null;", /TS2540/],
  ["writing loaded", "client.loaded = true;", /TS2540/],
  ["writing an error's code", "error.code = 'api';", /TS2540/],
  ["an error code that there is not", "if (error.code === 'not_found') throw error;", /TS2367/],
  ["a status that there is not", "if (session.status === 'deleted') throw error;", /TS2367/],
  ["snake case", "session.expire_at;", /TS2551|TS2339/],
  ["a Date", "const when: Date = session.expireAt;", /TS2322/],
  ["undefined for null", "const user: NonNullable<Session['user']> | undefined = session.user;", /TS2322/],
  [
    "a deleted session that is surely there",
    "const id: Promise<Session> = client.deleteSession();",
    /TS2322/,
  ],
  ["asking nobody for a role", "checkAuthorization(client.session, { role: 'x' });", /TS2345/],
  ["asking for what there is not", "checkAuthorization(session, { roles: 'x' });", /TS2353|TS2561/],
  ["a reverification that there is not", "checkAuthorization(session, { reverification: 'x' });", /TS2322/],
  ["memory to free", "client.free();", /TS2339/],
  ["the module's insides", "import { Core } from 'clerk-session';", /TS2305|TS2614/],
] as const) {
  test(`does not compile: ${what}`, async () => {
    const directory = await mkdtemp(join(here, "refused-"));
    try {
      const file = join(directory, "refused.ts");
      await writeFile(file, `${declared}${code}\nexport {};\n`);
      const said = (await compile(file, [...page, ...bundler]))
        .split("\n")
        .filter((line) => line.includes("error TS"));
      expect(said).toHaveLength(1);
      expect(said[0]).toMatch(reported);
      // On the line under test, and not in what all of them begin with.
      expect(said[0]).toContain(`refused.ts(${declared.split("\n").length},`);
    } finally {
      await rm(directory, { recursive: true });
    }
  });
}
