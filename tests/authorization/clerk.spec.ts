import { expect, test } from "@playwright/test";
import init, {
  type AuthorizationParams,
  checkAuthorization,
  parseSession,
  type Session,
} from "clerk-session";
import fc from "fast-check";
import { clerksVerdict } from "./clerk.js";
import { DIFFERENCES } from "./differences.js";
import { inquiry } from "./questions.js";

const CASES = 100_000;
const DIMENSIONS = ["role", "permission", "feature", "plan", "reverification"] as const;

test.beforeAll(() => init());

/** How often something came out true, and how often false. */
type Counts = Record<"true" | "false", number>;

test(`${CASES} sessions and questions are judged as Clerk's own code does, but for the listed differences`, () => {
  test.setTimeout(240_000);
  const session = parseSession('{"id":"sess_1","status":"active","expire_at":1,"last_active_at":2}');
  const all: Counts = { true: 0, false: 0 };
  const alone = Object.fromEntries(DIMENSIONS.map((name) => [name, { true: 0, false: 0 } as Counts]));
  const together = Object.fromEntries(
    [0, 1, 2, 3, 4, 5].map((many) => [many, { true: 0, false: 0 } as Counts]),
  );
  const differences = Object.fromEntries(Object.keys(DIFFERENCES).map((name) => [name, 0]));

  /** Clerk's answer, which is also the package's, or why not. */
  const judge = (session: Session, params: AuthorizationParams): boolean => {
    const clerks = clerksVerdict(session, params);
    if (checkAuthorization(session, params) === clerks) return clerks;
    const reasons = Object.entries(DIFFERENCES).filter(([, applies]) => applies(session, params));
    if (!clerks || reasons.length === 0) throw new Error(`Clerk's own code says ${clerks}`);
    for (const [name] of reasons) differences[name] = (differences[name] ?? 0) + 1;
    return clerks;
  };

  fc.assert(
    fc.property(inquiry, ([standing, params]) => {
      const asked = { ...session, ...standing };
      const verdict = judge(asked, params);
      all[`${verdict}`] += 1;
      const names = DIMENSIONS.filter((name) => params[name] !== undefined);
      const many = together[names.length];
      if (many !== undefined) many[`${verdict}`] += 1;
      for (const name of names) {
        const counts = alone[name];
        if (counts !== undefined) counts[`${judge(asked, { [name]: params[name] })}`] += 1;
      }
    }),
    { numRuns: CASES },
  );

  console.log(JSON.stringify({ all, alone, together, differences }, null, 2));
  expect(all.true + all.false).toBe(CASES);
  // Both answers often, or this has shown little.
  for (const counts of [all, ...Object.values(alone)]) {
    expect(counts.true).toBeGreaterThan(CASES / 100);
    expect(counts.false).toBeGreaterThan(CASES / 100);
  }
  // No list of what does not happen.
  for (const [name, times] of Object.entries(differences)) expect(times, name).toBeGreaterThan(0);
});
