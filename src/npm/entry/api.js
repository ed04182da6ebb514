// The exports of every entry, except init(). All logic is in the module.
import { SessionError } from "clerk-session-error";
import * as glue from "clerk-session-glue";
import { notify } from "clerk-session-notify";
import { accountUrl } from "./account_urls.js";
import { requireModule } from "./load.js";
import { revokeOthers } from "./revoke_others.js";

export { SessionError };

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

export function checkAuthorization(session, params) {
  requireModule();
  return glue.checkAuthorization(session, params);
}

export async function deleteSession(session, options) {
  requireModule();
  const core = new glue.Core(options, () => {});
  try {
    return await call(core, "deleteSession", [session, options]);
  } finally {
    core.free();
  }
}

/**
 * The number of calls that may be nested, which they are if a function that the page has replaced
 * (`fetch`, `Date.now`) calls the client again. More would overflow the module's stack, and end the
 * module.
 */
const MAX_NESTED = 16;

let nested = 0;

/**
 * Calls a method of the core. Passes the number of arguments too, because an undefined argument is
 * not an absent one.
 */
function call(core, name, args) {
  return new Promise((resolve, reject) => {
    if (nested === MAX_NESTED) throw new SessionError("the call is nested too deep");
    nested++;
    try {
      core.call(METHODS.indexOf(name), args.length, args[0], args[1], resolve, reject);
    } finally {
      nested--;
    }
  });
}

/**
 * The key of the function that returns a client's core. A proxy of a SessionClient has no access to
 * private fields, but it has this property.
 */
const CORE = Symbol("core");

/** Calls each listener. A listener may add and remove listeners, or close the client. */
function notifyAll(subscriptions) {
  for (const subscription of [...subscriptions]) {
    if (subscriptions.has(subscription)) notify(subscription.listener);
  }
}

/**
 * The methods of the core. The module knows them by their numbers: first those in the order of
 * OPERATIONS in src/api/operation.rs. The last one is a step of revokeOtherSessions().
 */
const METHODS = [
  "getClient",
  "getSession",
  "listSessions",
  "listActiveSessions",
  "touchSession",
  "deleteSession",
  "deleteAllSessions",
  "endSession",
  "revokeSession",
  "getToken",
  "startVerification",
  "prepareFirstFactor",
  "attemptFirstFactor",
  "prepareSecondFactor",
  "attemptSecondFactor",
  "verifyWithPasskey",
  "resolveSession",
];

/**
 * The class is not exported by wasm-bindgen, so that methods are bound and no pointer into the
 * module's memory is visible.
 */
export class SessionClient {
  #core;
  #subscriptions = new Set();

  constructor(options) {
    requireModule();
    // The module holds the function, which must not hold the client: a client that is no longer
    // used is collected.
    this.#core = new glue.Core(options, notifyAll.bind(null, this.#subscriptions));
    Object.defineProperty(this, CORE, { value: () => this.#core });
    for (const method of METHODS.slice(0, -1))
      this[method] = (...args) => call(this.#core, method, args);
  }

  get loaded() {
    return this[CORE]().current > -2;
  }

  get client() {
    return this[CORE]().client;
  }

  get session() {
    return this.client?.sessions[this[CORE]().current] ?? null;
  }

  subscribe = (listener) => {
    if (typeof listener !== "function")
      throw new SessionError("listener must be a function", { code: "invalid_argument" });
    const subscription = { listener };
    this.#subscriptions.add(subscription);
    return () => {
      this.#subscriptions.delete(subscription);
    };
  };

  revokeOtherSessions = (options) =>
    revokeOthers((method, args) => call(this.#core, method, args), options);

  close = () => {
    this.#subscriptions.clear();
    this.#core.close();
  };

  // `using` calls this method. In a runtime without Symbol.dispose, its key is a symbol that no
  // other code has.
  [Symbol.dispose ?? Symbol()]() {
    this.close();
  }
}

export function signInUrl(client, options) {
  return accountUrl(client?.[CORE], 0, options);
}

export function signUpUrl(client, options) {
  return accountUrl(client?.[CORE], 1, options);
}

export function userProfileUrl(client, options) {
  return accountUrl(client?.[CORE], 2, options);
}

export function organizationProfileUrl(client, options) {
  return accountUrl(client?.[CORE], 3, options);
}
