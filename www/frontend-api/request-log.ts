import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from "node:http";

/**
 * The progress of a request. `aborted`: its sender closed the connection; `dropped`: a fault cut
 * it.
 */
export type RequestState = "received" | "held" | "answered" | "aborted" | "dropped";

/** A request as it arrived, and its outcome. */
export interface LoggedRequest {
  /** The request's position since the log was cleared, from 0. */
  readonly index: number;
  /** Unix milliseconds. */
  readonly receivedAt: number;
  /** As on the wire; `operation` is the method after the `_method` override. */
  readonly method: string;
  /** The effective method: the query's `_method` of a POST, or else the wire's. */
  readonly operation: string;
  /** As on the wire: path and query. */
  readonly url: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** Names in lower case. */
  readonly headers: Readonly<IncomingHttpHeaders>;
  readonly cookies: Readonly<Record<string, string>>;
  /** The whole body as text; null until it has arrived. */
  body: string | null;
  /** HTTP status of the response; null until it is sent, and if none was sent. */
  status: number | null;
  state: RequestState;
}

/** Records every request in order, and lets a caller wait for one. */
export class RequestLog {
  readonly entries: LoggedRequest[] = [];
  private readonly byMessage = new WeakMap<IncomingMessage, LoggedRequest>();
  private readonly watchers = new Set<() => void>();

  /** @param now - the time in Unix milliseconds */
  constructor(private readonly now: () => number) {}

  /** Records a request and tracks its outcome. */
  begin(request: IncomingMessage, response: ServerResponse): void {
    const method = request.method ?? "";
    const url = request.url ?? "";
    const query = Object.fromEntries(new URLSearchParams(url.split("?")[1]));
    const entry: LoggedRequest = {
      index: this.entries.length,
      receivedAt: this.now(),
      method,
      operation: (method === "POST" && query._method) || method,
      url,
      path: pathOf(url),
      query,
      headers: { ...request.headers },
      cookies: parseCookies(request.headers.cookie),
      body: null,
      status: null,
      state: "received",
    };
    this.entries.push(entry);
    this.byMessage.set(request, entry);
    response.once("close", () => {
      if (entry.state === "dropped") return;
      if (response.writableFinished)
        this.update(request, { state: "answered", status: response.statusCode });
      else this.update(request, { state: "aborted" });
    });
    this.notifyWatchers();
  }

  entryFor(request: IncomingMessage): LoggedRequest | undefined {
    return this.byMessage.get(request);
  }

  update(
    request: IncomingMessage,
    change: Partial<Pick<LoggedRequest, "body" | "state" | "status">>,
  ): void {
    const entry = this.byMessage.get(request);
    if (!entry) return;
    Object.assign(entry, change);
    this.notifyWatchers();
  }

  /**
   * Resolves to the first request, past or future, that matches; checked again after each change.
   */
  find(matches: (request: LoggedRequest) => boolean): Promise<LoggedRequest> {
    return new Promise((resolve, reject) => {
      const check = () => {
        try {
          const found = this.entries.find(matches);
          if (!found) return;
          this.watchers.delete(check);
          resolve(found);
        } catch (error) {
          this.watchers.delete(check);
          reject(error);
        }
      };
      this.watchers.add(check);
      check();
    });
  }

  clear(): void {
    this.entries.length = 0;
  }

  private notifyWatchers(): void {
    for (const look of [...this.watchers]) look();
  }
}

/** Returns the path of a request's URL as it arrived: not resolved, not decoded. */
export function pathOf(url: string): string {
  return url.split("?", 1)[0] ?? "";
}

function parseCookies(header: string | undefined): Record<string, string> {
  const pairs = (header ?? "").split(";").flatMap((pair) => {
    const [name = "", ...value] = pair.trim().split("=");
    return name ? [[name, value.join("=")] as const] : [];
  });
  return Object.fromEntries(pairs);
}
