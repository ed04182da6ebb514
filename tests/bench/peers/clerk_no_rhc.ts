/** Clerk's own client for workers and extensions, which may load no code from elsewhere. The same classes as in ./clerk_js.ts. */
import { Clerk } from "@clerk/clerk-js/no-rhc";

const publishableKey = "pk_live_Y2xlcmsuZXhhbXBsZS5jb20k";

export function start(): Clerk {
  return new Clerk(publishableKey);
}
