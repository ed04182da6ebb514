import type { JsonObject } from "../json.js";
import type {
  EmailAddressRecord,
  PasskeyRecord,
  PhoneNumberRecord,
  Web3WalletRecord,
} from "../state/user-record.js";
import { unverifiedEmail, verified, wireVerification } from "./verification.js";

/** Return the wire's EmailAddress, PhoneNumber, Web3Wallet and Passkey. */
export function emailAddress(record: EmailAddressRecord): JsonObject {
  return {
    id: record.id,
    object: "email_address",
    email_address: record.emailAddress,
    reserved: false,
    verification: emailVerification(record),
    linked_to: record.linkedTo.map(({ type, id }) => ({ type, id })),
    matches_sso_connection: false,
    created_at: record.createdAt,
    updated_at: record.createdAt,
  };
}

function emailVerification({ verifiedBy, createdAt }: EmailAddressRecord): JsonObject {
  switch (verifiedBy) {
    case null:
      return unverifiedEmail(createdAt);
    case "email_code":
      return verified.otp("email_code", createdAt);
    case "email_link":
      return verified.emailLink(createdAt);
    case "from_oauth_google":
      return verified.fromOauth(verifiedBy);
  }
}

export function phoneNumber(record: PhoneNumberRecord): JsonObject {
  return {
    id: record.id,
    object: "phone_number",
    phone_number: record.phoneNumber,
    reserved_for_second_factor: record.secondFactor,
    default_second_factor: record.secondFactor,
    reserved: false,
    verification: verified.otp("phone_code", record.createdAt),
    linked_to: [],
    // Only the response that enables the second factor carries them.
    backup_codes: null,
    created_at: record.createdAt,
    updated_at: record.createdAt,
  };
}

export function web3Wallet(record: Web3WalletRecord): JsonObject {
  return {
    id: record.id,
    object: "web3_wallet",
    web3_wallet: record.address,
    verification: verified.web3(record.createdAt),
    created_at: record.createdAt,
    updated_at: record.createdAt,
  };
}

export function passkey(record: PasskeyRecord): JsonObject {
  return {
    id: record.id,
    object: "passkey",
    name: record.name,
    last_used_at: record.lastUsedAt,
    verification: wireVerification(record.verification),
    created_at: record.createdAt,
    updated_at: record.lastUsedAt ?? record.createdAt,
  };
}
