import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from "node:http";

/** How far a request got. `aborted`: its sender went away; `dropped`: a fault cut the connection. */
export type RequestState = "received" | "held" | "answered" | "aborted" | "dropped";

/** One request as it arrived, and what became of it. */
export interface LoggedRequest {
  /** Counts up from 0 since the log was cleared. */
  readonly index: number;
  /** Unix milliseconds. */
  readonly receivedAt: number;
  /** As on the wire; see `operation` for what `_method` made of it. */
  readonly method: string;
  /** The method that is meant: that of the wire, or the query's `_method`. */
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
  /** HTTP status of the answer; null until there is one, and where there never was. */
  status: number | null;
  state: RequestState;
}

/** Every request that arrived, in order, and a way to wait for one. */
export class RequestLog {
  readonly entries: LoggedRequest[] = [];
  private readonly byMessage = new WeakMap<IncomingMessage, LoggedRequest>();
  private readonly watchers = new Set<() => void>();

  /** @param now - the time in Unix milliseconds */
  constructor(private readonly now: () => number) {}

  /** Writes a request down, and watches what becomes of it. */
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
      if (response.writableFinished) this.update(request, { state: "answered", status: response.statusCode });
      else this.update(request, { state: "aborted" });
    });
    this.notifyWatchers();
  }

  entryFor(request: IncomingMessage): LoggedRequest | undefined {
    return this.byMessage.get(request);
  }

  update(request: IncomingMessage, change: Partial<Pick<LoggedRequest, "body" | "state" | "status">>): void {
    const entry = this.byMessage.get(request);
    if (!entry) return;
    Object.assign(entry, change);
    this.notifyWatchers();
  }

  /** Resolves to the first request, past or future, that fits; asked again whenever anything changes. */
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

/** The path of a request's URL, as it arrived: not resolved, not decoded. */
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
