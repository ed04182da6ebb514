import type { JsonObject } from "../json.js";
import type { SignInRecord } from "../state/records.js";
import { verified } from "./verification.js";

/** Returns the wire's SignIn. */
export function wireSignIn(signIn: SignInRecord): JsonObject {
  const { user } = signIn;
  return {
    object: "sign_in_attempt",
    id: signIn.id,
    status: signIn.status,
    supported_identifiers: ["email_address", "phone_number", "username"],
    supported_first_factors: user ? [{ strategy: "password" }] : null,
    supported_second_factors: null,
    first_factor_verification:
      signIn.status === "complete" ? verified.password(signIn.attempts) : null,
    second_factor_verification: null,
    identifier: signIn.identifier,
    user_data: user && {
      first_name: user.firstName,
      last_name: user.lastName,
      image_url: user.imageUrl ?? "",
      has_image: user.imageUrl !== null,
      profile_image_url: null,
    },
    created_session_id: signIn.createdSessionId,
    abandon_at: signIn.abandonAt,
    client_trust_state: null,
  };
}
