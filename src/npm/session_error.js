// The error class of the package.

/** The only error class of the package. index.d.ts declares and documents its fields. */
export class SessionError extends Error {
  constructor(message, { cause, ...details } = {}) {
    super(message, cause === undefined ? undefined : { cause });
    const defaults = {
      status: null,
      errors: [],
      traceId: null,
      retryAfterSeconds: null,
      path: null,
    };
    Object.assign(this, { code: "internal", ...defaults, ...details });
  }

  get name() {
    return "SessionError";
  }
}

/** Makes a SessionError for the module, which passes undefined if there is no cause. */
export function sessionError(
  code,
  message,
  status,
  errors,
  traceId,
  retryAfterSeconds,
  path,
  cause,
) {
  return new SessionError(message, {
    code,
    status,
    errors,
    traceId,
    retryAfterSeconds,
    path,
    cause,
  });
}
