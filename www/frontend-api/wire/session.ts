import type { JsonObject } from "../json.js";
import type { Activity } from "../state/activity.js";
import type { SessionRecord } from "../state/records.js";
import { publicUserData } from "./public-user-data.js";
import { wireUser } from "./user.js";

const minute = 60_000;

/** How many whole minutes ago the two factors were verified; -1: never in this session. */
export function factorVerificationAge(session: SessionRecord, now: number): [first: number, second: number] {
  const age = (at: number | null) => (at === null ? -1 : Math.floor((now - at) / minute));
  return [age(session.firstFactorVerifiedAt), age(session.secondFactorVerifiedAt)];
}

/**
 * The wire's Session in full.
 * @param now - Unix milliseconds
 * @param jwt - the last active token, where the answer shows one
 */
export function wireSession(session: SessionRecord, now: number, jwt: string | null): JsonObject {
  return {
    ...wireSessionBase(session, jwt),
    last_active_organization_id: session.lastActiveOrganizationId,
    user: wireUser(session.user),
    public_user_data: publicUserData(session.user),
    factor_verification_age: factorVerificationAge(session, now),
    created_at: session.createdAt,
    updated_at: session.updatedAt,
  };
}

/** The wire's ActiveSession: little of the session, but what it was last seen doing. */
export function wireActiveSession(session: SessionRecord): JsonObject {
  return { ...wireSessionBase(session, null), latest_activity: wireActivity(session) };
}

/** The wire's SessionBase: a session without its user. */
export function wireSessionBase(session: SessionRecord, jwt: string | null): JsonObject {
  return {
    id: session.id,
    object: "session",
    status: session.status,
    expire_at: session.expireAt,
    abandon_at: session.abandonAt,
    last_active_at: session.lastActiveAt,
    last_active_token: jwt === null ? null : { object: "token", jwt },
    actor: null,
    tasks: session.tasks.map(({ key }) => ({ key })),
  };
}

const activityFields = {
  device_type: "deviceType",
  browser_name: "browserName",
  browser_version: "browserVersion",
  ip_address: "ipAddress",
  city: "city",
  country: "country",
} as const satisfies Record<string, keyof Activity>;

/** The wire's SessionActivity: what is not known is left out, since none of its fields may be null. */
function wireActivity({ id, activity }: SessionRecord): JsonObject {
  const known = Object.entries(activityFields).flatMap(([name, key]) => {
    const value = activity[key];
    return value === null ? [] : [[name, value] as const];
  });
  return {
    object: "session_activity",
    id: id.replace("sess_", "sess_activity_"),
    is_mobile: activity.isMobile,
    ...Object.fromEntries(known),
  };
}
