import type { Organization, OrganizationMembership, PublicUserData } from "clerk-session";
import * as z from "zod";
import { jsonObject } from "./json_object.js";

export const publicUserData = z
  .object({
    first_name: z.string().nullish(),
    last_name: z.string().nullish(),
    image_url: z.string().nullish(),
    has_image: z.boolean().nullish(),
    identifier: z.string().nullish(),
    user_id: z.string().nullish(),
    username: z.string().nullish(),
    banned: z.boolean().nullish(),
    deprovisioned: z.boolean().nullish(),
  })
  .transform(
    (wire): PublicUserData => ({
      firstName: wire.first_name ?? null,
      lastName: wire.last_name ?? null,
      imageUrl: wire.image_url ?? null,
      hasImage: wire.has_image ?? false,
      identifier: wire.identifier ?? null,
      userId: wire.user_id ?? null,
      username: wire.username ?? null,
      banned: wire.banned ?? false,
      deprovisioned: wire.deprovisioned ?? false,
    }),
  );

const organization = z
  .object({
    id: z.string(),
    name: z.string().nullish(),
    slug: z.string().nullish(),
    image_url: z.string().nullish(),
    has_image: z.boolean().nullish(),
    members_count: z.int().nullish(),
    pending_invitations_count: z.int().nullish(),
    max_allowed_memberships: z.int().nullish(),
    admin_delete_enabled: z.boolean().nullish(),
    self_serve_sso_enabled: z.boolean().nullish(),
    public_metadata: jsonObject.nullish(),
    created_at: z.int().nullish(),
    updated_at: z.int().nullish(),
  })
  .transform(
    (wire): Organization => ({
      id: wire.id,
      name: wire.name ?? null,
      slug: wire.slug ?? null,
      imageUrl: wire.image_url ?? null,
      hasImage: wire.has_image ?? false,
      membersCount: wire.members_count ?? null,
      pendingInvitationsCount: wire.pending_invitations_count ?? null,
      maxAllowedMemberships: wire.max_allowed_memberships ?? null,
      adminDeleteEnabled: wire.admin_delete_enabled ?? false,
      selfServeSsoEnabled: wire.self_serve_sso_enabled ?? false,
      publicMetadata: wire.public_metadata ?? null,
      createdAt: wire.created_at ?? null,
      updatedAt: wire.updated_at ?? null,
    }),
  );

export const organizationMembership = z
  .object({
    id: z.string(),
    public_metadata: jsonObject.nullish(),
    role: z.string().nullish(),
    role_name: z.string().nullish(),
    permissions: z.array(z.string()).nullish(),
    created_at: z.int().nullish(),
    updated_at: z.int().nullish(),
    organization: organization.nullish(),
    public_user_data: publicUserData.nullish(),
  })
  .transform(
    (wire): OrganizationMembership => ({
      id: wire.id,
      publicMetadata: wire.public_metadata ?? null,
      role: wire.role ?? null,
      roleName: wire.role_name ?? null,
      permissions: wire.permissions ?? [],
      createdAt: wire.created_at ?? null,
      updatedAt: wire.updated_at ?? null,
      organization: wire.organization ?? null,
      publicUserData: wire.public_user_data ?? null,
    }),
  );
