import { randomInt } from "node:crypto";
import type { CodeFactor } from "./factors/supported-factors.js";

/** A code on its way to somebody. Nothing leaves the machine: it is read off the server's log, or the control. */
export interface SentCode {
  readonly strategy: CodeFactor["strategy"];
  /** An email address or a phone number. */
  readonly to: string;
  /** Six digits. */
  readonly code: string;
  /** Unix milliseconds. */
  readonly sentAt: number;
}

/** What stands in for the post office and the telephone. */
export class Outbox {
  readonly sent: SentCode[] = [];

  /** @param deliver - is told of each code */
  constructor(
    private readonly now: () => number,
    private readonly deliver: (sent: SentCode) => void,
  ) {}

  /** Sends a new code; answers it. */
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
