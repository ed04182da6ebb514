import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "@playwright/test";
import { BEHAVIOURS, TARGETS } from "./targets.mjs";

/** The outcomes of the calls in 200 rounds, and of the calls after the function was restored. */
interface Printed {
  readonly outcomes: Record<
    string,
    { during: Record<string, number>; after: Record<string, number> }
  >;
  readonly uncaught: readonly string[];
}

/** The permitted outcomes: a call resolves, or rejects with a SessionError of these codes. */
const SETTLED = ["resolved", "network", "timeout", "no_session", "passkey", "invalid_response"];
/** The code of signInUrl() if these are not usable, because it cannot resolve the way back. */
const NO_URL = ["URL", "document", "document.location"];

const program = fileURLToPath(new URL("hostile.mjs", import.meta.url));

for (const target of Object.keys(TARGETS)) {
  test(`If ${target} throws, returns nonsense or calls back, every call settles`, async () => {
    const { stdout } = await promisify(execFile)(process.execPath, [program, target], {
      timeout: 60_000,
    });
    const { outcomes, uncaught }: Printed = JSON.parse(stdout);
    expect(uncaught).toEqual([]);
    expect(Object.keys(outcomes)).toEqual(Object.keys(BEHAVIOURS));
    for (const [behaviour, { during, after }] of Object.entries(outcomes)) {
      const settled = NO_URL.includes(target) ? [...SETTLED, "invalid_argument"] : SETTLED;
      const unsettled = Object.keys(during).filter((outcome) => !settled.includes(outcome));
      expect(unsettled, behaviour).toEqual([]);
      const calls = Object.values(during).reduce((sum, count) => sum + count, 0);
      expect(calls, behaviour).toBe(9 * 200);
      // Eight calls resolve. Without an authenticator, verifyWithPasskey rejects with passkey.
      expect(after, behaviour).toEqual({ resolved: 8, passkey: 1 });
    }
  });
}
