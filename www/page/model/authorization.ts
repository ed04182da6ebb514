import { type checkAuthorization, decodeToken, type Json, type Session } from "clerk-session";

/** What something may take, by its name in checkAuthorization. */
export type Requirement = keyof Parameters<typeof checkAuthorization>[1];

export const requirements = [
  { id: "role", label: "Role" },
  { id: "permission", label: "Permission" },
  { id: "feature", label: "Feature" },
  { id: "plan", label: "Plan" },
  { id: "reverification", label: "Recent verification" },
] as const satisfies { id: Requirement; label: string }[];

/** What a session has of it, by name. */
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

/** Of the token that came with the session, which is what tells features and plans. */
function lastClaims({ lastActiveToken }: Session) {
  if (lastActiveToken === null) return {};
  try {
    return decodeToken(lastActiveToken.jwt).claims;
  } catch {
    // A token that cannot be read tells none.
    return {};
  }
}

/** "o:reports,u:notes" as reports and notes. */
function unscoped(claim: Json | undefined): string[] {
  if (typeof claim !== "string" || claim === "") return [];
  return [...new Set(claim.split(",").map((entry) => entry.replace(/^.*:/, "")))];
}
