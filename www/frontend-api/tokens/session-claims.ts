import type { SessionRecord } from "../state/records.js";
import type { MembershipRecord } from "../state/user-record.js";
import { factorVerificationAge } from "../wire/session.js";

/** Returns the claims that both versions share. */
function commonClaims(session: SessionRecord, now: number) {
  return { sid: session.id, sts: session.status, fva: factorVerificationAge(session, now) };
}

/**
 * The claims of a session token in its two versions, for an organization or (null) the personal
 * account.
 * `now` is in Unix milliseconds.
 */
export const sessionClaims = {
  1: (session: SessionRecord, membership: MembershipRecord | null, now: number) => ({
    ...commonClaims(session, now),
    ...(membership && {
      org_id: membership.organization.id,
      org_slug: membership.organization.slug,
      org_role: membership.role,
      org_permissions: membership.permissions.filter(
        (permission) => !permission.startsWith("org:sys_"),
      ),
    }),
  }),
  2: (session: SessionRecord, membership: MembershipRecord | null, now: number) => ({
    ...commonClaims(session, now),
    v: 2,
    ...planAndFeatures(membership),
    ...(membership && { o: organizationClaim(membership) }),
  }),
};

/**
 * Returns the user's permissions by feature of the organization. System permissions are not in
 * tokens.
 */
function permissionsByFeature(membership: MembershipRecord): Map<string, string[]> {
  const byFeature = new Map<string, string[]>();
  for (const permission of membership.permissions) {
    const [scope, feature, name] = permission.split(":");
    if (scope !== "org" || !feature || !name || feature.startsWith("sys_")) continue;
    byFeature.set(feature, [...(byFeature.get(feature) ?? []), name]);
  }
  return byFeature;
}

/** Returns version 2's `fea` and `pla`: the features and the plan, each with its scope. */
function planAndFeatures(membership: MembershipRecord | null): { fea: string; pla: string } {
  const features = ["u:notes"];
  if (membership)
    features.push(...[...permissionsByFeature(membership).keys()].map((name) => `o:${name}`));
  return {
    fea: features.join(","),
    pla: membership ? `o:${membership.organization.plan}` : "u:free",
  };
}

/**
 * Returns version 2's `o`. `fpm` has one bit mask for each organization feature in `fea`, over the
 * permissions in `per`.
 */
function organizationClaim(membership: MembershipRecord): Record<string, string> {
  const byFeature = permissionsByFeature(membership);
  const names = [...new Set([...byFeature.values()].flat())];
  const masks = [...byFeature.values()].map((own) =>
    own.reduce((mask, name) => mask | (1 << names.indexOf(name)), 0),
  );
  return {
    id: membership.organization.id,
    slg: membership.organization.slug,
    rol: membership.role.replace(/^org:/, ""),
    ...(names.length > 0 && { per: names.join(","), fpm: masks.join(",") }),
  };
}
