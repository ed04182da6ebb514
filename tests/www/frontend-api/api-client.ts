import type { DemoAccount } from "../../../www/frontend-api/demo-accounts.js";
import type { Json, JsonObject } from "../../../www/frontend-api/json.js";

/** A response whose body has been read. */
export class ApiResponse {
  constructor(
    readonly status: number,
    readonly headers: Headers,
    readonly text: string,
  ) {}

  get json(): Json {
    return JSON.parse(this.text);
  }

  /** Returns the value at a JSON Pointer (RFC 6901), or undefined if there is none. */
  at(pointer: string): Json | undefined {
    let value: Json | undefined = this.json;
    for (const key of pointer.split("/").slice(1)) {
      value = (value as JsonObject | null | undefined)?.[key];
    }
    return value;
  }

  /** Returns the string at a JSON Pointer. Throws if the value is not a string. */
  string(pointer: string): string {
    const value = this.at(pointer);
    if (typeof value !== "string")
      throw new Error(`${pointer} is ${JSON.stringify(value)} in ${this.text}`);
    return value;
  }

  /** Returns the list of objects at a JSON Pointer. Throws if the value is not an array. */
  list(pointer: string): JsonObject[] {
    const value = this.at(pointer);
    if (!Array.isArray(value))
      throw new Error(`${pointer} is ${JSON.stringify(value)} in ${this.text}`);
    return value as JsonObject[];
  }

  /** The codes of the response's errors. */
  get codes(): Json[] {
    return this.list("/errors").map(({ code }) => code ?? null);
  }
}

/** The query and the headers of a request. */
export interface RequestOptions {
  query?: Record<string, string>;
  headers?: Record<string, string>;
}

/**
 * A client of the Frontend API that sends only GET and POST, forms and cookies, as Clerk's clients
 * do in a browser.
 */
export class ApiClient {
  readonly cookies = new Map<string, string>();

  /** @param defaults - the query and headers of each request, such as credentials */
  constructor(
    readonly url: string,
    readonly defaults: RequestOptions = { headers: { origin: "http://127.0.0.1:3000" } },
  ) {}

  /** Sends a request. Methods other than GET and POST go into `_method`. Keeps the cookies. */
  async send(
    method: string,
    path: string,
    form?: Record<string, string>,
    options: RequestOptions = {},
  ): Promise<ApiResponse> {
    const query = new URLSearchParams({ ...this.defaults.query, ...options.query });
    const overridden = method !== "GET" && method !== "POST";
    if (overridden) query.set("_method", method);
    const headers = new Headers({ ...this.defaults.headers, ...options.headers });
    if (this.cookies.size > 0) {
      headers.set(
        "cookie",
        [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; "),
      );
    }
    const response = await fetch(`${this.url}${path}?${query}`, {
      method: overridden ? "POST" : method,
      headers,
      redirect: "manual",
      ...(form && { body: new URLSearchParams(form) }),
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      if (name !== undefined && value !== undefined) this.cookies.set(name, value);
    }
    return new ApiResponse(response.status, response.headers, await response.text());
  }

  get(path: string, options?: RequestOptions): Promise<ApiResponse> {
    return this.send("GET", path, undefined, options);
  }

  post(
    path: string,
    form?: Record<string, string>,
    options?: RequestOptions,
  ): Promise<ApiResponse> {
    return this.send("POST", path, form, options);
  }

  /** Signs in in one step. Returns the id of the new session. */
  async signIn({ emailAddress, password }: DemoAccount): Promise<string> {
    const response = await this.post("/v1/client/sign_ins", { identifier: emailAddress, password });
    return response.string("/response/created_session_id");
  }
}
