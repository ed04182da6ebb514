import type { JsonObject } from "../json.js";
import type { Activity } from "../state/activity.js";
import type { SessionRecord } from "../state/records.js";
import { publicUserData } from "./public-user-data.js";
import { wireUser } from "./user.js";

const minute = 60_000;

/**
 * Returns the age of each factor's verification in whole minutes; -1 if never verified in this
 * session.
 */
export function factorVerificationAge(
  session: SessionRecord,
  now: number,
): [first: number, second: number] {
  const age = (at: number | null) => (at === null ? -1 : Math.floor((now - at) / minute));
  return [age(session.firstFactorVerifiedAt), age(session.secondFactorVerifiedAt)];
}

/**
 * Returns the wire's full Session.
 * @param now - Unix milliseconds
 * @param jwt - the last active token, if the response includes one
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

/** Returns the wire's ActiveSession: the base fields and the latest activity. */
export function wireActiveSession(session: SessionRecord): JsonObject {
  return { ...wireSessionBase(session, null), latest_activity: wireActivity(session) };
}

/** Returns the wire's SessionBase: a session without its user. */
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

/**
 * Returns the wire's SessionActivity. It omits unknown fields, because none of them may be null.
 */
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
