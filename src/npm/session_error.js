/** The one error of the package. Its fields are declared, and explained, in index.d.ts. */
export class SessionError extends Error {
  constructor(message, { cause, ...details } = {}) {
    super(message, cause === undefined ? undefined : { cause });
    const nothingKnown = { status: null, errors: [], traceId: null, retryAfterSeconds: null, path: null };
    Object.assign(this, { code: "internal", ...nothingKnown, ...details });
  }

  get name() {
    return "SessionError";
  }
}

/** For the module, which passes undefined for a cause that is not there. */
export function sessionError(code, message, status, errors, traceId, retryAfterSeconds, path, cause) {
  return new SessionError(message, { code, status, errors, traceId, retryAfterSeconds, path, cause });
}
