import type { JsonObject } from "../json.js";
import type {
  EnterpriseAccountRecord,
  EnterpriseConnectionRecord,
  ExternalAccountRecord,
  UserRecord,
} from "../state/user-record.js";
import { verified } from "./verification.js";

/** Returns the wire's ExternalAccountWithVerification. */
export function externalAccount(record: ExternalAccountRecord, user: UserRecord): JsonObject {
  return {
    object: "external_account",
    id: record.id,
    provider: record.provider,
    identification_id: record.identificationId,
    provider_user_id: record.providerUserId,
    approved_scopes: record.approvedScopes,
    email_address: record.emailAddress,
    email_address_verified: true,
    first_name: user.firstName ?? "",
    last_name: user.lastName ?? "",
    avatar_url: "",
    image_url: null,
    username: record.username,
    phone_number: null,
    public_metadata: {},
    label: record.label,
    created_at: record.createdAt,
    updated_at: record.createdAt,
    verification: verified.oauth(record.provider, record.createdAt),
  };
}

/** Returns an enterprise account under its present name: EnterpriseAccount. */
export function enterpriseAccount(record: EnterpriseAccountRecord, user: UserRecord): JsonObject {
  return {
    ...commonFields(record, user),
    object: "enterprise_account",
    protocol: "saml",
    enterprise_connection: {
      ...connection(record.connection),
      protocol: "saml",
      logo_public_url: null,
    },
  };
}

/** Returns the same account under its older name: SAMLAccount. */
export function samlAccount(record: EnterpriseAccountRecord, user: UserRecord): JsonObject {
  return {
    ...commonFields(record, user),
    object: "saml_account",
    saml_connection: {
      ...connection(record.connection),
      domains: [...record.connection.domains],
    },
  };
}

function commonFields(record: EnterpriseAccountRecord, user: UserRecord): JsonObject {
  return {
    id: record.id,
    provider: record.connection.provider,
    active: true,
    email_address: record.emailAddress,
    first_name: user.firstName,
    last_name: user.lastName,
    provider_user_id: record.providerUserId,
    enterprise_connection_id: record.connection.id,
    last_authenticated_at: record.createdAt,
    public_metadata: {},
    verification: verified.saml(record.createdAt),
  };
}

function connection(record: EnterpriseConnectionRecord): JsonObject {
  return {
    id: record.id,
    name: record.name,
    domain: record.domains[0] ?? "",
    active: true,
    provider: record.provider,
    sync_user_attributes: true,
    allow_subdomains: false,
    allow_idp_initiated: false,
    disable_additional_identifications: false,
    allow_organization_account_linking: true,
    created_at: record.createdAt,
    updated_at: record.createdAt,
  };
}
