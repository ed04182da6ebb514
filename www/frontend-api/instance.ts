import { createHash } from "node:crypto";

/** The facts that follow from an instance's publishable key. */
export interface Instance {
  readonly isDevelopment: boolean;
  /** The suffix of the names of this instance's cookies. */
  readonly cookieSuffix: string;
}

/** Returns the instance of a publishable key (`pk_live_…` or `pk_test_…`). */
export function instanceOf(publishableKey: string): Instance {
  const digest = createHash("sha1").update(publishableKey).digest("base64url");
  return {
    isDevelopment: publishableKey.startsWith("pk_test_"),
    cookieSuffix: digest.slice(0, 8),
  };
}
