// @ts-nocheck: everything here is made of values of the wrong type.

/**
 * Functions that replace each foreign function or property of the module, by name. `replace` is
 * called with the original and returns the stand-in.
 */
export const TARGETS = {
  fetch: global("fetch"),
  "Response.status": property(() => Response.prototype, "status"),
  "Response.headers": property(() => Response.prototype, "headers"),
  "Response.arrayBuffer": method(() => Response.prototype, "arrayBuffer"),
  "Headers.get": method(() => Headers.prototype, "get"),
  "Headers.set": method(() => Headers.prototype, "set"),
  Headers: global("Headers"),
  Request: global("Request"),
  AbortController: global("AbortController"),
  "AbortController.signal": property(() => AbortController.prototype, "signal"),
  "AbortController.abort": method(() => AbortController.prototype, "abort"),
  // Timers that never fire are fake timers: a call waits until they are advanced.
  setTimeout: global("setTimeout", (original) => (...args) => {
    original(...args);
    return "nonsense";
  }),
  clearTimeout: global("clearTimeout"),
  // Node's fetch spins forever if microtasks do not run.
  queueMicrotask: global("queueMicrotask", (original) => (...args) => {
    original(...args);
    return "nonsense";
  }),
  "performance.now": method(() => performance, "now"),
  performance: property(() => globalThis, "performance"),
  "Date.now": method(() => Date, "now"),
  "Math.random": method(() => Math, "random"),
  "document.cookie": property(() => document, "cookie"),
  "document.visibilityState": property(() => document, "visibilityState"),
  "document.addEventListener": method(() => document, "addEventListener"),
  "document.removeEventListener": method(() => document, "removeEventListener"),
  "document.location": property(() => document, "location"),
  document: property(() => globalThis, "document"),
  location: property(() => globalThis, "location"),
  "history.replaceState": method(() => history, "replaceState"),
  URL: global("URL"),
  BroadcastChannel: global("BroadcastChannel"),
  "BroadcastChannel.onmessage": property(() => BroadcastChannel.prototype, "onmessage"),
  "BroadcastChannel.postMessage": method(() => BroadcastChannel.prototype, "postMessage"),
  "BroadcastChannel.close": method(() => BroadcastChannel.prototype, "close"),
  "BroadcastChannel.unref": method(() => BroadcastChannel.prototype, "unref"),
  navigator: property(() => globalThis, "navigator"),
  "navigator.locks": property(() => navigator, "locks"),
  "navigator.locks.request": method(() => navigator.locks, "request"),
  "navigator.credentials": property(() => navigator, "credentials"),
  "navigator.credentials.get": method(() => navigator.credentials, "get"),
  "console.error": method(() => console, "error"),
  "console.warn": method(() => console, "warn"),
};

/**
 * The ways in which a foreign function may misbehave. Each is given the original, a function that
 * calls the client, and optionally the target's own nonsense.
 */
export const BEHAVIOURS = {
  throws: () => () => {
    throw new Error("hostile");
  },
  "returns nonsense": (original, _callClient, nonsense) => {
    if (nonsense) return nonsense(original);
    let calls = 0;
    return () => NONSENSE[calls++ % NONSENSE.length];
  },
  "calls back": (original, callClient) =>
    function (...args) {
      callClient();
      return new.target ? Reflect.construct(original, args) : original.apply(this, args);
    },
};

const NONSENSE = [
  undefined,
  null,
  Number.NaN,
  -1,
  "nonsense",
  Symbol("nonsense"),
  10n,
  {},
  Object.create(null),
  () => undefined,
  {
    // biome-ignore lint/suspicious/noThenProperty: a thenable that calls back at once.
    then: (resolve) => resolve(null),
  },
  {
    // biome-ignore lint/suspicious/noThenProperty: a thenable that throws.
    get then() {
      throw new Error("hostile");
    },
  },
  new Proxy({}, { get: () => Symbol("nonsense") }),
];

/** Returns a replacer of a global function. */
function global(name, nonsense) {
  return method(() => globalThis, name, nonsense);
}

/** Returns a replacer of a method. */
function method(object, name, nonsense) {
  return (replace) => {
    const original = object()[name];
    const stand = replace(original, nonsense);
    // A class called without `new` would throw by itself.
    const standIn = function (...args) {
      return new.target ? Reflect.construct(stand, args) : stand.apply(this, args);
    };
    return define(object(), name, {
      value: Object.assign(standIn, { prototype: original?.prototype }),
    });
  };
}

/** Returns a replacer of a property's getter and setter. */
function property(object, name) {
  return (replace) => {
    const owner = object();
    const original = Object.getOwnPropertyDescriptor(owner, name) ?? {};
    const read = function () {
      return original.get ? original.get.call(this) : original.value;
    };
    const write = function (value) {
      if (original.set) original.set.call(this, value);
      else original.value = value;
    };
    return define(owner, name, { get: replace(read), set: replace(write) });
  };
}

/** Defines a property. Returns a function that restores the original. */
function define(object, name, descriptor) {
  const original = Object.getOwnPropertyDescriptor(object, name);
  Object.defineProperty(object, name, { configurable: true, ...descriptor });
  return () => {
    if (original) Object.defineProperty(object, name, original);
    else delete object[name];
  };
}
