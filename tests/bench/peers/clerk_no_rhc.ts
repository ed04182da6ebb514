/**
 * Clerk's own client for workers and extensions, which may not load remote code. Its classes are
 * those of ./clerk_js.ts.
 */
import { Clerk } from "@clerk/clerk-js/no-rhc";

const publishableKey = "pk_live_Y2xlcmsuZXhhbXBsZS5jb20k";

export function start(): Clerk {
  return new Clerk(publishableKey);
}
