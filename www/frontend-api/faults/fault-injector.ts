import { Readable } from "node:stream";
import { setTimeout as wait } from "node:timers/promises";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { Context } from "../context.js";
import { FrontendApiError } from "../errors.js";
import { identify } from "../identify.js";
import { pathOf, type RequestLog } from "../request-log.js";
import { editJson, type Fault, type FaultPlan } from "./fault-plan.js";

/** Applies planned faults to requests. */
export class FaultInjector {
  constructor(
    private readonly context: Context,
    private readonly faults: FaultPlan,
    private readonly log: RequestLog,
    private readonly closing: AbortSignal,
  ) {}

  /** Runs before the route. Resolves to true if the fault ends the request here. */
  async beforeRoute(request: FastifyRequest, reply: FastifyReply): Promise<boolean> {
    const fault = this.faults.take(request.method, pathOf(request.url));
    request.fault = fault;
    if (!fault) return false;
    if (fault.delayMs) await wait(fault.delayMs, undefined, { signal: this.closing });
    if (fault.hold === "before-change") await this.hold(request);
    if (fault.drop === "before-change") {
      this.drop(request, reply);
      return true;
    }
    if (fault.answer && fault.answerAt !== "after-change") {
      const payload = await this.answer(fault, request, reply);
      await reply.send(payload);
      return true;
    }
    return false;
  }

  /**
   * Runs after the route, on the text of the real response. Resolves to the payload to send
   * instead.
   */
  async afterRoute(
    request: FastifyRequest,
    reply: FastifyReply,
    payload: unknown,
  ): Promise<unknown> {
    const { fault } = request;
    if (!fault) return payload;
    // An error thrown below becomes a response, which passes through this hook again.
    request.fault = null;
    if (fault.hold === "after-change") await this.hold(request);
    if (fault.drop === "after-change") {
      this.drop(request, reply);
      return payload;
    }
    let text = typeof payload === "string" ? payload : "";
    if (fault.answer) {
      if (fault.answerAt === "after-change") text = await this.answer(fault, request, reply);
    } else if (fault.set || fault.remove) {
      text = editJson(text, fault);
    }
    for (const [name, value] of Object.entries(fault.headers ?? {})) {
      if (value === null) reply.removeHeader(name);
      else reply.header(name, value);
    }
    if (fault.truncateTo !== undefined)
      text = Buffer.from(text).subarray(0, fault.truncateTo).toString();
    if (fault.drop === "in-body") return this.cut(text, request, reply);
    reply.removeHeader("content-length");
    return text;
  }

  private async hold(request: FastifyRequest): Promise<void> {
    this.log.update(request.raw, { state: "held" });
    await this.faults.hold();
    // If the sender has gone meanwhile, the state stays "aborted".
    if (this.log.entryFor(request.raw)?.state === "held")
      this.log.update(request.raw, { state: "received" });
  }

  private drop(request: FastifyRequest, reply: FastifyReply): void {
    this.log.update(request.raw, { state: "dropped" });
    reply.hijack();
    request.raw.socket.destroy();
  }

  /**
   * Sends half of the text under a Content-Length that promises all of it, then cuts the
   * connection.
   */
  private cut(text: string, request: FastifyRequest, reply: FastifyReply): Readable {
    const bytes = Buffer.from(text);
    reply.header("content-length", bytes.length);
    const { log } = this;
    return Readable.from(
      (async function* () {
        yield bytes.subarray(0, bytes.length >> 1);
        log.update(request.raw, { state: "dropped" });
        request.raw.socket.destroy();
      })(),
    );
  }

  private async answer(
    fault: Fault,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<string> {
    const { error, withClient, status, json, body, contentType = "text/html" } = fault.answer ?? {};
    if (error) {
      const { client } = await identify(request, this.context);
      const meta =
        withClient && client ? { client: await this.context.client(client, request) } : {};
      const refusal = new FrontendApiError(error);
      reply.code(status ?? refusal.status).type("application/json; charset=utf-8");
      return JSON.stringify(refusal.body(meta));
    }
    reply
      .code(status ?? 200)
      .type(json === undefined ? contentType : "application/json; charset=utf-8");
    return json === undefined ? (body ?? "") : JSON.stringify(json);
  }
}
