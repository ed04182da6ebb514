import type { Json, JsonObject } from "../../../www/frontend-api/json.js";
import { ada, alan, expect, grace, test } from "./fixtures.js";

/**
 * The fields of each object in a response, from the OpenAPI description of version 2026-05-12.
 */
const fields: Record<string, string> = {
  client:
    "object id sessions sign_in sign_up last_active_session_id last_authentication_strategy " +
    "cookie_expires_at captcha_bypass created_at updated_at",
  session:
    "id object status expire_at abandon_at last_active_at last_active_token actor " +
    "last_active_organization_id user public_user_data factor_verification_age created_at " +
    "updated_at tasks",
  active_session:
    "id object status expire_at abandon_at last_active_at last_active_token actor " +
    "latest_activity tasks",
  session_base:
    "id object status expire_at abandon_at last_active_at last_active_token actor tasks",
  session_reverification:
    "object level status supported_first_factors supported_second_factors " +
    "first_factor_verification second_factor_verification session",
  session_activity:
    "object id device_type is_mobile browser_name browser_version ip_address city country",
  token: "object jwt",
  public_user_data:
    "first_name last_name image_url has_image identifier profile_image_url user_id username " +
    "banned deprovisioned",
  user:
    "id object username first_name last_name image_url has_image primary_email_address_id " +
    "primary_phone_number_id primary_web3_wallet_id password_enabled two_factor_enabled " +
    "totp_enabled backup_code_enabled email_addresses phone_numbers web3_wallets passkeys " +
    "organization_memberships external_accounts saml_accounts enterprise_accounts " +
    "password_last_updated_at public_metadata unsafe_metadata external_id last_sign_in_at " +
    "banned locked deprovisioned lockout_expires_in_seconds verification_attempts_remaining " +
    "created_at updated_at delete_self_enabled create_organization_enabled " +
    "create_organizations_limit last_active_at mfa_enabled_at mfa_disabled_at " +
    "legal_accepted_at profile_image_url",
  email_address:
    "id object email_address reserved verification linked_to matches_sso_connection created_at " +
    "updated_at",
  phone_number:
    "id object phone_number reserved_for_second_factor default_second_factor reserved " +
    "verification linked_to backup_codes created_at updated_at",
  web3_wallet: "id object web3_wallet verification created_at updated_at",
  passkey: "id object name last_used_at verification created_at updated_at",
  organization_membership:
    "id object public_metadata role role_name permissions created_at updated_at organization " +
    "public_user_data",
  organization:
    "id object name slug image_url has_image members_count pending_invitations_count " +
    "max_allowed_memberships admin_delete_enabled self_serve_sso_enabled public_metadata " +
    "created_at updated_at logo_url",
  external_account:
    "object id provider identification_id provider_user_id approved_scopes email_address " +
    "email_address_verified first_name last_name avatar_url image_url username phone_number " +
    "public_metadata label created_at updated_at verification",
  saml_account:
    "id object provider active email_address first_name last_name provider_user_id " +
    "enterprise_connection_id last_authenticated_at public_metadata verification " +
    "saml_connection",
  enterprise_account:
    "id object provider active protocol email_address first_name last_name provider_user_id " +
    "enterprise_connection_id last_authenticated_at public_metadata verification " +
    "enterprise_connection",
  saml_connection:
    "id name domain domains active provider sync_user_attributes allow_subdomains " +
    "allow_idp_initiated disable_additional_identifications allow_organization_account_linking " +
    "created_at updated_at",
  enterprise_connection:
    "id name domain protocol provider active logo_public_url sync_user_attributes " +
    "allow_subdomains allow_idp_initiated disable_additional_identifications " +
    "allow_organization_account_linking created_at updated_at",
  sign_in_attempt:
    "object id status supported_identifiers supported_first_factors supported_second_factors " +
    "first_factor_verification second_factor_verification identifier user_data " +
    "created_session_id abandon_at client_trust_state",
};

/** The members whose value has no field `object`. */
const untagged = new Set(["public_user_data", "saml_connection", "enterprise_connection"]);
/** The members that hold the application's own JSON. */
const opaque = new Set(["public_metadata", "unsafe_metadata"]);

/** Compares every object in a value with the table. Returns the kinds of objects in it. */
function check(value: Json, name: string, kinds: Set<string> = new Set()): Set<string> {
  if (opaque.has(name) || typeof value !== "object" || value === null) return kinds;
  if (Array.isArray(value)) {
    for (const item of value) check(item, name, kinds);
    return kinds;
  }
  const tag = untagged.has(name) ? name : value.object;
  const kind = tag === "session" ? kindOfSession(value) : tag;
  if (typeof kind === "string" && !kind.startsWith("verification_")) {
    expect.soft(Object.keys(value).toSorted(), kind).toEqual(fields[kind]?.split(" ").toSorted());
    kinds.add(kind);
  }
  for (const [key, member] of Object.entries(value)) check(member, key, kinds);
  return kinds;
}

/** Returns the table's name of a session's kind. */
function kindOfSession(session: JsonObject): string {
  if ("user" in session) return "session";
  return "latest_activity" in session ? "active_session" : "session_base";
}

test("each object has exactly the fields of the API", async ({ apiClient }) => {
  const signIn = await apiClient.post("/v1/client/sign_ins", { identifier: "ada" });
  const id = await apiClient.signIn(ada);
  const kinds = new Set(
    [
      check(signIn.json, ""),
      check((await apiClient.get("/v1/client")).json, ""),
      check((await apiClient.get("/v1/me/sessions")).json, ""),
      check(
        (await apiClient.post(`/v1/client/sessions/${id}/verify`, { level: "first_factor" })).json,
        "",
      ),
      // Without the first: its activity has no place, because its address is the loopback address.
      check((await apiClient.get("/v1/me/sessions/active")).list("").slice(1), ""),
    ].flatMap((found) => [...found]),
  );
  expect([...kinds].toSorted()).toEqual(Object.keys(fields).toSorted());
});

test("Alan's user has null or nothing in each field that may be empty", async ({ apiClient }) => {
  await apiClient.signIn(alan);
  const user = (await apiClient.get("/v1/client")).at("/response/sessions/0/user") as JsonObject;
  for (const name of [
    "username",
    "first_name",
    "last_name",
    "external_id",
    "primary_phone_number_id",
  ]) {
    expect(user[name], name).toBeNull();
  }
  for (const name of [
    "phone_numbers",
    "passkeys",
    "organization_memberships",
    "enterprise_accounts",
  ]) {
    expect(user[name], name).toEqual([]);
  }
  expect([user.image_url, user.has_image, user.public_metadata]).toEqual(["", false, {}]);
});

test("all times are in milliseconds", async ({ apiClient }) => {
  await apiClient.signIn(ada);
  const { json } = await apiClient.get("/v1/client");
  const times: [string, number][] = [];
  JSON.stringify(json, (key, value: Json) => {
    if (/_at$/.test(key) && typeof value === "number") times.push([key, value]);
    return value;
  });
  expect(times.length).toBeGreaterThan(40);
  for (const [name, time] of times) expect(time, name).toBeGreaterThan(Date.UTC(2023, 0));
});

test("all images are data URLs", async ({ apiClient }) => {
  await apiClient.signIn(ada);
  await apiClient.signIn(grace);
  const { text } = await apiClient.get("/v1/client");
  const images = [...text.matchAll(/"(?:image|logo|avatar|profile_image)_url":"([^"]+)"/g)].map(
    ([, url]) => url,
  );
  expect(images.length).toBeGreaterThan(4);
  for (const url of images) expect(url).toMatch(/^data:image\/svg\+xml,/);
});
