import type { ErrorCode } from "../errors.js";
import type { Json } from "../json.js";

/** The phase in which a fault applies: before or after the request has changed server state. */
type FaultPhase = "before-change" | "after-change";

/** A response that replaces the real one. */
interface FaultAnswer {
  /** One of the Frontend API's own errors, with its status and body. */
  readonly error?: ErrorCode;
  /** With `error`: adds the requesting client as the body's `meta.client`. */
  readonly withClient?: boolean;
  /** HTTP status. Defaults to that of `error`, or to 200 without `error`. */
  readonly status?: number;
  /** A JSON body. */
  readonly json?: Json;
  /** A body of any text. */
  readonly body?: string;
  /** The content type of `body`. Defaults to `text/html`, as in a proxy's error page. */
  readonly contentType?: string;
}

/** A failure to inject into matching requests. An omitted member changes nothing. */
export interface Fault {
  /** The method to match, after the `_method` override: DELETE for a POST with `_method=DELETE`. */
  readonly method?: string;
  /** The path, such as `/v1/client`; a `*` matches any text within one segment. */
  readonly path?: string;
  /** The number of matching requests to let through first. Defaults to 0. */
  readonly skip?: number;
  /**
   * The number of matching requests to affect. Defaults to 1. If a reused connection is cut, the
   * browser itself sends the request again, even a POST: Chromium once for each idle connection. A
   * `drop` that the page must notice needs 3 or more, say 100 and {@link FaultPlan.clear}.
   */
  readonly times?: number;
  /** A delay before everything else, in milliseconds. */
  readonly delayMs?: number;
  /** Holds the request until it is released. It then proceeds, even if its sender has gone. */
  readonly hold?: FaultPhase;
  /** Cuts the connection instead of responding, or (`in-body`) in the middle of the response. */
  readonly drop?: FaultPhase | "in-body";
  /** Replaces the response. */
  readonly answer?: FaultAnswer;
  /**
   * The phase in which `answer` replaces the response. Defaults to `before-change`: the requested
   * change is not made.
   */
  readonly answerAt?: FaultPhase;
  /** Values to set in the real response, by JSON Pointer (RFC 6901): `{"/client": null}`. */
  readonly set?: Readonly<Record<string, Json>>;
  /** Members to remove from the real response, by JSON Pointer. */
  readonly remove?: readonly string[];
  /**
   * Truncates the real response's text to this number of bytes; the HTTP message stays well-formed.
   */
  readonly truncateTo?: number;
  /** Response headers to set, or (null) to remove. */
  readonly headers?: Readonly<Record<string, string | null>>;
}

interface PlannedFault {
  readonly fault: Fault;
  readonly path: RegExp | null;
  skip: number;
  remaining: number;
}

/** The faults still to apply, and the requests that a fault holds. */
export class FaultPlan {
  private planned: PlannedFault[] = [];
  private readonly held = new Set<() => void>();

  add(...faults: Fault[]): void {
    for (const fault of faults) {
      const path = fault.path === undefined ? null : pathPattern(fault.path);
      this.planned.push({ fault, path, skip: fault.skip ?? 0, remaining: fault.times ?? 1 });
    }
  }

  /** The faults that have not applied as often as planned. */
  get pending(): Fault[] {
    return this.planned.map(({ fault }) => fault);
  }

  /** Takes the fault for a request: the first one that matches and has nothing left to skip. */
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

  /** Releases every held request; returns their number. */
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

/**
 * Edits a JSON text as a fault prescribes. Throws if a pointer leads nowhere, because such a fault
 * would prove nothing.
 */
export function editJson(
  text: string,
  { set = {}, remove = [] }: Pick<Fault, "set" | "remove">,
): string {
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

function locate(
  root: { value: Json },
  pointer: string,
): [parent: Record<string, Json>, key: string] {
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
