import type { DemoAccount } from "../../../www/frontend-api/demo-accounts.js";
import type { Json, JsonObject } from "../../../www/frontend-api/json.js";

/** An answer, read to its end. */
export class Answer {
  constructor(
    readonly status: number,
    readonly headers: Headers,
    readonly text: string,
  ) {}

  get json(): Json {
    return JSON.parse(this.text);
  }

  /** The value at a JSON Pointer; undefined where there is none. */
  at(pointer: string): Json | undefined {
    let value: Json | undefined = this.json;
    for (const key of pointer.split("/").slice(1)) {
      value = (value as JsonObject | null | undefined)?.[key];
    }
    return value;
  }

  /** The same, as a string. */
  string(pointer: string): string {
    const value = this.at(pointer);
    if (typeof value !== "string")
      throw new Error(`${pointer} is ${JSON.stringify(value)} in ${this.text}`);
    return value;
  }

  /** The same, as a list of objects. */
  list(pointer: string): JsonObject[] {
    const value = this.at(pointer);
    if (!Array.isArray(value))
      throw new Error(`${pointer} is ${JSON.stringify(value)} in ${this.text}`);
    return value as JsonObject[];
  }

  /** The codes of the errors in it. */
  get codes(): Json[] {
    return this.list("/errors").map(({ code }) => code ?? null);
  }
}

/** What a request carries besides method, path and form. */
export interface Extras {
  query?: Record<string, string>;
  headers?: Record<string, string>;
}

/** A client of the Frontend API that sends GET and POST, forms and cookies, as a browser does. */
export class ApiClient {
  readonly cookies = new Map<string, string>();

  /** @param always - the query and headers of each request: how this apiClient identifies, say */
  constructor(
    readonly url: string,
    readonly always: Extras = { headers: { origin: "http://127.0.0.1:3000" } },
  ) {}

  async send(
    method: string,
    path: string,
    form?: Record<string, string>,
    extras: Extras = {},
  ): Promise<Answer> {
    const query = new URLSearchParams({ ...this.always.query, ...extras.query });
    const overridden = method !== "GET" && method !== "POST";
    if (overridden) query.set("_method", method);
    const headers = new Headers({ ...this.always.headers, ...extras.headers });
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
    return new Answer(response.status, response.headers, await response.text());
  }

  get(path: string, extras?: Extras): Promise<Answer> {
    return this.send("GET", path, undefined, extras);
  }

  post(path: string, form?: Record<string, string>, extras?: Extras): Promise<Answer> {
    return this.send("POST", path, form, extras);
  }

  /** Signs in in one step; answers the id of the new session. */
  async signIn({ emailAddress, password }: DemoAccount): Promise<string> {
    const answer = await this.post("/v1/client/sign_ins", { identifier: emailAddress, password });
    return answer.string("/response/created_session_id");
  }
}
