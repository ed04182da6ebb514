import { expect, test } from "./page.js";

const publishableKey = `pk_test_${btoa("x.clerk.accounts.dev$")}`;
const portal = "https://x.accounts.dev";

/** Returns the parts of a URL: without its query, and the query's parameters. */
function parts(url: string): [string, Record<string, string>] {
  const { origin, pathname, searchParams } = new URL(url);
  return [origin + pathname, Object.fromEntries(searchParams)];
}

test("the way back is the page by default, with its query and its fragment", async ({
  connect,
  load,
  page,
  site,
}) => {
  await load(page, "?a=1&b#here");
  await connect(page);
  const urls = await page.evaluate(() => {
    const { signInUrl, signUpUrl, userProfileUrl, organizationProfileUrl } = window.clerkSession;
    return [signInUrl, signUpUrl, userProfileUrl, organizationProfileUrl].map((build) =>
      build(window.client),
    );
  });
  expect(urls.map(parts)).toEqual(
    ["/sign-in", "/sign-up", "/user", "/organization"].map((path) => [
      `https://accounts.example.com${path}`,
      { redirect_url: `${site}?a=1&b#here` },
    ]),
  );
});

test("redirectUrl is resolved against the page's URL", async ({ connect, load, page, site }) => {
  await load(page);
  await page.evaluate(() => history.replaceState(null, "", "/deep/page?q"));
  await connect(page);
  const back = (redirectUrl: string) =>
    page.evaluate((redirectUrl) => {
      const url = window.clerkSession.signInUrl(window.client, { redirectUrl });
      return new URL(url).searchParams.get("redirect_url");
    }, redirectUrl);
  expect(await back("/orders?x=1#y")).toBe(`${site}orders?x=1#y`);
  expect(await back("sibling")).toBe(`${site}deep/sibling`);
  expect(await back("https://other.example/")).toBe("https://other.example/");
  const code = await page.evaluate(() => {
    try {
      return window.clerkSession.signInUrl(window.client, { redirectUrl: "javascript:alert(1)" });
    } catch (error) {
      return (error as { code: string }).code;
    }
  });
  expect(code).toBe("invalid_argument");
});

test("only the portal of a development instance receives the page's token", async ({
  connect,
  context,
  load,
  page,
  site,
}) => {
  await context.addCookies([{ name: "__clerk_db_jwt", value: "dvb_1", url: site }]);
  await load(page);
  await connect(page, { publishableKey, signInUrl: "/login" });
  const [own, signUp] = await page.evaluate(() => [
    window.clerkSession.signInUrl(window.client),
    window.clerkSession.signUpUrl(window.client),
  ]);
  expect(own).toBe(`/login?redirect_url=${encodeURIComponent(site)}`);
  expect(parts(signUp ?? "")).toEqual([
    `${portal}/sign-up`,
    { redirect_url: site, __clerk_db_jwt: "dvb_1" },
  ]);
});

test("a token in the page's URL is in no way back", async ({ connect, load, page, site }) => {
  await load(page, "?a=1&__clerk_db_jwt=dvb_url");
  await connect(page);
  const url = await page.evaluate(() => window.clerkSession.signInUrl(window.client));
  expect(page.url()).toContain("dvb_url");
  expect(parts(url)[1]).toEqual({ redirect_url: `${site}?a=1` });
});

test("a page without an http(s) URL cannot be the way back", async ({ load, page }) => {
  await load(page);
  // The document of this frame has the URL about:srcdoc.
  const code = await page.evaluate(async () => {
    const frame = document.createElement("iframe");
    frame.srcdoc = "<title>A frame</title>";
    document.body.append(frame);
    await new Promise((resolve) => frame.addEventListener("load", resolve, { once: true }));
    const inFrame = frame.contentWindow as Window & { code?: string; done?: () => void };
    const script = frame.contentDocument?.createElement("script") as HTMLScriptElement;
    script.type = "module";
    script.textContent = `
      import init, { SessionClient, signInUrl } from "${location.origin}/pkg/index.js";
      await init();
      try {
        signInUrl(new SessionClient({ frontendApi: "clerk.example.com" }));
      } catch ({ code }) {
        window.code = code;
      }
      window.done();
    `;
    await new Promise<void>((resolve) => {
      inFrame.done = resolve;
      frame.contentDocument?.body.append(script);
    });
    return inFrame.code;
  });
  expect(code).toBe("invalid_argument");
});
