// Calls the functions of callers, and reports their errors.

/**
 * Calls a function of the caller. No other code does. If the function throws, or is async and
 * rejects, the error is reported. It ends neither the module nor the process.
 */
export function notify(listener, argument) {
  try {
    const returned = argument === undefined ? listener() : listener(argument);
    if (returned instanceof Promise) returned.catch(report);
  } catch (error) {
    report(error);
  }
}

/**
 * Reports an error that no caller can catch: in browsers by reportError, on servers on the console.
 * The reportError of Deno and Bun ends the process, and Node has none.
 */
function report(error) {
  try {
    const isServer = globalThis.process?.versions?.node;
    const reportHere = (!isServer && globalThis.reportError) || console.error;
    reportHere(error);
  } catch {
    // There is no other way to report it.
  }
}
