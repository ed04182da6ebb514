import {
  type AuthorizationParams,
  checkAuthorization,
  parseClient,
  parseSession,
  type Session,
  SessionError,
} from "clerk-session";
import { expect, test } from "../client/fixtures.js";
import { clientJson } from "../npm/conversion/oracle.js";

type Reverification = NonNullable<AuthorizationParams["reverification"]>;

/** Returns a value as JavaScript may pass it, in spite of the types. */
const untyped = <Value>(value: unknown) => value as Value;

const required = '"id":"sess_1","status":"active","expire_at":1,"last_active_at":2';

/**
 * Returns a session of an administrator of org_1 with these claims in its token and these ages of
 * its factors.
 */
function sessionWith({ claims = {}, ages = null }: { claims?: object; ages?: unknown }): Session {
  const jwt = [{ alg: "RS256" }, claims, "signature"]
    .map((part) => Buffer.from(JSON.stringify(part)).toString("base64url"))
    .join(".");
  const session = parseSession(`{${required},
    "last_active_organization_id": "org_1", "last_active_token": { "jwt": "${jwt}" },
    "user": { "id": "user_1", "organization_memberships": [
      { "id": "orgmem_2", "role": "org:owner",
        "permissions": ["org:all"], "organization": { "id": "org_2" } },
      { "id": "orgmem_1", "role": "org:admin",
        "permissions": ["org:invoices:create"], "organization": { "id": "org_1" } }
    ] }
  }`);
  return { ...session, factorVerificationAge: untyped(ages) };
}

test("a real session's role, features and plan change with its organization", async ({
  client,
  signedIn,
}) => {
  const sessionId = signedIn.first;
  const personal = await client.touchSession(sessionId, { organizationId: null });
  const organization = personal.user?.organizationMemberships[0]?.organization;
  const within = await client.touchSession(sessionId, { organizationId: organization?.id ?? "" });
  for (const [params, personally, there] of [
    [{ role: "admin" }, false, true],
    [{ role: "member" }, false, false],
    [{ permission: "org:cards:punch" }, false, true],
    [{ feature: "user:notes" }, true, true],
    [{ feature: "reports" }, false, true],
    [{ feature: "user:reports" }, false, false],
    [{ plan: "user:free" }, true, false],
    [{ reverification: "strict" }, true, true],
    [{ role: "org:admin", feature: "org:reports", reverification: "lax" }, false, true],
  ] as const) {
    expect([params, checkAuthorization(personal, params)]).toEqual([params, personally]);
    expect([params, checkAuthorization(within, params)]).toEqual([params, there]);
  }
});

test("role and permission are those of the active organization, with or without the prefix", () => {
  const session = sessionWith({});
  for (const [params, allowed] of [
    [{ role: "org:admin" }, true],
    [{ role: "admin" }, true],
    [{ role: "org:owner" }, false],
    [{ role: "" }, false],
    [{ permission: "org:invoices:create" }, true],
    [{ permission: "invoices:create" }, true],
    [{ permission: "org:all" }, false],
    [{ permission: "" }, false],
    [{ role: "admin", permission: "invoices:create" }, true],
    [{ role: "admin", permission: "org:all" }, false],
    [{ role: "owner", permission: "invoices:create" }, false],
  ] as const) {
    expect([params, checkAuthorization(session, params)]).toEqual([params, allowed]);
    for (const without of [
      { user: null },
      { lastActiveOrganizationId: null },
      { lastActiveOrganizationId: "org_3" },
    ]) {
      expect(checkAuthorization({ ...session, ...without }, params)).toBe(false);
    }
  }
});

test("feature and plan of organization and user are read from a token of version 2", () => {
  const version2 = sessionWith({ claims: { v: 2, fea: "o:team,u:own,ou:both", pla: "o:gold" } });
  const version1 = sessionWith({ claims: { org_id: "org_1", org_role: "org:admin" } });
  for (const [params, allowed] of [
    [{ feature: "team" }, true],
    [{ feature: "org:team" }, true],
    [{ feature: "o:team" }, true],
    [{ feature: "organization:team" }, true],
    [{ feature: "user:team" }, false],
    [{ feature: "own" }, true],
    [{ feature: "u:own" }, true],
    [{ feature: "user:own" }, true],
    [{ feature: "org:own" }, false],
    [{ feature: "org:both" }, true],
    [{ feature: "user:both" }, true],
    [{ feature: "ou:both" }, false],
    [{ feature: "team:own" }, false],
    [{ feature: "gold" }, false],
    [{ feature: "" }, false],
    [{ plan: "gold" }, true],
    [{ plan: "user:gold" }, false],
    [{ plan: "" }, false],
    [{ plan: "gold", feature: "team" }, true],
    [{ plan: "gold", feature: "user:team" }, false],
  ] as const) {
    expect([params, checkAuthorization(version2, params)]).toEqual([params, allowed]);
    expect(checkAuthorization(version1, params)).toBe(false);
    for (const lastActiveToken of [null, { jwt: "" }, { jwt: "not.a.token" }]) {
      expect(checkAuthorization({ ...version2, lastActiveToken }, params)).toBe(false);
    }
  }
});

for (const [level, allowed] of [
  ["first_factor", ["[9,9]", "[9,10]", "[9,-1]", "[0,0]"]],
  ["second_factor", ["[9,9]", "[10,9]", "[9,-1]", "[-1,9]", "[0,0]"]],
  ["multi_factor", ["[9,9]", "[9,-1]", "[0,0]"]],
] as const) {
  test(`reverification of ${level} needs factors younger than afterMinutes`, () => {
    const ages = [
      "[9,9]",
      "[9,10]",
      "[10,9]",
      "[10,10]",
      "[9,-1]",
      "[10,-1]",
      "[-1,9]",
      "[-1,10]",
      "[-1,-1]",
      "[0,0]",
    ];
    const params = { reverification: { level, afterMinutes: 10 } } as const;
    const met = ages.filter((ages) =>
      checkAuthorization(sessionWith({ ages: JSON.parse(ages) }), params),
    );
    expect(met.sort()).toEqual([...allowed].sort());
  });
}

for (const [name, level, afterMinutes] of [
  ["strict_mfa", "multi_factor", 10],
  ["strict", "second_factor", 10],
  ["moderate", "second_factor", 60],
  ["lax", "second_factor", 1440],
] as const) {
  test(`${name} is ${level} after ${afterMinutes} minutes`, () => {
    const ages = [-1, 0, 9, 10, 59, 60, 1439, 1440];
    for (const first of ages) {
      for (const second of ages) {
        const session = sessionWith({ ages: [first, second] });
        const spelledOut = checkAuthorization(session, { reverification: { level, afterMinutes } });
        expect([first, second, checkAuthorization(session, { reverification: name })]).toEqual([
          first,
          second,
          spelledOut,
        ]);
      }
    }
    const [fresh, stale] = [
      sessionWith({ ages: [0, afterMinutes - 1] }),
      sessionWith({ ages: [0, afterMinutes] }),
    ];
    expect(checkAuthorization(fresh, { reverification: name })).toBe(true);
    expect(checkAuthorization(stale, { reverification: name })).toBe(false);
  });
}

test("afterMinutes is any number above 0", () => {
  const session = sessionWith({ ages: [0, 0] });
  const met = [
    0,
    -0,
    -1,
    0.5,
    1,
    Number.MIN_VALUE,
    Number.POSITIVE_INFINITY,
    Number.NaN,
    Number.NEGATIVE_INFINITY,
  ].filter((afterMinutes) =>
    checkAuthorization(session, { reverification: { level: "first_factor", afterMinutes } }),
  );
  expect(met).toEqual([0.5, 1, Number.MIN_VALUE, Number.POSITIVE_INFINITY]);
});

test("if ages are not a pair of whole minutes, only a reverification fails", () => {
  for (const ages of [
    null,
    undefined,
    [],
    [1],
    [1, 2, 3],
    ["1", 2],
    [1, null],
    [-2, 1],
    [1, -2],
    [Number.NaN, 1],
    [1.5, 1],
    "11",
    7,
    {},
  ]) {
    const session = sessionWith({ ages });
    expect(checkAuthorization(session, { reverification: "lax" })).toBe(false);
    expect(checkAuthorization(session, { role: "admin" })).toBe(true);
  }
});

test("a check is true only if it has params and all of them hold", () => {
  const session = sessionWith({ claims: { v: 2, fea: "o:team", pla: "u:gold" }, ages: [1, -1] });
  const all = {
    role: "admin",
    permission: "invoices:create",
    feature: "team",
    plan: "gold",
    reverification: "strict",
  } as const;
  expect(checkAuthorization(session, all)).toBe(true);
  for (const name of Object.keys(all))
    expect(checkAuthorization(session, { ...all, [name]: "wrong" })).toBe(false);
  expect(checkAuthorization(session, {})).toBe(false);
  expect(checkAuthorization(session, untyped({ role: undefined, reverification: undefined }))).toBe(
    false,
  );
  expect(checkAuthorization(session, untyped({ ...all, plan: undefined }))).toBe(true);
  expect(checkAuthorization({ ...session, user: null }, { reverification: "strict" })).toBe(false);
});

test("a param of a wrong type is never granted", () => {
  const session = sessionWith({ claims: { v: 2, fea: "o:team", pla: "u:gold" }, ages: [1, 1] });
  const odd = [
    null,
    7,
    true,
    Number.NaN,
    {},
    [],
    ["admin"],
    Object("admin"),
    () => "admin",
    Symbol("admin"),
    7n,
  ];
  for (const name of ["role", "permission", "feature", "plan", "reverification"]) {
    for (const value of odd) {
      expect(checkAuthorization(session, untyped({ [name]: value }))).toBe(false);
      expect(
        checkAuthorization(session, untyped({ plan: "gold", role: "admin", [name]: value })),
      ).toBe(false);
    }
  }
  for (const reverification of [
    "",
    "Strict",
    "first_factor",
    { level: "first_factor" },
    { afterMinutes: 10 },
    { level: "unknown", afterMinutes: 10 },
    { level: "strict", afterMinutes: 10 },
    { level: 1, afterMinutes: 10 },
    { level: "first_factor", afterMinutes: "10" },
    { level: "first_factor", afterMinutes: 10n },
    { level: "first_factor", afterMinutes: null },
  ]) {
    expect(
      checkAuthorization(session, { reverification: untyped<Reverification>(reverification) }),
    ).toBe(false);
  }
});

test("sessions of the package and copies of them are accepted", () => {
  const [session] = parseClient(clientJson).sessions;
  if (session === undefined) throw new Error("The fixture has no session.");
  const role = session.user?.organizationMemberships[0]?.role ?? "";
  const watched: Session = new Proxy(session, {});
  for (const same of [
    session,
    structuredClone(session),
    JSON.parse(JSON.stringify(session)),
    Object.freeze(session),
    watched,
  ]) {
    expect(checkAuthorization(same, { role })).toBe(true);
    expect(checkAuthorization(same, { role: `${role}s` })).toBe(false);
  }
});

/** Returns the error that a check throws. */
function thrownError(session: unknown, params: unknown): SessionError {
  try {
    checkAuthorization(untyped(session), untyped(params));
  } catch (error) {
    if (error instanceof SessionError) return error;
    throw error;
  }
  throw new Error("The check has not thrown.");
}

for (const [description, make, message] of [
  ["undefined", () => undefined, "session must be an object"],
  ["null", () => null, "session must be an object"],
  ["an id", () => "sess_1", "session must be an object"],
  ["a list", (session) => [session], "session: expected an object, found a list"],
  ["a function", (session) => () => session, "session must be an object"],
  ["an empty object", () => ({}), "session.id: required, but missing"],
  [
    "a session as the server sends it",
    () => JSON.parse(`{${required}}`),
    "session.expireAt: required, but missing",
  ],
  [
    "a session whose id is a number",
    (session) => ({ ...session, id: 7 }),
    "session.id: expected a string, found a number",
  ],
  [
    "a session whose user is the user's id",
    (session) => ({ ...session, user: "user_1" }),
    "session.user: expected an object, found a string",
  ],
  [
    "a session with a membership whose role is a number",
    ({ user }) => {
      const [one, other] = user?.organizationMemberships ?? [];
      return {
        ...sessionWith({}),
        user: { ...user, organizationMemberships: [one, { ...other, role: 7 }] },
      };
    },
    "session.user.organizationMemberships[1].role: expected a string, found a number",
  ],
  [
    "a session that is its own user",
    (session) => {
      const cyclic: Record<string, unknown> = { ...session };
      cyclic.user = cyclic;
      return cyclic;
    },
    "session must be readable",
  ],
  [
    "a session with a BigInt",
    (session) => ({ ...session, expireAt: 7n }),
    "session must be readable",
  ],
] as [string, (session: Session) => unknown, string][]) {
  test(`if session is ${description}, the check throws invalid_argument with the place`, () => {
    const value = make(sessionWith({}));
    for (const params of [{ role: "admin" }, {}]) {
      expect(thrownError(value, params)).toMatchObject({
        code: "invalid_argument",
        message,
        path: null,
      });
    }
  });
}

for (const params of [undefined, null, "admin", 7, () => ({})]) {
  const description = typeof params === "function" ? "a function" : params;
  test(`if params is ${description}, the check throws invalid_argument`, () => {
    const expected = { code: "invalid_argument", message: "params must be an object" };
    expect(thrownError(sessionWith({}), params)).toMatchObject(expected);
  });
}

test("if a getter throws, its error is the cause of an invalid_argument", () => {
  const session = sessionWith({});
  const cause = new Error("mine");
  const throwing = (name: string) =>
    Object.defineProperty({}, name, {
      enumerable: true,
      get: () => {
        throw cause;
      },
    });
  for (const name of ["role", "permission", "feature", "plan", "reverification"]) {
    expect(thrownError(session, throwing(name))).toMatchObject({
      code: "invalid_argument",
      message: `${name} must be readable`,
      cause,
    });
  }
  for (const name of ["level", "afterMinutes"]) {
    const params = { reverification: throwing(name) };
    expect(thrownError(session, params)).toMatchObject({
      code: "invalid_argument",
      message: `${name} must be readable`,
      cause,
    });
  }
  expect(thrownError({ ...session, user: throwing("id") }, { role: "admin" })).toMatchObject({
    code: "invalid_argument",
    message: "session must be readable",
    cause: expect.any(Error),
  });
});
