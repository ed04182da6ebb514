import { buildAccountsBaseUrl } from "@clerk/shared/buildAccountsBaseUrl";
import { expect, keys, test } from "./fixtures.js";

const hosts = { live: "clerk.example.com", development: "local-test-1.clerk.accounts.dev" };

for (const instance of ["live", "development"] as const) {
  test.describe(`on the page of clerk-js, ${instance}`, () => {
    const publishableKey = keys[instance];
    test.use({ publishableKey });

    test("both packages send people to the same pages", async ({ api, clerk }) => {
      // A real instance's environment names the pages of its portal.
      const portal = buildAccountsBaseUrl(hosts[instance]);
      api.control.addFaults({
        path: "/v1/environment",
        set: {
          "/display_config/sign_in_url": `${portal}/sign-in`,
          "/display_config/sign_up_url": `${portal}/sign-up`,
          "/display_config/user_profile_url": `${portal}/user`,
          "/display_config/organization_profile_url": `${portal}/organization`,
        },
      });
      await clerk.reload();
      expect(api.control.faults).toEqual([]);

      const ofClerk = await clerk.run((clerk) => [
        clerk.buildSignInUrl(),
        clerk.buildSignUpUrl(),
        clerk.buildUserProfileUrl(),
        clerk.buildOrganizationProfileUrl(),
      ]);
      const ofClerkSession = await clerk.page.evaluate(
        async ([url, options]) => {
          const module: typeof import("clerk-session") = await import(url);
          await module.default();
          const client = new module.SessionClient(options);
          const { signInUrl, signUpUrl, userProfileUrl, organizationProfileUrl } = module;
          return [signInUrl, signUpUrl, userProfileUrl, organizationProfileUrl].map((build) =>
            build(client),
          );
        },
        ["/pkg/index.js", { publishableKey, proxyUrl: api.url }] as const,
      );

      expect(ofClerkSession.map(page)).toEqual(ofClerk.map(page));
      expect(ofClerkSession.map(token)).toEqual(ofClerk.map(token));
      expect(new Set(ofClerkSession.map(token)).size).toBe(1);
      expect(token(ofClerkSession[0] ?? "") === null).toBe(instance === "live");
      // clerk-js has the way back in the fragment, where only its own components look for it.
      const back = clerk.page.url();
      expect(wayBack(new URL(ofClerk[0] ?? "").hash.split("?")[1])).toBe(back);
      expect(wayBack(new URL(ofClerkSession[0] ?? "").search)).toBe(back);
    });
  });
}

/** Returns a URL without its query and its fragment. */
function page(url: string): string {
  const { origin, pathname } = new URL(url);
  return origin + pathname;
}

/** Returns the development browser's token in a URL. */
function token(url: string): string | null {
  return new URL(url).searchParams.get("__clerk_db_jwt");
}

function wayBack(query: string | undefined): string | null {
  return new URLSearchParams(query).get("redirect_url");
}
