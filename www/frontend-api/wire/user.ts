import type { JsonObject } from "../json.js";
import type { UserRecord } from "../state/user-record.js";
import { enterpriseAccount, externalAccount, samlAccount } from "./accounts.js";
import { emailAddress, passkey, phoneNumber, web3Wallet } from "./identifications.js";
import { organizationMembership } from "./organization.js";

/**
 * Returns the wire's User, with every field that a frontend receives. (`private_metadata` is not
 * one.)
 */
export function wireUser(user: UserRecord): JsonObject {
  const totp = user.totpSecret !== null;
  return {
    id: user.id,
    object: "user",
    username: user.username,
    first_name: user.firstName,
    last_name: user.lastName,
    image_url: user.imageUrl ?? "",
    has_image: user.imageUrl !== null,
    primary_email_address_id: user.emailAddresses[0]?.id ?? null,
    primary_phone_number_id: user.phoneNumbers[0]?.id ?? null,
    primary_web3_wallet_id: user.web3Wallets[0]?.id ?? null,
    password_enabled: true,
    two_factor_enabled: totp,
    totp_enabled: totp,
    backup_code_enabled: user.backupCodes.length > 0,
    email_addresses: user.emailAddresses.map(emailAddress),
    phone_numbers: user.phoneNumbers.map(phoneNumber),
    web3_wallets: user.web3Wallets.map(web3Wallet),
    passkeys: user.passkeys
      .filter(({ verification }) => verification.status === "verified")
      .map(passkey),
    organization_memberships: user.memberships.map((record) =>
      organizationMembership(record, user),
    ),
    external_accounts: user.externalAccounts.map((record) => externalAccount(record, user)),
    saml_accounts: user.enterpriseAccounts.map((record) => samlAccount(record, user)),
    enterprise_accounts: user.enterpriseAccounts.map((record) => enterpriseAccount(record, user)),
    password_last_updated_at: user.createdAt,
    public_metadata: user.publicMetadata,
    unsafe_metadata: user.unsafeMetadata,
    external_id: user.externalId,
    last_sign_in_at: user.lastSignInAt,
    banned: false,
    locked: false,
    deprovisioned: false,
    lockout_expires_in_seconds: null,
    verification_attempts_remaining: 100,
    created_at: user.createdAt,
    updated_at: user.updatedAt,
    delete_self_enabled: true,
    create_organization_enabled: true,
    create_organizations_limit: 0,
    last_active_at: user.lastActiveAt,
    mfa_enabled_at: totp ? user.createdAt : null,
    mfa_disabled_at: null,
    legal_accepted_at: user.legalAcceptedAt,
    profile_image_url: "",
  };
}
