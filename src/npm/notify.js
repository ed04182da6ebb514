/**
 * Calls a function of the caller's: the one place where that is done. If it throws, or is async and rejects, the error is
 * reported, and stops neither this module nor the process.
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
 * Reports an error that has no caller. Deno's and Bun's reportError ends the process, and Node has none; in Node, an
 * exception that is not caught would end it.
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
