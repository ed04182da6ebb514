import { randomInt } from "node:crypto";
import type { CodeFactor } from "./factors/supported-factors.js";

/**
 * A code that was sent. Nothing leaves the machine: a reader finds it in the server's output or in
 * the control.
 */
export interface SentCode {
  readonly strategy: CodeFactor["strategy"];
  /** An email address or a phone number. */
  readonly to: string;
  /** Six digits. */
  readonly code: string;
  /** Unix milliseconds. */
  readonly sentAt: number;
}

/** The substitute for email and text messages. */
export class Outbox {
  readonly sent: SentCode[] = [];

  /** @param deliver - called with each code */
  constructor(
    private readonly now: () => number,
    private readonly deliver: (sent: SentCode) => void,
  ) {}

  /** Sends a new code and returns it. */
  send({ strategy, to }: CodeFactor): string {
    const code = randomInt(1_000_000).toString().padStart(6, "0");
    const sent = { strategy, to, code, sentAt: this.now() };
    this.sent.push(sent);
    this.deliver(sent);
    return code;
  }

  clear(): void {
    this.sent.length = 0;
  }
}
