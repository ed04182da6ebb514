/** The one error of the package. Its fields are declared, and explained, in index.d.ts. */
export class SessionError extends Error {
  constructor(message, { cause, ...details } = {}) {
    super(message, cause === undefined ? undefined : { cause });
    Object.assign(this, NOTHING_KNOWN, details);
  }

  get name() {
    return "SessionError";
  }
}

const NOTHING_KNOWN = {
  code: "internal",
  status: null,
  errors: [],
  traceId: null,
  retryAfterSeconds: null,
  path: null,
};
