import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Json, JsonObject } from "../../www/frontend-api/json.js";

/** A request that the server received. */
export interface ReceivedRequest {
  readonly method: string;
  /** The path and query, as sent. */
  readonly url: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<IncomingHttpHeaders>;
  readonly body: string;
}

/** A response that a test defines. */
export interface PlannedResponse {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** A JSON body. */
  readonly json?: Json;
  /** A body of any text or bytes, instead of `json`. */
  readonly body?: string | Uint8Array;
  /** Writes the response itself. The other members are then ignored. */
  readonly handle?: (response: ServerResponse) => void;
}

/** A server for responses that no Frontend API sends. */
export interface FakeServer {
  readonly url: string;
  readonly requests: readonly ReceivedRequest[];
  /** The requests as one line each: method and path. */
  readonly lines: string[];
  /** Sets the responses to the next requests, in order. The last one answers all later requests. */
  answer(...answers: PlannedResponse[]): void;
  /** Resolves when `count` requests have arrived. */
  arrived(count: number): Promise<void>;
  close(): Promise<void>;
}

/** Starts a fake server on a free port of 127.0.0.1. */
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

/** Returns a response that is sent only when `release` is called. */
export function deferred(planned: PlannedResponse): PlannedResponse & { release(): void } {
  let release = () => {};
  const free = new Promise<void>((resolve) => {
    release = resolve;
  });
  return { handle: (response) => void free.then(() => send(response, planned)), release };
}

/** Returns a session in wire format, with only the required fields. */
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

/** Returns a client in wire format. Its first session is the current one. */
export function wireClient(id: string, sessions: JsonObject[], more: JsonObject = {}): JsonObject {
  return {
    object: "client",
    id,
    sessions,
    last_active_session_id: sessions[0]?.id ?? null,
    ...more,
  };
}

/** Returns a response in the API's envelope. */
export function envelope(response: Json, client: Json = null): PlannedResponse {
  return { json: { response, client } };
}

/** Returns an error response in the API's format. */
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

/** The session that the tests end. */
export const ours = wireSession("sess_1");
/** The session that the tests leave alive. */
export const other = wireSession("sess_2");
/** A client with both sessions, before `ours` ends. */
export const before = wireClient("client_1", [ours, other]);
/** The same client after `ours` has ended. */
export const after = wireClient("client_1", [other]);
