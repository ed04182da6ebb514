import type { AuthorizationParams, Session } from "clerk-session";
import fc from "fast-check";
import { claimsOf } from "./clerk.js";

// Only a few names, so that the required name is often granted.
const name = fc.oneof(
  { weight: 12, arbitrary: fc.constantFrom("admin", "gold", "a", "é") },
  {
    weight: 2,
    arbitrary: fc.constantFrom("", "org", "u", "user", "a:b", "Admin", "🦀", "a b", "constructor"),
  },
  { weight: 1, arbitrary: fc.string({ maxLength: 8 }) },
  { weight: 1, arbitrary: fc.string({ unit: "grapheme", maxLength: 4 }) },
);
const often = <Value>(usual: fc.Arbitrary<Value>, odd: fc.Arbitrary<Value>, weight = 20) =>
  fc.oneof({ weight, arbitrary: usual }, { weight: 1, arbitrary: odd });
const some = <Value>(of: fc.Arbitrary<Value>, maxLength: number) =>
  often(fc.array(of, { minLength: 1, maxLength }), fc.constant<Value[]>([]));
/** Values that are not strings. JavaScript may pass them in spite of the types. */
const notString = fc.constantFrom<unknown[]>(
  null,
  7,
  true,
  Number.NaN,
  {},
  [],
  ["admin"],
  () => "admin",
  Symbol("a"),
  7n,
);

const prefixed = (prefixes: string[], of = name) =>
  fc.tuple(fc.constantFrom(...prefixes), of).map(([prefix, of]) => prefix + of);
const key = prefixed(["", "org:", "org:", "org:", "org:org:", "org:org", "user:", ":"]);
const scoped = fc
  .tuple(
    prefixed([
      "",
      "",
      "",
      "org:",
      "o:",
      "organization:",
      "user:",
      "u:",
      "uo:",
      "ou:",
      "x:",
      ":",
      "ORG:",
    ]),
    often(fc.constant(""), fc.constantFrom(":", ":b", ":b:c", " ")),
  )
  .map((parts) => parts.join(""));

const space = often(
  fc.constant(""),
  fc.constantFrom(" ", "\t", "\n ", "\v", "\u{a0}", "\u{feff}", "\u{3000}", "\u{85}"),
);
const element = fc
  .tuple(
    space,
    often(
      prefixed(["o:", "u:", "ou:", "uo:", "o:", "u:"]),
      prefixed(["", "org:", "user:", "oo:", ":"]),
      30,
    ),
    space,
  )
  .map((parts) => parts.join(""));
const list = some(element, 5).map((elements) => elements.join(","));
const claim = often<unknown>(
  list,
  fc.constantFrom(undefined, null, 7, true, ["o:a"], {}, ",", " ", "o:a,", "a"),
  30,
);

const common = { sid: "sess_1", sub: "user_1", iat: 1_750_000_000, exp: 1_750_000_060 };
const version1 = fc.constant<object>({
  ...common,
  org_id: "org_1",
  org_role: "org:admin",
  org_permissions: ["org:a"],
});
const version2 = fc
  .record({ fea: claim, pla: claim })
  .map((claims): object => ({ ...common, v: 2, o: { id: "org_1", rol: "admin" }, ...claims }));
const signed = often(
  fc.oneof({ weight: 1, arbitrary: version1 }, { weight: 9, arbitrary: version2 }),
  fc.constantFrom<object[]>([], { ...common, sid: 7, fea: "o:a,u:gold" }),
  40,
).map((claims) =>
  [{ alg: "RS256", typ: "JWT" }, claims, "signature"]
    .map((part) => Buffer.from(JSON.stringify(part)).toString("base64url"))
    .join("."),
);
const jwt = often(signed, fc.constantFrom("", "a.b.c", "e30.e30", "e30.bm8.e30"));

const organizationId = fc.constantFrom("org_1", "org_1", "org_1", "org_2", "org_3");
const membership = fc.record({
  id: fc.constant("orgmem_1"),
  organization: often(
    organizationId.map((id) => ({ id })),
    fc.constant(null),
  ),
  role: often<string | null>(key, fc.constantFrom(null, "", "org:")),
  permissions: some(key, 6),
});

const age = fc.oneof(
  fc.constantFrom(-1, -1, 0, 9, 10, 11, 59, 60, 1439, 1440),
  fc.nat({ max: 2000 }),
  fc.nat({ max: 12 }),
);
const noAges = fc.constantFrom<unknown[]>(
  null,
  [],
  [1],
  [1, 2, 3],
  [-2, 1],
  [1, -2],
  [1.5, 2],
  [-1, 0.5],
  [Number.NaN, 1],
  [Number.POSITIVE_INFINITY, 1],
  ["1", 2],
  [null, 1],
  "11",
  11,
  { 0: 1, 1: 1, length: 2 },
  [1e21, 1],
);

/** The properties of a session that the check reads, in place of a real session's. */
const grants: fc.Arbitrary<Partial<Session>> = fc
  .record({
    user: often<object | null>(
      some(membership, 3).map((organizationMemberships) => ({
        id: "user_1",
        organizationMemberships,
      })),
      fc.constant(null),
    ),
    lastActiveOrganizationId: often<string | null>(organizationId, fc.constant(null)),
    lastActiveToken: often(
      jwt.map((jwt) => ({ jwt })),
      fc.constant(null),
    ),
    factorVerificationAge: often<unknown>(fc.tuple(age, age), noAges),
  })
  .map((grants) => grants as Partial<Session>);

const afterMinutes = fc.oneof(
  { weight: 8, arbitrary: age },
  { weight: 12, arbitrary: fc.integer({ min: 1, max: 2000 }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom<unknown[]>(
      0,
      -0,
      -1,
      0.5,
      9.5,
      Number.NaN,
      Number.POSITIVE_INFINITY,
      "10",
      null,
      undefined,
      true,
    ),
  },
  { weight: 1, arbitrary: fc.double() },
);
const level = often<unknown>(
  fc.constantFrom("first_factor", "second_factor", "multi_factor"),
  fc.constantFrom("unknown", "", "strict", "third_factor", null, undefined, 7),
);
const reverification = often<unknown>(
  fc.oneof(
    fc.constantFrom("strict_mfa", "strict", "moderate", "lax"),
    fc.record({ level, afterMinutes }),
  ),
  fc.oneof(
    notString,
    fc.constantFrom("", "Strict", "strict ", "first_factor", "toString", Object("strict")),
  ),
);

/** The forms in which a caller may name a role or permission that is granted. */
const OWN_KEY = [
  (key: string) => key,
  (key: string) => `org:${key}`,
  (key: string) => key.replace("org:", ""),
];
const OWN_SCOPED = ["", "", "org:", "o:", "organization:", "user:", "u:"].map(
  (prefix) => (element: string) => element.trim().replace(/^\w*:/, prefix),
);

/** Returns a required name or `undefined`. The name is mostly one of the granted names. */
const required = (usual: fc.Arbitrary<string>, forms: ((own: string) => string)[]) => {
  const own = fc.tuple(fc.nat(), fc.constantFrom(...forms)).map(
    ([at, form]) =>
      (granted: string[]): unknown =>
        form(granted[at % granted.length] ?? ""),
  );
  const any = often<unknown>(usual, notString, 5).map((name) => () => name);
  return fc.oneof(
    { weight: 8, arbitrary: fc.constant(() => undefined) },
    { weight: 7, arbitrary: own },
    { weight: 1, arbitrary: any },
  );
};

/**
 * A session's properties and the params of a check. Each of the five params may be missing, or of a
 * wrong type.
 */
export const sessionAndParams = fc
  .tuple(
    grants,
    fc.record({
      role: required(key, OWN_KEY),
      permission: required(key, OWN_KEY),
      feature: required(scoped, OWN_SCOPED),
      plan: required(scoped, OWN_SCOPED),
    }),
    fc.record(
      { reverification: often<unknown>(reverification, fc.constant(undefined), 1) },
      { requiredKeys: [] },
    ),
  )
  .map(([grants, { role, permission, feature, plan }, reverified]) => {
    const membership = grants.user?.organizationMemberships.find(
      ({ organization }) => organization?.id === grants.lastActiveOrganizationId,
    );
    const { fea, pla } = claimsOf(grants.lastActiveToken?.jwt);
    const params = {
      role: role([membership?.role ?? ""]),
      permission: permission(membership?.permissions ?? []),
      feature: feature(String(fea).split(",")),
      plan: plan(String(pla).split(",")),
      ...reverified,
    };
    return [grants, params as AuthorizationParams] as const;
  });
