import type { ErrorCode } from "../errors.js";
import type { Json } from "../json.js";

/** When a fault strikes: before the request has changed anything on the server, or after. */
export type FaultPhase = "before-change" | "after-change";

/** What is answered in place of the real answer. */
export interface FaultAnswer {
  /** One of the Frontend API's own errors, with its status and body. */
  readonly error?: ErrorCode;
  /** With `error`: the requesting client, as the body's `meta.client`. */
  readonly withClient?: boolean;
  /** HTTP status; default: that of `error`, else 200. */
  readonly status?: number;
  /** A body of JSON … */
  readonly json?: Json;
  /** … or any text. */
  readonly body?: string;
  /** The text's type; default `text/html`, as a proxy's error page. */
  readonly contentType?: string;
}

/** Something to go wrong for the requests that fit. Whatever is not named stays as it is. */
export interface Fault {
  /** The method that is meant: DELETE for a POST with `_method=DELETE`. */
  readonly method?: string;
  /** The path, such as `/v1/client`; a `*` stands for anything within one segment. */
  readonly path?: string;
  /** Lets so many fitting requests through first; default 0. */
  readonly skip?: number;
  /**
   * Strikes so many fitting requests, default 1. A browser itself sends a request again, a POST too, when a connection
   * that it had used before is cut: Chromium once for each that is idle. A `drop` that the page is to notice needs 3 or
   * more, say 100 and {@link FaultPlan.clear}.
   */
  readonly times?: number;
  /** Waits before anything else, in milliseconds. */
  readonly delayMs?: number;
  /** Waits until released; then the request goes on, even if its sender has gone. */
  readonly hold?: FaultPhase;
  /** Cuts the connection instead of answering, or (`in-body`) in the middle of the answer. */
  readonly drop?: FaultPhase | "in-body";
  /** Another answer. */
  readonly answer?: FaultAnswer;
  /** Whether the change that was asked for is made before `answer` goes out; default `before-change`: it is not. */
  readonly answerAt?: FaultPhase;
  /** Values to put into the real answer, by JSON Pointer (RFC 6901): `{"/client": null}`. */
  readonly set?: Readonly<Record<string, Json>>;
  /** Members to take out of the real answer, by JSON Pointer. */
  readonly remove?: readonly string[];
  /** Cuts the real answer's text to so many bytes; the HTTP message around it stays whole. */
  readonly truncateTo?: number;
  /** Response headers to add, or (null) to leave out. */
  readonly headers?: Readonly<Record<string, string | null>>;
}

interface PlannedFault {
  readonly fault: Fault;
  readonly path: RegExp | null;
  skip: number;
  remaining: number;
}

/** The faults that are still to come, and the requests that are being held. */
export class FaultPlan {
  private planned: PlannedFault[] = [];
  private readonly held = new Set<() => void>();

  add(...faults: Fault[]): void {
    for (const fault of faults) {
      const path = fault.path === undefined ? null : pathPattern(fault.path);
      this.planned.push({ fault, path, skip: fault.skip ?? 0, remaining: fault.times ?? 1 });
    }
  }

  /** Those that have not struck as often as they were meant to. */
  get pending(): Fault[] {
    return this.planned.map(({ fault }) => fault);
  }

  /** Takes the fault for a request; the first that fits and is not skipping wins. */
  take(method: string, path: string): Fault | null {
    for (const rule of this.planned) {
      if (rule.fault.method !== undefined && rule.fault.method !== method) continue;
      if (rule.path && !rule.path.test(path)) continue;
      if (rule.skip > 0) {
        rule.skip -= 1;
        continue;
      }
      rule.remaining -= 1;
      if (rule.remaining <= 0) this.planned = this.planned.filter((other) => other !== rule);
      return rule.fault;
    }
    return null;
  }

  /** Resolves when {@link release} is called. */
  hold(): Promise<void> {
    return new Promise((resolve) => this.held.add(resolve));
  }

  /** Lets every held request go on; answers how many there were. */
  release(): number {
    const count = this.held.size;
    for (const resolve of this.held) resolve();
    this.held.clear();
    return count;
  }

  clear(): void {
    this.planned = [];
  }
}

function pathPattern(path: string): RegExp {
  const literal = path.split("*").map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${literal.join("[^/]*")}$`);
}

/** Changes a JSON text as a fault says. Throws where a pointer leads nowhere, since such a fault would prove nothing. */
export function editJson(text: string, { set = {}, remove = [] }: Pick<Fault, "set" | "remove">): string {
  const root: { value: Json } = { value: JSON.parse(text) };
  for (const [pointer, value] of Object.entries(set)) {
    const [parent, key] = locate(root, pointer);
    parent[key] = value;
  }
  for (const pointer of remove) {
    const [parent, key] = locate(root, pointer);
    if (!Object.hasOwn(parent, key)) throw new Error(`fault: nothing at ${pointer}`);
    if (Array.isArray(parent)) parent.splice(Number(key), 1);
    else delete parent[key];
  }
  return JSON.stringify(root.value);
}

function locate(root: { value: Json }, pointer: string): [parent: Record<string, Json>, key: string] {
  const steps = pointer.split("/").slice(1);
  const keys = ["value", ...steps.map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"))];
  const last = keys.pop() as string;
  let at: Json = root as Record<string, Json>;
  for (const key of keys) {
    const next: Json | undefined = (at as Record<string, Json>)[key];
    if (typeof next !== "object" || next === null) throw new Error(`fault: nothing at ${pointer}`);
    at = next;
  }
  return [at as Record<string, Json>, last];
}
