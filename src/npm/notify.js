/**
 * Calls a function of the caller's. No other code does. If the function throws, or is async and
 * rejects, the error is reported, and stops neither the module nor the process.
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
 * Reports an error that no caller hears of: in browsers by reportError, on servers to the console.
 * Deno's and Bun's reportError ends the process, and Node has none.
 */
function report(error) {
  try {
    const isServer = globalThis.process?.versions?.node;
    const reportHere = (!isServer && globalThis.reportError) || console.error;
    reportHere(error);
  } catch {
    // There is no way left to report it.
  }
}
