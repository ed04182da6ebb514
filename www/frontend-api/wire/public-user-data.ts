import type { JsonObject } from "../json.js";
import type { UserRecord } from "../state/user-record.js";

/** Returns the wire's PublicUserData: the fields that other members of an organization may see. */
export function publicUserData(user: UserRecord): JsonObject {
  return {
    first_name: user.firstName,
    last_name: user.lastName,
    image_url: user.imageUrl ?? "",
    has_image: user.imageUrl !== null,
    identifier: user.emailAddresses[0]?.emailAddress ?? user.username ?? user.id,
    profile_image_url: null,
    user_id: user.id,
    username: user.username,
    banned: false,
    deprovisioned: false,
  };
}
