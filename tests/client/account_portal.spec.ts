import { buildAccountsBaseUrl } from "@clerk/shared/buildAccountsBaseUrl";
import {
  organizationProfileUrl,
  SessionClient,
  type SessionClientOptions,
  signInUrl,
  signUpUrl,
  userProfileUrl,
} from "clerk-session";
import { expect, frontendApi, lines, test, thrown } from "./fixtures.js";

// In Node, where there is no page. browser/account_portal.spec.ts tests pages.

const development = "good-fox-1.clerk.accounts.dev";
const redirectUrl = "https://app.example.com/a?b=1&c#d";
const encoded = encodeURIComponent(redirectUrl);
const create = (options: SessionClientOptions = {}) =>
  new SessionClient({ frontendApi, ...options });

for (const [host, key] of [
  [frontendApi, {}],
  ["clerk.app.example.com", { publishableKey: `pk_live_${btoa("clerk.app.example.com$")}` }],
  [development, { publishableKey: `pk_test_${btoa(`${development}$`)}` }],
] as const) {
  test(`the portal of ${host} is where Clerk's own rule says`, () => {
    const client = new SessionClient("publishableKey" in key ? key : { frontendApi: host });
    const base = buildAccountsBaseUrl(host);
    expect([
      signInUrl(client),
      signUpUrl(client),
      userProfileUrl(client),
      organizationProfileUrl(client),
    ]).toEqual([`${base}/sign-in`, `${base}/sign-up`, `${base}/user`, `${base}/organization`]);
  });
}

test("an absolute redirectUrl leads back without a page", async ({ api }) => {
  const client = create({ proxyUrl: api.url });
  expect(signInUrl(client, { redirectUrl })).toBe(
    `https://accounts.example.com/sign-in?redirect_url=${encoded}`,
  );
  expect(organizationProfileUrl(client, { redirectUrl })).toBe(
    `https://accounts.example.com/organization?redirect_url=${encoded}`,
  );
  expect(lines(api)).toEqual([]);
});

for (const invalid of ["/path", "", "javascript:alert(1)", "file:///x", "data:,x", 7, null]) {
  test(`the redirectUrl ${JSON.stringify(invalid)} is invalid_argument, with its name`, () => {
    const options = { redirectUrl: invalid as string };
    for (const build of [signInUrl, signUpUrl, userProfileUrl, organizationProfileUrl]) {
      const { code, message } = thrown(() => build(create(), options));
      expect([code, message.includes("redirectUrl")]).toEqual(["invalid_argument", true]);
    }
  });
}

for (const options of ["/orders", null, 7]) {
  test(`${JSON.stringify(options)} in place of the options is invalid_argument`, () => {
    const { code, message } = thrown(() => signInUrl(create(), options as never));
    expect([code, message.includes("options")]).toEqual(["invalid_argument", true]);
  });
}

test("own pages replace the sign-in and the sign-up page, without the token", () => {
  const client = create({
    frontendApi: development,
    devBrowser: "dvb_1",
    signInUrl: "/login",
    signUpUrl: "https://join.example.com/now",
  });
  expect(signInUrl(client)).toBe("/login");
  expect(signInUrl(client, { redirectUrl })).toBe(`/login?redirect_url=${encoded}`);
  expect(signUpUrl(client, { redirectUrl })).toBe(
    `https://join.example.com/now?redirect_url=${encoded}`,
  );
  expect(userProfileUrl(client)).toBe("https://good-fox-1.accounts.dev/user?__clerk_db_jwt=dvb_1");
});

test("only the portal of a development instance receives the development browser's token", () => {
  const client = create({ frontendApi: development, devBrowser: "dvb_+1" });
  expect(signInUrl(client, { redirectUrl })).toBe(
    `https://good-fox-1.accounts.dev/sign-in?redirect_url=${encoded}&__clerk_db_jwt=dvb_%2B1`,
  );
  for (const clientToken of ["token"]) {
    const url = signInUrl(create({ frontendApi: development, clientToken }));
    expect(url).toBe("https://good-fox-1.accounts.dev/sign-in");
  }
});

test("a token in redirectUrl is removed, and nothing else", () => {
  const from = (url: string) =>
    new URL(signInUrl(create(), { redirectUrl: url })).searchParams.get("redirect_url");
  expect(from("https://a.example/?x=1&__clerk_db_jwt=dvb_1#y")).toBe("https://a.example/?x=1#y");
  expect(from("https://a.example/?x&y=%20")).toBe("https://a.example/?x&y=%20");
});

test("if the host does not tell the portal's, the error is invalid_options with the host", () => {
  for (const host of ["localhost", "api.example.com"]) {
    const { code, message } = thrown(() => signInUrl(create({ frontendApi: host })));
    expect([code, message.includes(host)]).toEqual(["invalid_options", true]);
  }
  const own = create({ frontendApi: "localhost", signInUrl: "/login" });
  expect(signInUrl(own)).toBe("/login");
});

for (const value of [undefined, null, {}, "client", { frontendApi }]) {
  test(`${JSON.stringify(value)} is no client: invalid_argument`, () => {
    const { code, message } = thrown(() => signInUrl(value as never));
    expect([code, message]).toEqual(["invalid_argument", "client must be a SessionClient"]);
  });
}

test("a proxy of a client works as the client itself", () => {
  expect(signInUrl(new Proxy(create(), {}))).toBe("https://accounts.example.com/sign-in");
});
