/** The one error of the package. Its fields are declared, and explained, in index.d.ts. */
export class SessionError extends Error {
  constructor(
    code,
    message,
    status = null,
    errors = [],
    traceId = null,
    retryAfterSeconds = null,
    path = null,
    cause,
  ) {
    super(message, cause === undefined ? undefined : { cause });
    Object.assign(this, { code, status, errors, traceId, retryAfterSeconds, path });
  }

  get name() {
    return "SessionError";
  }
}
