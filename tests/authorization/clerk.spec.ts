import { expect, test } from "@playwright/test";
import init, { checkAuthorization, parseSession, type Session } from "clerk-session";
import fc from "fast-check";
import { clerksVerdict } from "./clerk.js";
import { DIFFERENCES, DIMENSIONS, type Dimension } from "./differences.js";
import { inquiry } from "./arbitraries.js";

const CASES = 100_000;

test.beforeAll(() => init());

/** How often Clerk's own code has said true, and how often false. */
class Verdicts {
  true = 0;
  false = 0;

  count(verdict: boolean): void {
    this[`${verdict}`] += 1;
  }
}

test(`${CASES} sessions and questions are judged as Clerk's own code does, but for the listed differences`, () => {
  test.setTimeout(240_000);
  const session = parseSession(
    '{"id":"sess_1","status":"active","expire_at":1,"last_active_at":2}',
  );
  const all = new Verdicts();
  const alone = Object.fromEntries(DIMENSIONS.map((name) => [name, new Verdicts()]));
  const together = new Verdicts();
  const differences = Object.fromEntries(Object.keys(DIFFERENCES).map((name) => [name, 0]));

  /** Whether one dimension, asked about alone, is judged otherwise than by Clerk; fails if that is not listed. */
  const differs = (session: Session, name: Dimension, asked: unknown): boolean => {
    const params = { [name]: asked };
    const clerks = clerksVerdict(session, params);
    alone[name]?.count(clerks);
    if (checkAuthorization(session, params) === clerks) return false;
    const reasons = Object.entries(DIFFERENCES).filter(([, shows]) =>
      shows[name]?.(session, asked),
    );
    if (!clerks || reasons.length === 0)
      throw new Error(`Clerk's own code says ${clerks} of the ${name}`);
    for (const [reason] of reasons) differences[reason] = (differences[reason] ?? 0) + 1;
    return true;
  };

  fc.assert(
    fc.property(inquiry, ([standing, params]) => {
      const asked = { ...session, ...standing };
      const names = DIMENSIONS.filter((name) => params[name] !== undefined);
      const isDifferent = names.map((name) => differs(asked, name, params[name])).includes(true);
      const clerks = clerksVerdict(asked, params);
      all.count(clerks);
      if (names.length > 1) together.count(clerks);
      // Together they are judged as each is alone.
      if (checkAuthorization(asked, params) !== (clerks && !isDifferent))
        throw new Error(`Clerk's own code says ${clerks}`);
    }),
    { numRuns: CASES },
  );

  expect(all.true + all.false).toBe(CASES);
  // Both answers often, or this has shown little.
  for (const verdicts of [all, together, ...Object.values(alone)]) {
    expect(verdicts.true).toBeGreaterThan(CASES / 100);
    expect(verdicts.false).toBeGreaterThan(CASES / 100);
  }
  // No list of what does not happen.
  for (const [name, times] of Object.entries(differences)) expect(times, name).toBeGreaterThan(0);
});
