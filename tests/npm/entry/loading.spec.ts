import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { test as base, expect } from "@playwright/test";
import { packageDir } from "../../../scripts/lib/paths.mjs";
import { inNode, noteInstances } from "../../client/in_node.js";

/** A module is loaded once in the life of a process, so each of these tests has one of its own. */
const test = base.extend<{ moduleUrl: string }>({
  /** Where the package's module is, with a section in it that says so: `given`. */
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs off this pattern.
  moduleUrl: async ({}, use) => {
    const bytes = await readFile(join(packageDir, "clerk_session_bg.wasm"));
    // WebAssembly's binary format: a section of kind 0, 6 bytes long, the first of which is the length of its name.
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

/** Loads the package's module from a source, and says whether that was the one which was loaded, and what it reads. */
const load = (source: string) => `
  const [url] = process.argv.slice(1);
  const { runInNewContext } = await import("node:vm");
  const inAnotherRealm = (code, bytes) =>
    runInNewContext("bytes = Uint8Array.from(bytes); " + code, { bytes: [...bytes] });
  const bytes = async () => new Uint8Array(await (await fetch(url)).arrayBuffer());
  const loaded = [];
  ${noteInstances('(module) => loaded.push(WebAssembly.Module.customSections(module, "given").length)')}
  const { default: init, parseSession } = await import("clerk-session");
  const resolved = await init(${source});
  const { id } = parseSession('{"id":"s","status":"active","expire_at":1,"last_active_at":2}');
  console.log(JSON.stringify([resolved === undefined, loaded, id]));
`;

for (const [what, source] of [
  ["a URL as a string", "url"],
  ["a URL", "new URL(url)"],
  ["a URL whose server calls it text", 'url + "?as=text"'],
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
    "an answer of another class",
    "{ ok: true, headers: new Headers(), arrayBuffer: async () => (await bytes()).buffer }",
  ],
  ["the promise of a URL", "Promise.resolve(new URL(url))"],
  ["the promise of a Response", "fetch(url)"],
  ["the promise of bytes", "bytes()"],
  ["the promise of a compiled module", "bytes().then((given) => WebAssembly.compile(given))"],
] as const) {
  test(`init() loads the module from ${what}`, async ({ moduleUrl }) => {
    expect(await inNode(load(source), moduleUrl)).toEqual([true, [1], "s"]);
  });
}

for (const source of ["", "undefined", "Promise.resolve()"]) {
  test(`init(${source}) loads what the package brings`, async ({ moduleUrl }) => {
    expect(await inNode(load(source), moduleUrl)).toEqual([true, [0], "s"]);
  });
}

test("what the code brings is the module that also is a file, byte for byte", async () => {
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

test("a server that has no module is named with its status, and nothing of its answer is compiled", async ({
  moduleUrl,
}) => {
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

/** What the error of a failed load says, as far as it is not the same for all of them. */
const refused = (source: string, entry = "clerk-session") => `
  const { default: init, SessionError } = await import("${entry}");
  const error = await init(${source}).catch((error) => error);
  console.log(JSON.stringify([error instanceof SessionError, error.code, error.message.replace(/^.*could not be loaded: /, "")]));
`;

test("why a load has failed stands in the message: wrong bytes, no server, or what the source was rejected with", async () => {
  for (const [source, why] of [
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
    expect(await inNode(refused(source))).toEqual([
      true,
      "not_initialized",
      expect.stringMatching(why),
    ]);
  }
});

test("fetch reads no files in Node, and the error says what to do there, as for ./slim with no bytes", async () => {
  const advice =
    "TypeError: fetch failed; in Node, where fetch reads no files, give init() the bytes";
  for (const program of [
    refused("", "clerk-session/slim"),
    refused('import.meta.resolve("clerk-session/clerk_session_bg.wasm")'),
  ]) {
    expect(await inNode(program)).toEqual([true, "not_initialized", advice]);
  }
});

test("init twice and at the same time is once; calls before it are not_initialized and say what to call", async () => {
  expect(
    await inNode(`
      import init, { SessionClient, checkAuthorization, decodeToken, deleteSession, parseClient, parseSession, parseSessions } from "clerk-session";
      const codes = [];
      const note = (error) => codes.push(error.code + (/init\\(\\)/.test(error.message) ? " init()" : ""));
      for (const use of [() => new SessionClient({ frontendApi: "a.b" }), () => parseSession("{}"), () => parseSessions("[]"), () => parseClient("{}"), () => decodeToken("e30.e30."), () => checkAuthorization({}, {})]) {
        try { use(); codes.push("no error"); } catch (error) { note(error); }
      }
      await deleteSession("sess_1", { frontendApi: "a.b" }).catch(note);
      let loads = 0;
      ${noteInstances("() => loads++")}
      await Promise.all([init(), init(), init()]);
      await init();
      console.log(JSON.stringify([codes, loads, parseSession('{"id":"s","status":"active","expire_at":1,"last_active_at":2}').id]));
    `),
  ).toEqual([Array.from({ length: 7 }, () => "not_initialized init()"), 1, "s"]);
});

test("init may be called again after a load that failed", async () => {
  expect(
    await inNode(`
      import init, { parseSession } from "clerk-session";
      const codes = [];
      for (const source of [() => new Uint8Array([1, 2, 3]), () => Promise.reject(new Error("no network")), () => "not-a-url"]) {
        await init(source()).then(() => codes.push("loaded"), (error) => codes.push(error.code, error.cause !== undefined));
      }
      await init();
      console.log(JSON.stringify([codes, parseSession('{"id":"s","status":"active","expire_at":1,"last_active_at":2}').id]));
    `),
  ).toEqual([["not_initialized", true, "not_initialized", true, "not_initialized", true], "s"]);
});

test("importing needs no TextDecoder, TextEncoder and Response, which Jest's jsdom lacks; init() does, and says so", async () => {
  expect(
    await inNode(`
      const { TextDecoder, TextEncoder } = globalThis;
      for (const name of ["TextDecoder", "TextEncoder", "Response"]) delete globalThis[name];
      const printed = [];
      for (const entry of ["clerk-session", "clerk-session/slim"]) {
        const { default: init, parseSession } = await import(entry);
        const { readFileSync } = await import("node:fs");
        const source = entry.endsWith("slim") ? readFileSync("pkg/clerk_session_bg.wasm") : undefined;
        const { code, message } = await init(source).catch((error) => error);
        Object.assign(globalThis, { TextDecoder, TextEncoder });
        await init(source);
        const { id } = parseSession('{"id":"s\u00e9","status":"active","expire_at":1,"last_active_at":2}');
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
