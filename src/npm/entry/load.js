// Loads the module from the source that an entry or the caller gives.
import { SessionError } from "clerk-session-error";
import { initSync } from "clerk-session-glue";

let loading;
let isLoaded = false;

/** Loads the module once. After a failure, it may be called again. */
export function loadModule(source, defaultSource) {
  loading ??= start(source, defaultSource);
  return loading;
}

async function start(source, defaultSource) {
  try {
    source = (await source) ?? defaultSource();
    initSync({ module: await compile(source) });
    isLoaded = true;
  } catch (cause) {
    loading = undefined;
    throw new SessionError(
      `clerk-session's WebAssembly module could not be loaded: ${remedyFor(cause, source)}`,
      { code: "not_initialized", cause },
    );
  }
}

/**
 * Compiles a source. The source is recognized by its shape and not by its class, because it may
 * come from another realm.
 */
async function compile(source) {
  if (isModule(source)) return source;
  // V8 accepts no views except typed arrays.
  if (ArrayBuffer.isView(source))
    return WebAssembly.compile(new Uint8Array(source.buffer, source.byteOffset, source.byteLength));
  const isAddress = typeof source === "string" || typeof source.href === "string";
  const given = isAddress ? await fetch(source) : source;
  if (typeof given.arrayBuffer !== "function") return WebAssembly.compile(given);
  if (!given.ok) throw new Error(`${given.url} answered with status ${given.status}`);
  // Compilation during the download needs a response with the content type of WebAssembly.
  const isTyped = given.headers.get("Content-Type") === "application/wasm";
  return isTyped
    ? WebAssembly.compileStreaming(given)
    : WebAssembly.compile(await given.arrayBuffer());
}

function isModule(source) {
  try {
    return !!WebAssembly.Module.exports(source);
  } catch {
    return false;
  }
}

function remedyFor(cause, source) {
  if (typeof WebAssembly === "undefined")
    return "there is no WebAssembly here; some browsers let users switch it off";
  if (
    cause instanceof WebAssembly.CompileError &&
    /unsafe-eval|Content Security Policy|CSP/i.test(cause.message)
  )
    return "the page's Content-Security-Policy must allow 'wasm-unsafe-eval' in script-src";
  // Node's fetch reports only that it failed.
  if (/^file:/.test(textOf(source)))
    return `${textOf(cause)}; in Node, where fetch reads no files, give init() the bytes`;
  return textOf(cause);
}

/** Returns any value as a string. An object without a prototype cannot be converted. */
function textOf(value) {
  try {
    return String(value);
  } catch {
    return "an object that has no text";
  }
}

/** Throws if the module is not loaded. */
export function requireModule() {
  if (isLoaded) return;
  throw new SessionError("call `await init()`, clerk-session's default export, first", {
    code: "not_initialized",
  });
}
