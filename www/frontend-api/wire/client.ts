import type { JsonObject } from "../json.js";
import type { ClientRecord } from "../state/records.js";
import { wireSignIn } from "./sign-in.js";

/**
 * Returns the wire's Client.
 * @param sessions - the wire form of its sessions that are alive; ended sessions are not listed
 */
export function wireClient(client: ClientRecord, sessions: JsonObject[]): JsonObject {
  return {
    object: "client",
    id: client.id,
    sessions,
    sign_in: client.signIn && wireSignIn(client.signIn),
    sign_up: null,
    last_active_session_id: client.lastActiveSessionId,
    last_authentication_strategy: client.lastAuthenticationStrategy,
    // With a time here, clerk-js navigates away to renew the cookie when fewer than eight days are
    // left.
    cookie_expires_at: null,
    captcha_bypass: false,
    created_at: client.createdAt,
    updated_at: client.updatedAt,
  };
}
