// Loading the module, from wherever an entry finds it.
import { SessionError } from "clerk-session-error";
import load from "clerk-session-glue";

let loading;
let isLoaded = false;

/** Loads the module, unless that is being done or has been. After a failure it may be tried again. */
export function loadModule(source, defaultSource) {
  loading ??= start(source, defaultSource);
  return loading;
}

async function start(source, defaultSource) {
  try {
    const given = (await source) ?? defaultSource();
    // Of all views, V8 takes typed arrays alone.
    const bytes =
      given instanceof DataView && new Uint8Array(given.buffer, given.byteOffset, given.byteLength);
    await load({ module_or_path: bytes || given });
    isLoaded = true;
  } catch (cause) {
    loading = undefined;
    const message = `clerk-session's WebAssembly module could not be loaded: ${remedyFor(cause)}`;
    throw new SessionError(message, { code: "not_initialized", cause });
  }
}

function remedyFor(cause) {
  if (typeof WebAssembly === "undefined")
    return "there is no WebAssembly here; some browsers let users switch it off";
  if (
    cause instanceof WebAssembly.CompileError &&
    /unsafe-eval|Content Security Policy|CSP/i.test(cause.message)
  )
    return "the page's Content-Security-Policy must allow 'wasm-unsafe-eval' in script-src";
  return "init() may be called again";
}

/** To be called before anything of the module is. */
export function requireModule() {
  if (isLoaded) return;
  throw new SessionError("call `await init()`, clerk-session's default export, first", {
    code: "not_initialized",
  });
}
