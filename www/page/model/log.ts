/** A log entry: usually a call to the server and its outcome. */
export interface LogEntry extends LogContent {
  readonly id: number;
  /** The time of completion in Unix milliseconds. */
  readonly at: number;
  /** Null if the page did not wait for it. */
  readonly durationMs: number | null;
}

/** The content of an entry. */
export interface LogContent {
  /** A description for users. */
  readonly text: string;
  /** The call as code: `revokeSession("sess_…")`. */
  readonly call: string;
  readonly failed: boolean;
}

/** A call, described for users and as code. */
interface LoggedCall<Result> {
  readonly call: string;
  /** The failed action in a failure's text: "sign out Safari on iPhone". */
  readonly intent: string;
  readonly run: () => Promise<Result>;
  /** Describes a result. */
  readonly outcome: (answer: Result) => string;
  /** An aborted call adds no entry. */
  readonly signal?: AbortSignal;
}

/**
 * Runs a call, measures its duration and logs its outcome; returns the result or rethrows the
 * failure.
 */
export type RunCall = <Result>(call: LoggedCall<Result>) => Promise<Result>;

/** Logs an event that no call caused. */
export type AddLogEntry = (content: LogContent) => void;
