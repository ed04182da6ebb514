import type { JsonObject } from "../json.js";
import type { MembershipRecord, OrganizationRecord, UserRecord } from "../state/user-record.js";
import { publicUserData } from "./public-user-data.js";

/** Returns the wire's OrganizationMembership. */
export function organizationMembership(record: MembershipRecord, user: UserRecord): JsonObject {
  return {
    id: record.id,
    object: "organization_membership",
    public_metadata: record.publicMetadata,
    role: record.role,
    role_name: record.roleName,
    permissions: [...record.permissions],
    created_at: record.createdAt,
    updated_at: record.createdAt,
    organization: organization(record.organization),
    public_user_data: publicUserData(user),
  };
}

/** Returns the wire's Organization. */
export function organization(record: OrganizationRecord): JsonObject {
  return {
    id: record.id,
    object: "organization",
    name: record.name,
    slug: record.slug,
    image_url: record.imageUrl ?? "",
    has_image: record.imageUrl !== null,
    members_count: record.membersCount,
    pending_invitations_count: record.pendingInvitationsCount,
    max_allowed_memberships: record.maxAllowedMemberships,
    admin_delete_enabled: true,
    self_serve_sso_enabled: false,
    public_metadata: record.publicMetadata,
    created_at: record.createdAt,
    updated_at: record.createdAt,
    logo_url: null,
  };
}
