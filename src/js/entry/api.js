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
  return new SessionError("not_initialized", message, null, [], null, null, null, cause);
}

function loaded() {
  if (!isLoaded)
    throw new SessionError("not_initialized", "call `await init()`, clerk-session's default export, first");
  return glue;
}

export const parseSession = (json) => loaded().parseSession(json);
export const parseSessions = (json) => loaded().parseSessions(json);
export const parseClient = (json) => loaded().parseClient(json);
export const deleteSession = async (session, options) => loaded().deleteSession(session, options);

/** A class of JavaScript's own, so that its methods are bound and nothing of the module's memory shows. */
export class SessionClient {
  #core;

  constructor(options) {
    this.#core = new (loaded().Core)(options);
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
