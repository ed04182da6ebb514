import { expect, test } from "@playwright/test";
import init, { checkAuthorization, parseSession, type Session } from "clerk-session";
import fc from "fast-check";
import { sessionAndParams } from "./arbitraries.js";
import { clerksVerdict } from "./clerk.js";
import { DIFFERENCES, DIMENSIONS, type Dimension } from "./differences.js";

const CASES = 100_000;

test.beforeAll(() => init());

/** Counts how often Clerk's own code has returned true and false. */
class Verdicts {
  true = 0;
  false = 0;

  count(verdict: boolean): void {
    this[`${verdict}`] += 1;
  }
}

test(`${CASES} checks give Clerk's own results, except for the listed differences`, () => {
  test.setTimeout(240_000);
  const session = parseSession(
    '{"id":"sess_1","status":"active","expire_at":1,"last_active_at":2}',
  );
  const all = new Verdicts();
  const alone = Object.fromEntries(DIMENSIONS.map((name) => [name, new Verdicts()]));
  const together = new Verdicts();
  const differences = Object.fromEntries(Object.keys(DIFFERENCES).map((name) => [name, 0]));

  /**
   * Returns whether the check of one dimension alone differs from Clerk's. Throws if the difference
   * is not listed.
   */
  const differs = (session: Session, name: Dimension, required: unknown): boolean => {
    const params = { [name]: required };
    const clerks = clerksVerdict(session, params);
    alone[name]?.count(clerks);
    if (checkAuthorization(session, params) === clerks) return false;
    const reasons = Object.entries(DIFFERENCES).filter(([, shows]) =>
      shows[name]?.(session, required),
    );
    if (!clerks || reasons.length === 0)
      throw new Error(`Clerk's own code says ${clerks} of the ${name}`);
    for (const [reason] of reasons) differences[reason] = (differences[reason] ?? 0) + 1;
    return true;
  };

  fc.assert(
    fc.property(sessionAndParams, ([grants, params]) => {
      const checked = { ...session, ...grants };
      const names = DIMENSIONS.filter((name) => params[name] !== undefined);
      const isDifferent = names.map((name) => differs(checked, name, params[name])).includes(true);
      const clerks = clerksVerdict(checked, params);
      all.count(clerks);
      if (names.length > 1) together.count(clerks);
      // All together hold only if each holds alone.
      if (checkAuthorization(checked, params) !== (clerks && !isDifferent))
        throw new Error(`Clerk's own code says ${clerks}`);
    }),
    { numRuns: CASES },
  );

  expect(all.true + all.false).toBe(CASES);
  // Both results must be frequent, because the test otherwise shows little.
  for (const verdicts of [all, together, ...Object.values(alone)]) {
    expect(verdicts.true).toBeGreaterThan(CASES / 100);
    expect(verdicts.false).toBeGreaterThan(CASES / 100);
  }
  // Each listed difference must occur.
  for (const [name, times] of Object.entries(differences)) expect(times, name).toBeGreaterThan(0);
});
