import { randomBytes } from "node:crypto";
import type { JsonObject } from "./json.js";

/**
 * The errors of the Frontend API: HTTP status, short message, long message.
 * Codes and texts are from Clerk's documentation, "Frontend API errors"; `{0}` stands for the
 * subject of the error.
 */
const catalogue = {
  action_for_session_not_authorized: [
    401,
    "Unauthorized action for session",
    "Not authorized to perform requested action on session {0}",
  ],
  authentication_invalid: [
    401,
    "Invalid authentication",
    "Unable to authenticate the request, you need to supply an active session",
  ],
  clerk_key_invalid: [
    401,
    "The provided Clerk Secret Key is invalid.",
    "The provided Clerk Secret Key is invalid. Make sure that your Clerk Secret Key is correct.",
  ],
  client_not_found: [400, "Client not found", "No client was found"],
  deprovisioned: [401, "account deprovisioned", "Your account is deprovisioned"],
  dev_browser_unauthenticated: [
    401,
    "Browser unauthenticated",
    "Unable to authenticate this browser for your development instance. " +
      "Check your Clerk cookies and try again.",
  ],
  form_code_incorrect: [422, "is incorrect", "Incorrect code"],
  form_identifier_not_found: [422, "Couldn't find your account.", "Couldn't find your account."],
  form_param_missing: [422, "is missing", "{0} must be included."],
  form_param_value_invalid: [422, "is invalid", "{0} does not match one of the allowed values"],
  form_password_incorrect: [
    422,
    "Password is incorrect. Try again, or use another method.",
    "Password is incorrect. Try again, or use another method.",
  ],
  form_resource_not_found: [
    422,
    "is missing",
    "The resource associated with the supplied {0} was not found.",
  ],
  identifier_already_signed_in: [400, "You're already signed in", "You're already signed in"],
  internal_clerk_error: [500, "Oops, an unexpected error occurred", "{0}"],
  invalid_action_for_session: [400, "Invalid action for user session", "Unable to {0}"],
  invalid_action_for_session_reverification: [
    400,
    "Invalid action for session reverification",
    "We were unable to {0}.",
  ],
  maintenance_mode: [503, "System under maintenance", "We are currently undergoing maintenance."],
  missing_expired_token: [422, "is missing", "expired_token must be included"],
  native_api_disabled: [
    400,
    "Native API disabled",
    "The Native API is disabled for this instance. Visit the Clerk Dashboard to enable it.",
  ],
  no_second_factors: [400, "no second factors", "No second factors were found for strategy {0}."],
  not_implemented: [501, "Not implemented", "The local Frontend API has no {0}"],
  organization_not_found_or_unauthorized: [
    403,
    "Organization not found or unauthorized",
    "Given organization not found, or you are not a member of it",
  ],
  origin_authorization_headers_conflict: [
    400,
    "Setting both the 'Origin' and 'Authorization' headers is forbidden",
    "For security purposes, only one of the 'Origin' and 'Authorization' headers " +
      "should be provided, but not both.",
  ],
  origin_invalid: [
    400,
    "Invalid HTTP Origin header",
    "The Request HTTP Origin header must be equal to or a subdomain of the requesting URL.",
  ],
  origin_missing: [
    400,
    "Origin header missing",
    "This request requires an Origin header to be set, but it is missing",
  ],
  passkey_authentication_failure: [400, "authentication failed", "Passkey authentication failed"],
  passkey_invalid_public_key_credential: [
    422,
    "is invalid",
    "Invalid passkey public key credential",
  ],
  passkey_invalid_verification: [
    400,
    "invalid verification",
    "Passkey verification contains invalid nonce",
  ],
  passkey_not_registered: [404, "not registered", "Passkey is not registered."],
  request_body_invalid: [422, "Request body invalid", "{0}"],
  requires_captcha: [401, "Captcha required", "You need to pass a CAPTCHA to go on"],
  resource_not_found: [404, "Resource not found", "No {0} was found"],
  session_reverification_missing: [
    400,
    "is missing",
    "You need to start a new session verification flow first",
  ],
  signed_out: [401, "Signed out", "You are signed out"],
  strategy_for_user_invalid: [
    400,
    "Invalid verification strategy",
    "The verification strategy is not valid for this account",
  ],
  too_many_requests: [429, "Too many requests", "Too many requests. Please try again in a bit."],
  verification_already_verified: [
    400,
    "already verified",
    "This verification has already been verified.",
  ],
  verification_expired: [
    400,
    "expired",
    "This verification has expired. You must create a new one.",
  ],
  verification_failed: [
    400,
    "failed",
    "Too many failed attempts. You have to try again with the same or another method.",
  ],
  verification_missing: [
    400,
    "is missing",
    "This strategy requires verification preparation before attempting to validate it.",
  ],
  verification_strategy_invalid: [
    400,
    "has invalid strategy",
    "The strategy is not valid for the current verification.",
  ],
} as const satisfies Record<
  string,
  readonly [status: number, message: string, longMessage: string]
>;

/** An error code that the local Frontend API knows. */
export type ErrorCode = keyof typeof catalogue;

/** All {@link ErrorCode}s. */
export const errorCodes = Object.keys(catalogue) as ErrorCode[];

/** An error response. A route throws it, and the error handler sends it. */
export class FrontendApiError extends Error {
  override readonly name = "FrontendApiError";
  /** HTTP status. */
  readonly status: number;

  /**
   * @param about - the text that replaces `{0}` in the long message
   * @param meta - the error's `meta`, such as the invalid form field
   */
  constructor(
    readonly code: ErrorCode,
    private readonly about = "",
    private readonly meta: JsonObject = {},
    options?: ErrorOptions,
  ) {
    super(catalogue[code][1], options);
    this.status = catalogue[code][0];
  }

  /** @param bodyMeta - the `meta` of the whole response body */
  body(bodyMeta: JsonObject = {}): JsonObject {
    const [, message, longMessage] = catalogue[this.code];
    return {
      errors: [
        {
          code: this.code,
          message,
          long_message: longMessage.replace("{0}", this.about),
          meta: this.meta,
        },
      ],
      meta: bodyMeta,
      clerk_trace_id: randomBytes(16).toString("hex"),
    };
  }
}
