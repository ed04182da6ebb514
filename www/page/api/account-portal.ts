const parameter = "__clerk_db_jwt";

/** The development browser's token, where the page already has one: just back from the Account Portal, or in its cookie. */
export function findDevBrowserToken(): string | null {
  const fromPortal = new URLSearchParams(location.search).get(parameter);
  if (fromPortal) return fromPortal;
  const cookie = document.cookie.split("; ").find((pair) => pair.startsWith(`${parameter}=`));
  return cookie?.slice(parameter.length + 1) || null;
}

/**
 * The way to the Account Portal and back to this page.
 *
 * @param devBrowser - with a development instance: so that the portal signs in this browser and no new one
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
