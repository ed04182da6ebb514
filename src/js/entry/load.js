// Loading the module, from wherever an entry finds it.
import { SessionError } from "clerk-session-error";
import load from "clerk-session-glue";

let loading;
let isLoaded = false;

/** Loads the module, unless that is being done or has been. After a failure it may be tried again. */
export function loadModule(source) {
  loading ??= load({ module_or_path: source }).then(
    () => {
      isLoaded = true;
    },
    (cause) => {
      loading = undefined;
      throw loadError(cause);
    },
  );
  return loading;
}

function loadError(cause) {
  const remedy =
    cause instanceof WebAssembly.CompileError && /unsafe-eval|Content Security Policy/i.test(cause.message)
      ? "the page's Content-Security-Policy must allow 'wasm-unsafe-eval' in script-src"
      : "init() may be called again";
  const message = `clerk-session's WebAssembly module could not be loaded: ${remedy}`;
  return new SessionError(message, { code: "not_initialized", cause });
}

/** To be called before anything of the module is. */
export function requireModule() {
  if (isLoaded) return;
  throw new SessionError("call `await init()`, clerk-session's default export, first", {
    code: "not_initialized",
  });
}
