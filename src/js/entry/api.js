// What every entry of the package exports beside its way to load the module. No logic here: it is all in the module.
import * as glue from "clerk-session-glue";
import { requireModule } from "./load.js";

export { SessionError } from "clerk-session-error";

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

export function decodeToken(jwt) {
  requireModule();
  return glue.decodeToken(jwt);
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
  startVerification = (...args) => this.#core.call("startVerification", args);
  prepareFirstFactor = (...args) => this.#core.call("prepareFirstFactor", args);
  attemptFirstFactor = (...args) => this.#core.call("attemptFirstFactor", args);
  prepareSecondFactor = (...args) => this.#core.call("prepareSecondFactor", args);
  attemptSecondFactor = (...args) => this.#core.call("attemptSecondFactor", args);
  verifyWithPasskey = (...args) => this.#core.call("verifyWithPasskey", args);

  getToken = (...args) => this.#core.call("getToken", args);

  close = () => this.#core.close();

  // What `using` calls. A runtime without it gets a method that nobody can name.
  [Symbol.dispose ?? Symbol()]() {
    this.close();
  }
}
