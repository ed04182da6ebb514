/** Reports what somebody else's function threw. Node has no reportError, and an exception that nobody catches would end it. */
export function report(error) {
  (globalThis.reportError ?? console.error)(error);
}
