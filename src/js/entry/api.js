// What every entry of the package exports, but for how the module is found. No logic here: it is all in the module.
import { SessionError } from "clerk-session-error";
import load, * as glue from "clerk-session-glue";

export { SessionError };

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
function requireModule() {
  if (isLoaded) return;
  throw new SessionError("call `await init()`, clerk-session's default export, first", {
    code: "not_initialized",
  });
}

export function parseSession(json) {
  requireModule();
  return glue.parseSession(json);
}

export function parseSessions(json) {
  requireModule();
  return glue.parseSessions(json);
}

export function parseClient(json) {
  requireModule();
  return glue.parseClient(json);
}

export async function deleteSession(session, options) {
  requireModule();
  return glue.deleteSession(session, options);
}

/** A class of JavaScript's own, so that its methods are bound and nothing of the module's memory shows. */
export class SessionClient {
  #core;

  constructor(options) {
    requireModule();
    this.#core = new glue.Core(options);
  }

  get loaded() {
    return this.#core.loaded;
  }

  get client() {
    return this.#core.client;
  }

  get session() {
    return this.#core.session;
  }

  subscribe = (listener) => {
    const id = this.#core.subscribe(listener);
    return () => this.#core.unsubscribe(id);
  };

  getClient = (...args) => this.#core.call("getClient", args);
  getSession = (...args) => this.#core.call("getSession", args);
  listSessions = (...args) => this.#core.call("listSessions", args);
  listActiveSessions = (...args) => this.#core.call("listActiveSessions", args);
  deleteSession = (...args) => this.#core.call("deleteSession", args);
  deleteAllSessions = (...args) => this.#core.call("deleteAllSessions", args);
  endSession = (...args) => this.#core.call("endSession", args);
  revokeSession = (...args) => this.#core.call("revokeSession", args);
  touchSession = (...args) => this.#core.call("touchSession", args);

  close = () => this.#core.close();

  // What `using` calls. A runtime without it gets a method that nobody can name.
  [Symbol.dispose ?? Symbol()]() {
    this.close();
  }
}
