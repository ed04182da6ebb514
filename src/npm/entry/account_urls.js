// Builds the URLs of the Account Portal's pages, and of an application's own pages in their place.
// src/api/account_portal.rs does the same for Rust.
import { SessionError } from "clerk-session-error";
import { resolveUrl } from "clerk-session-page";

const DEV_BROWSER = "__clerk_db_jwt";

const PATHS = ["/sign-in", "/sign-up", "/user", "/organization"];

const invalid = (message, cause) => new SessionError(message, { code: "invalid_argument", cause });

/** Returns the URL to which the page leads back, or "" if there is neither a URL nor a page. */
function redirectUrl(options) {
  let cause;
  try {
    // Reflect.get refuses whatever is no object, such as a URL in place of the options.
    const url = options === undefined ? undefined : Reflect.get(options, "redirectUrl");
    const isUrl = url === undefined || typeof url === "string";
    const resolved = isUrl ? resolveUrl(url, DEV_BROWSER) : undefined;
    if (resolved !== undefined) return resolved;
  } catch (error) {
    cause = error;
  }
  throw invalid("options.redirectUrl, or the page, must be an http(s) URL", cause);
}

/**
 * Returns the URL of a page of the Account Portal. Its host is `accounts.example.com` for
 * `clerk.example.com`, and `good-fox-1.accounts.dev` for `good-fox-1.clerk.accounts.dev`.
 */
function portalUrl(host, path) {
  const portal = host.replace(/(^|\.)clerk\.(accounts\.)?/, "$1accounts.");
  if (portal !== host) return `https://${portal}${path}`;
  throw new SessionError(`no Account Portal is known for ${host}`, { code: "invalid_options" });
}

/**
 * Returns the URL of a page, by the index of its path. `core` returns the client's core. Only the
 * portal receives the development browser's token.
 */
export function accountUrl(core, page, options) {
  if (!core) throw invalid("client must be a SessionClient");
  const redirect = redirectUrl(options);
  const [host, token, ...ownPages] = core().account.split(" ");
  const own = ownPages[page];
  const query = [
    ["redirect_url", redirect],
    [DEV_BROWSER, own ? "" : token],
  ]
    .filter(([, value]) => value)
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .join("&");
  return (own || portalUrl(host, PATHS[page])) + (query && `?${query}`);
}
