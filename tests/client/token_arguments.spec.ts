import type { TokenOptions } from "clerk-session";
import { expect, lines, rejection, test } from "./fixtures.js";

for (const [options, named] of [
  [null, "options"],
  ["sess_1", "options"],
  [{ session: undefined }, "session"],
  [{ session: null }, "session"],
  [{ session: "" }, "session"],
  [{ session: "." }, "session"],
  [{ session: ".." }, "session"],
  [{ session: 7 }, "session"],
  [{ session: {} }, "session"],
  [{ session: { id: ".." } }, "session"],
  [{ template: null }, "template"],
  [{ template: 7 }, "template"],
  [{ template: "" }, "template"],
  [{ template: "." }, "template"],
  [{ template: ".." }, "template"],
  [{ organizationId: 7 }, "organizationId"],
  [{ organizationId: {} }, "organizationId"],
  [{ template: "any", organizationId: "org_1" }, "organizationId"],
  [{ template: "any", organizationId: "" }, "organizationId"],
  [{ template: "any", organizationId: null }, "organizationId"],
  [{ skipCache: 1 }, "skipCache"],
  [{ skipCache: "yes" }, "skipCache"],
  [{ skipCache: null }, "skipCache"],
  [{ leewaySeconds: -1 }, "leewaySeconds"],
  [{ leewaySeconds: 0.5 }, "leewaySeconds"],
  [{ leewaySeconds: Number.NaN }, "leewaySeconds"],
  [{ leewaySeconds: Number.POSITIVE_INFINITY }, "leewaySeconds"],
  [{ leewaySeconds: 2 ** 31 }, "leewaySeconds"],
  [{ leewaySeconds: "10" }, "leewaySeconds"],
  [{ leewaySeconds: 10n }, "leewaySeconds"],
  [{ leewaySeconds: null }, "leewaySeconds"],
  [{ timeoutMs: 0 }, "timeoutMs"],
  [{ signal: {} }, "signal"],
] as [unknown, string][]) {
  const given = JSON.stringify(options, (_, value) =>
    typeof value === "object" || typeof value === "string" ? value : `${typeof value} ${value}`,
  );
  test(`getToken(${given}) sends nothing: invalid_argument names ${named}`, async ({
    api,
    loadedClient,
  }) => {
    const error = await rejection(loadedClient.getToken(options as TokenOptions));
    expect([error.code, error.status]).toEqual(["invalid_argument", null]);
    expect(error.message).toMatch(new RegExp(`^${named}\\b`));
    expect(lines(api)).toEqual([]);
  });
}

test("An undefined option counts as absent, except the session", async ({ api, loadedClient }) => {
  const undefineds = {
    template: undefined,
    organizationId: undefined,
    skipCache: undefined,
    leewaySeconds: undefined,
    timeoutMs: undefined,
    signal: undefined,
  };
  const token = await loadedClient.getToken(undefineds as unknown as TokenOptions);
  expect([await loadedClient.getToken(), await loadedClient.getToken(undefined)]).toEqual([
    token,
    token,
  ]);
  expect(lines(api)).toHaveLength(1);
});

test("If the caller's getter throws, the error is invalid_argument with that cause", async ({
  api,
  loadedClient,
}) => {
  const cause = new Error("from the getter");
  for (const name of ["session", "template", "organizationId", "skipCache", "leewaySeconds"]) {
    const options = Object.defineProperty({}, name, {
      get() {
        throw cause;
      },
    });
    expect(await rejection(loadedClient.getToken(options))).toMatchObject({
      code: "invalid_argument",
      cause,
    });
  }
  expect(lines(api)).toEqual([]);
});
