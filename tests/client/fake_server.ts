import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Json, JsonObject } from "../../www/frontend-api/json.js";

/** One request as it arrived. */
export interface ReceivedRequest {
  readonly method: string;
  /** As on the wire: path and query. */
  readonly url: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<IncomingHttpHeaders>;
  readonly body: string;
}

/** What to answer; a function may do it by hand. */
export interface PlannedResponse {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** JSON … */
  readonly json?: Json;
  /** … or any text or bytes. */
  readonly body?: string | Uint8Array;
  readonly handle?: (response: ServerResponse) => void;
}

/** A server for answers that no Frontend API gives. */
export interface FakeServer {
  readonly url: string;
  readonly requests: readonly ReceivedRequest[];
  /** Requests as one line each: method and path. */
  readonly lines: string[];
  /** Answers the requests to come, one after the other; the last one is for all that follow. */
  answer(...answers: PlannedResponse[]): void;
  /** Resolves when so many requests have arrived. */
  arrived(count: number): Promise<void>;
  close(): Promise<void>;
}

export async function startFakeServer(): Promise<FakeServer> {
  const requests: ReceivedRequest[] = [];
  let answers: PlannedResponse[] = [];
  const watchers = new Set<() => void>();
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const url = request.url ?? "";
    requests.push({
      method: request.method ?? "",
      url,
      path: url.split("?", 1)[0] ?? "",
      query: Object.fromEntries(new URLSearchParams(url.split("?")[1])),
      headers: request.headers,
      body: Buffer.concat(chunks).toString(),
    });
    const planned = answers[0] ?? { status: 501 };
    if (answers.length > 1) answers = answers.slice(1);
    for (const look of [...watchers]) look();
    send(response, planned);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    get lines() {
      return requests.map(({ method, path }) => `${method} ${path}`);
    },
    answer: (...planned) => {
      answers = planned;
    },
    arrived: (count) =>
      new Promise((resolve) => {
        const look = () => {
          if (requests.length < count) return;
          watchers.delete(look);
          resolve();
        };
        watchers.add(look);
        look();
      }),
    close: async () => {
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

function send(response: ServerResponse, planned: PlannedResponse): void {
  const { status = 200, headers = {}, json, body, handle } = planned;
  if (handle) {
    handle(response);
    return;
  }
  response.writeHead(status, {
    "content-type": json === undefined ? "text/html" : "application/json",
    ...headers,
  });
  response.end(json === undefined ? body : JSON.stringify(json));
}

/** An answer that goes out when it is let go, and not before. */
export function deferred(planned: PlannedResponse): PlannedResponse & { release(): void } {
  let release = () => {};
  const free = new Promise<void>((resolve) => {
    release = resolve;
  });
  return { handle: (response) => void free.then(() => send(response, planned)), release };
}

/** A session as the wire has it, with no more in it than there must be. */
export function wireSession(id: string, status = "active", more: JsonObject = {}): JsonObject {
  return {
    object: "session",
    id,
    status,
    expire_at: 1_900_000_000_000,
    last_active_at: 1_700_000_000_000,
    ...more,
  };
}

/** A client as the wire has it; its first session is the current one. */
export function wireClient(id: string, sessions: JsonObject[], more: JsonObject = {}): JsonObject {
  return {
    object: "client",
    id,
    sessions,
    last_active_session_id: sessions[0]?.id ?? null,
    ...more,
  };
}

/** What most answers are wrapped in. */
export function envelope(response: Json, client: Json = null): PlannedResponse {
  return { json: { response, client } };
}

/** A refusal in the API's own form. */
export function errorResponse(
  status: number,
  code: string,
  meta: JsonObject = {},
): PlannedResponse {
  const message = `what ${code} says`;
  return {
    status,
    json: {
      errors: [{ code, message, long_message: `In full: ${message}`, meta: { param_name: "x" } }],
      meta,
      clerk_trace_id: "trace_1",
    },
  };
}

/** Two sessions, and one client with both of them and one with the second alone. */
export const ours = wireSession("sess_1");
export const other = wireSession("sess_2");
export const before = wireClient("client_1", [ours, other]);
export const after = wireClient("client_1", [other]);
