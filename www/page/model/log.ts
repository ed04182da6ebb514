/** Something that happened: as a rule, what was asked of the server and what came of it. */
export interface LogEntry extends LogContent {
  readonly id: number;
  /** When it was over, in Unix milliseconds. */
  readonly at: number;
  /** Null: nobody here waited for it. */
  readonly durationMs: number | null;
}

/** What an entry says. */
export interface LogContent {
  /** What happened, for people. */
  readonly text: string;
  /** The call as code: `revokeSession("sess_…")`. */
  readonly call: string;
  readonly failed: boolean;
}

/** What is asked, in both languages of a {@link LogEntry}. */
export interface LoggedCall<Result> {
  readonly call: string;
  /** "sign out Safari on iPhone": what a failure is a failure to do. */
  readonly intent: string;
  readonly run: () => Promise<Result>;
  /** What an answer means. */
  readonly outcome: (answer: Result) => string;
  /** A question that nobody waits for any more leaves no entry. */
  readonly signal?: AbortSignal;
}

/** Asks, takes the time, and writes down what happened; the answer or the failure is the caller's all the same. */
export type RunCall = <Result>(call: LoggedCall<Result>) => Promise<Result>;

/** Writes down what happened without having been asked for. */
export type AddLogEntry = (content: LogContent) => void;
