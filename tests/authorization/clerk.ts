import { createCheckAuthorization } from "@clerk/shared/authorization";
import type { AuthorizationParams, Session } from "clerk-session";
import { decodeJwt } from "jose";

/**
 * Returns the result of Clerk's own code, called with the values that the `Session` of clerk-js
 * passes to it.
 */
export function clerksVerdict(session: Session, params: AuthorizationParams): boolean {
  const { user, factorVerificationAge, lastActiveOrganizationId, lastActiveToken } = session;
  const membership = user?.organizationMemberships.find(
    ({ organization }) => organization?.id === lastActiveOrganizationId,
  );
  const { fea, pla } = claimsOf(lastActiveToken?.jwt);
  const check = createCheckAuthorization({
    userId: user?.id,
    orgId: membership?.organization?.id,
    orgRole: membership?.role,
    orgPermissions: membership?.permissions,
    factorVerificationAge,
    features: (fea as string) || "",
    plans: (pla as string) || "",
  });
  return check(params as Parameters<typeof check>[0]);
}

/** Returns the claims of a token as jose reads them; none if it is not a token. */
export function claimsOf(jwt: string | undefined): Record<string, unknown> {
  try {
    return decodeJwt(jwt ?? "");
  } catch {
    return {};
  }
}
