import type { Session, TokenOptions } from "clerk-session";
import { organizationName } from "./describe.js";

/** The purpose of a token. A template's token has no organization. */
export interface TokenPurpose extends Pick<TokenOptions, "organizationId" | "template"> {
  /** Unique among the purposes of a session. */
  readonly id: string;
  readonly label: string;
}

/**
 * Returns the purposes of a session's tokens: the default first, then organizations, then
 * templates.
 */
export function tokenPurposes(
  session: Session,
  templates: readonly string[],
): readonly [TokenPurpose, ...TokenPurpose[]] {
  const memberships = session.user?.organizationMemberships ?? [];
  const organizationIds = [
    null,
    ...memberships.flatMap(({ organization }) => organization?.id ?? []),
  ];
  return [
    { id: "session", label: "Session default" },
    ...(memberships.length > 0 ? organizationIds : []).map((organizationId) => ({
      id: `organization ${organizationId}`,
      label: organizationName(session, organizationId),
      organizationId,
    })),
    ...templates.map((template) => ({
      id: `template ${template}`,
      label: `Template ${template}`,
      template,
    })),
  ];
}
