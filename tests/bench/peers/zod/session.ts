import type {
  Json,
  Session,
  SessionActivity,
  SessionStatus,
  SessionTask,
  TokenResource,
} from "clerk-session";
import * as z from "zod";
import { publicUserData } from "./organization.js";
import { user } from "./user.js";

const STATUSES = new Set<string>([
  "abandoned",
  "active",
  "ended",
  "expired",
  "pending",
  "removed",
  "replaced",
  "revoked",
] satisfies SessionStatus[]);

const sessionActivity = z
  .object({
    id: z.string(),
    device_type: z.string().nullish(),
    is_mobile: z.boolean().nullish(),
    browser_name: z.string().nullish(),
    browser_version: z.string().nullish(),
    ip_address: z.string().nullish(),
    city: z.string().nullish(),
    country: z.string().nullish(),
  })
  .transform(
    (wire): SessionActivity => ({
      id: wire.id,
      deviceType: wire.device_type ?? null,
      isMobile: wire.is_mobile ?? null,
      browserName: wire.browser_name ?? null,
      browserVersion: wire.browser_version ?? null,
      ipAddress: wire.ip_address ?? null,
      city: wire.city ?? null,
      country: wire.country ?? null,
    }),
  );

const sessionTask = z
  .object({
    key: z.string(),
  })
  .transform(
    (wire): SessionTask => ({
      key: wire.key,
    }),
  );

const tokenResource = z
  .object({
    jwt: z.string(),
  })
  .transform(
    (wire): TokenResource => ({
      jwt: wire.jwt,
    }),
  );

export const session = z
  .object({
    id: z.string(),
    status: z.string(),
    expire_at: z.int(),
    abandon_at: z.int().nullish(),
    last_active_at: z.int(),
    latest_activity: sessionActivity.nullish(),
    last_active_token: tokenResource.nullish(),
    actor: z.unknown(),
    tasks: z.array(sessionTask).nullish(),
    last_active_organization_id: z.string().nullish(),
    user: user.nullish(),
    public_user_data: publicUserData.nullish(),
    factor_verification_age: z.tuple([z.int(), z.int()]).nullish(),
    created_at: z.int().nullish(),
    updated_at: z.int().nullish(),
  })
  .transform(
    (wire): Session => ({
      id: wire.id,
      status: STATUSES.has(wire.status) ? (wire.status as SessionStatus) : "unknown",
      expireAt: wire.expire_at,
      abandonAt: wire.abandon_at ?? null,
      lastActiveAt: wire.last_active_at,
      latestActivity: wire.latest_activity ?? null,
      lastActiveToken: wire.last_active_token ?? null,
      actor: (wire.actor ?? null) as Json | null,
      tasks: wire.tasks ?? [],
      lastActiveOrganizationId: wire.last_active_organization_id ?? null,
      user: wire.user ?? null,
      publicUserData: wire.public_user_data ?? null,
      factorVerificationAge: wire.factor_verification_age ?? null,
      createdAt: wire.created_at ?? null,
      updatedAt: wire.updated_at ?? null,
    }),
  );
