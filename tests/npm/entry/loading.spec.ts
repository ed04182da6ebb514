import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { test as base, expect } from "@playwright/test";
import { packageDir } from "../../../scripts/lib/paths.mjs";
import { inNode, noteInstances } from "../../client/in_node.js";

/**
 * Tests of init(). A process loads the module only once, so each test runs a process of its own.
 */
const test = base.extend<{ moduleUrl: string }>({
  /** The URL of the package's module, marked with a custom section named `given`. */
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads fixtures off this pattern.
  moduleUrl: async ({}, use) => {
    const bytes = await readFile(join(packageDir, "clerk_session_bg.wasm"));
    // A custom section (id 0) of 6 bytes, of which the first is the length of its name.
    const marked = Buffer.concat([bytes, Uint8Array.of(0, 6, 5), Buffer.from("given")]);
    const server = createServer((request, response) => {
      response.setHeader(
        "content-type",
        request.url === "/module.wasm" ? "application/wasm" : "text/plain",
      );
      if (request.url === "/missing.wasm") response.statusCode = 404;
      response.end(marked);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}/module.wasm`);
    server.closeAllConnections();
    server.close();
  },
});

/** A session with its required fields alone. */
const SESSION = '{"id":"s","status":"active","expire_at":1,"last_active_at":2}';

/**
 * Returns a program that loads the package's module from a source. It prints whether the loaded
 * module is the marked one, and a parsed session's id.
 */
const load = (source: string) => `
  const [url] = process.argv.slice(1);
  const { runInNewContext } = await import("node:vm");
  const inAnotherRealm = (code, bytes) =>
    runInNewContext("bytes = Uint8Array.from(bytes); " + code, { bytes: [...bytes] });
  const bytes = async () => new Uint8Array(await (await fetch(url)).arrayBuffer());
  const loaded = [];
  const sectionsOf = (module) => WebAssembly.Module.customSections(module, "given").length;
  ${noteInstances("(module) => loaded.push(sectionsOf(module))")}
  const { default: init, parseSession } = await import("clerk-session");
  const resolved = await init(${source});
  const { id } = parseSession('${SESSION}');
  console.log(JSON.stringify([resolved === undefined, loaded, id]));
`;

for (const [description, source] of [
  ["a URL as a string", "url"],
  ["a URL", "new URL(url)"],
  ["a URL whose server sends text/plain", 'url + "?as=text"'],
  ["a Response", "await fetch(url)"],
  ["a Uint8Array", "await bytes()"],
  ["an ArrayBuffer", "(await bytes()).buffer"],
  ["a DataView", "new DataView((await bytes()).buffer)"],
  ["a part of a larger buffer", "new Uint8Array([0, 0, 0, ...(await bytes()), 0]).subarray(3, -1)"],
  ["a compiled module", "await WebAssembly.compile(await bytes())"],
  ["a DataView of another realm", `inAnotherRealm("new DataView(bytes.buffer)", await bytes())`],
  ["an ArrayBuffer of another realm", `inAnotherRealm("bytes.buffer", await bytes())`],
  ["a Uint8Array of another realm", `inAnotherRealm("bytes", await bytes())`],
  [
    "a module that another realm has compiled",
    `inAnotherRealm("new WebAssembly.Module(bytes)", await bytes())`,
  ],
  ["a URL of another class", "{ href: url, toString: () => url }"],
  [
    "a response of another class",
    "{ ok: true, headers: new Headers(), arrayBuffer: async () => (await bytes()).buffer }",
  ],
  ["the promise of a URL", "Promise.resolve(new URL(url))"],
  ["the promise of a Response", "fetch(url)"],
  ["the promise of bytes", "bytes()"],
  ["the promise of a compiled module", "bytes().then((given) => WebAssembly.compile(given))"],
] as const) {
  test(`init() loads the module from ${description}`, async ({ moduleUrl }) => {
    expect(await inNode(load(source), moduleUrl)).toEqual([true, [1], "s"]);
  });
}

for (const source of ["", "undefined", "Promise.resolve()"]) {
  test(`init(${source}) loads the package's own module`, async ({ moduleUrl }) => {
    expect(await inNode(load(source), moduleUrl)).toEqual([true, [0], "s"]);
  });
}

test("the module in the code equals the module's file, byte for byte", async () => {
  const loaded = await inNode(`
    let compiled;
    const { compile } = WebAssembly;
    WebAssembly.compile = (bytes) => compile((compiled = bytes));
    const { default: init } = await import("clerk-session");
    await init();
    console.log(JSON.stringify(Buffer.from(compiled).toString("base64")));
  `);
  expect(loaded).toBe(await readFile(join(packageDir, "clerk_session_bg.wasm"), "base64"));
});

test("if a server answers 404, the error names the URL and the status", async ({ moduleUrl }) => {
  const url = new URL("missing.wasm", moduleUrl).href;
  const program = `
    const { default: init } = await import("clerk-session");
    const error = await init(process.argv[1]).catch((error) => error);
    console.log(JSON.stringify([error.code, error.message, error.cause.message]));
  `;
  const reason = `${url} answered with status 404`;
  expect(await inNode(program, url)).toEqual([
    "not_initialized",
    expect.stringContaining(reason),
    reason,
  ]);
});

/** Returns a program that loads the package from a source and prints the details of the error. */
const failedLoad = (source: string, entry = "clerk-session") => `
  const { default: init, SessionError } = await import("${entry}");
  const error = await init(${source}).catch((error) => error);
  const reason = error.message.replace(/^.*could not be loaded: /, "");
  console.log(JSON.stringify([error instanceof SessionError, error.code, reason]));
`;

test("if loading fails, the error's message contains the reason", async () => {
  for (const [source, reason] of [
    ["new Uint8Array([1, 2, 3, 4])", /^CompileError: .*expected magic word/],
    ['"http://127.0.0.1:1/module.wasm"', /^TypeError: fetch failed$/],
    ['Promise.reject("no network")', /^no network$/],
    ["Promise.reject()", /^undefined$/],
    ["Promise.reject(Symbol())", /^Symbol\(\)$/],
    ["Promise.reject(Object.create(null))", /^an object that has no text$/],
    ["Object.create(null)", /^TypeError: WebAssembly.compile\(\): Argument 0 must be/],
    ["Symbol()", /^TypeError: WebAssembly.compile\(\): Argument 0 must be/],
    ["7", /^TypeError: WebAssembly.compile\(\): Argument 0 must be/],
    ['{ get href() { throw new Error("hostile"); } }', /^Error: hostile$/],
  ] as const) {
    expect(await inNode(failedLoad(source))).toEqual([
      true,
      "not_initialized",
      expect.stringMatching(reason),
    ]);
  }
});

test("if init() would fetch a file in Node, the error advises passing bytes", async () => {
  const advice =
    "TypeError: fetch failed; in Node, where fetch reads no files, give init() the bytes";
  for (const program of [
    failedLoad("", "clerk-session/slim"),
    failedLoad('import.meta.resolve("clerk-session/clerk_session_bg.wasm")'),
  ]) {
    expect(await inNode(program)).toEqual([true, "not_initialized", advice]);
  }
});

test("init() calls load once, and calls before init() throw not_initialized", async () => {
  expect(
    await inNode(`
      import * as all from "clerk-session";
      const { default: init, SessionClient, deleteSession, parseSession } = all;
      const codes = [];
      const note = ({ code, message }) =>
        codes.push(code + (/init\\(\\)/.test(message) ? " init()" : ""));
      for (const use of [
        () => new SessionClient({ frontendApi: "a.b" }),
        () => parseSession("{}"),
        () => all.parseSessions("[]"),
        () => all.parseClient("{}"),
        () => all.decodeToken("e30.e30."),
        () => all.checkAuthorization({}, {}),
      ]) {
        try { use(); codes.push("no error"); } catch (error) { note(error); }
      }
      await deleteSession("sess_1", { frontendApi: "a.b" }).catch(note);
      let loads = 0;
      ${noteInstances("() => loads++")}
      await Promise.all([init(), init(), init()]);
      await init();
      const { id } = parseSession('${SESSION}');
      console.log(JSON.stringify([codes, loads, id]));
    `),
  ).toEqual([Array.from({ length: 7 }, () => "not_initialized init()"), 1, "s"]);
});

test("after a failed load, init() may be called again", async () => {
  expect(
    await inNode(`
      import init, { parseSession } from "clerk-session";
      const codes = [];
      for (const source of [
        () => new Uint8Array([1, 2, 3]),
        () => Promise.reject(new Error("no network")),
        () => "not-a-url",
      ]) {
        await init(source()).then(
          () => codes.push("loaded"),
          (error) => codes.push(error.code, error.cause !== undefined),
        );
      }
      await init();
      console.log(JSON.stringify([codes, parseSession('${SESSION}').id]));
    `),
  ).toEqual([["not_initialized", true, "not_initialized", true, "not_initialized", true], "s"]);
});

test("importing works without TextDecoder and TextEncoder, which Jest's jsdom lacks", async () => {
  expect(
    await inNode(`
      const { TextDecoder, TextEncoder } = globalThis;
      for (const name of ["TextDecoder", "TextEncoder", "Response"]) delete globalThis[name];
      const printed = [];
      for (const entry of ["clerk-session", "clerk-session/slim"]) {
        const { default: init, parseSession } = await import(entry);
        const { readFileSync } = await import("node:fs");
        const isSlim = entry.endsWith("slim");
        const source = isSlim ? readFileSync("pkg/clerk_session_bg.wasm") : undefined;
        const { code, message } = await init(source).catch((error) => error);
        Object.assign(globalThis, { TextDecoder, TextEncoder });
        await init(source);
        const { id } = parseSession('${SESSION}'.replace('"s"', '"s\u00e9"'));
        printed.push([code, /Text(De|En)coder is not defined/.test(message), id]);
        for (const name of ["TextDecoder", "TextEncoder"]) delete globalThis[name];
      }
      console.log(JSON.stringify(printed));
    `),
  ).toEqual([
    ["not_initialized", true, "sé"],
    ["not_initialized", true, "sé"],
  ]);
});
