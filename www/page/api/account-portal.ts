const parameter = "__clerk_db_jwt";

/**
 * Returns the development browser's token, if the page has one: in the URL after the Account
 * Portal, or in the cookie.
 */
export function findDevBrowserToken(): string | null {
  const fromPortal = new URLSearchParams(location.search).get(parameter);
  if (fromPortal) return fromPortal;
  const cookie = document.cookie.split("; ").find((pair) => pair.startsWith(`${parameter}=`));
  return cookie?.slice(parameter.length + 1) || null;
}

/**
 * Returns the URL of the Account Portal that leads back to this page.
 *
 * @param devBrowser - the token of a development instance, so that the portal signs in this browser
 * and creates no new one
 */
export function portalUrl(signInUrl: string, devBrowser: string | null): string {
  const page = new URL(location.href);
  page.hash = "";
  page.searchParams.delete(parameter);
  const url = new URL(signInUrl);
  url.searchParams.set("redirect_url", page.href);
  if (devBrowser !== null) url.searchParams.set(parameter, devBrowser);
  return url.href;
}
