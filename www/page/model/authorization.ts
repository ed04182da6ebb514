import { type checkAuthorization, decodeToken, type Json, type Session } from "clerk-session";

/** A requirement, by its name in checkAuthorization. */
export type Requirement = keyof Parameters<typeof checkAuthorization>[1];

export const requirements = [
  { id: "role", label: "Role" },
  { id: "permission", label: "Permission" },
  { id: "feature", label: "Feature" },
  { id: "plan", label: "Plan" },
  { id: "reverification", label: "Recent verification" },
] as const satisfies { id: Requirement; label: string }[];

/** Returns the session's own values for a requirement. */
export function suggestions(session: Session, requirement: Requirement): readonly string[] {
  switch (requirement) {
    case "role":
      return [activeMembership(session)?.role].filter((role) => typeof role === "string");
    case "permission":
      return activeMembership(session)?.permissions ?? [];
    case "feature":
      return unscoped(lastClaims(session).fea);
    case "plan":
      return unscoped(lastClaims(session).pla);
    case "reverification":
      return [];
  }
}

function activeMembership({ user, lastActiveOrganizationId }: Session) {
  return user?.organizationMemberships.find(
    ({ organization }) => organization?.id === lastActiveOrganizationId,
  );
}

/** Returns the claims of the session's last active token, which lists features and plans. */
function lastClaims({ lastActiveToken }: Session) {
  if (lastActiveToken === null) return {};
  try {
    return decodeToken(lastActiveToken.jwt).claims;
  } catch {
    // An unreadable token lists none.
    return {};
  }
}

/** Returns "o:reports,u:notes" as reports and notes. */
function unscoped(claim: Json | undefined): string[] {
  if (typeof claim !== "string" || claim === "") return [];
  return [...new Set(claim.split(",").map((entry) => entry.replace(/^.*:/, "")))];
}
