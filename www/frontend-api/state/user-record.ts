import type { WebAuthnCredential } from "@simplewebauthn/server";
import type { JsonObject } from "../json.js";
import type { PasskeyVerification } from "./verification-record.js";

/**
 * A user as the server stores it. Times are Unix milliseconds. wire/user.ts derives the wire form.
 */
export interface UserRecord {
  readonly id: string;
  readonly password: string;
  readonly username: string | null;
  readonly firstName: string | null;
  readonly lastName: string | null;
  /** A data: URL, so that the browser fetches no image. Null: no picture. */
  readonly imageUrl: string | null;
  readonly emailAddresses: readonly EmailAddressRecord[];
  readonly phoneNumbers: readonly PhoneNumberRecord[];
  readonly web3Wallets: readonly Web3WalletRecord[];
  readonly passkeys: PasskeyRecord[];
  readonly externalAccounts: readonly ExternalAccountRecord[];
  readonly enterpriseAccounts: readonly EnterpriseAccountRecord[];
  readonly memberships: readonly MembershipRecord[];
  /** The secret of the user's authenticator app, in base32; null if there is none. */
  readonly totpSecret: string | null;
  /** The unused codes. */
  readonly backupCodes: string[];
  readonly publicMetadata: JsonObject;
  readonly unsafeMetadata: JsonObject;
  readonly externalId: string | null;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly legalAcceptedAt: number | null;
  lastSignInAt: number | null;
  lastActiveAt: number | null;
}

/** An email address. The first one of a user is the primary one. */
export interface EmailAddressRecord {
  readonly id: string;
  readonly emailAddress: string;
  /** The verification's strategy; null if unverified. */
  readonly verifiedBy: "email_code" | "email_link" | "from_oauth_google" | null;
  readonly linkedTo: readonly { readonly type: string; readonly id: string }[];
  readonly createdAt: number;
}

/**
 * A phone number. The first one of a user is the primary one. A second factor is not a first
 * factor.
 */
export interface PhoneNumberRecord {
  readonly id: string;
  readonly phoneNumber: string;
  readonly secondFactor: boolean;
  readonly createdAt: number;
}

/** A wallet with which the user signs in. */
export interface Web3WalletRecord {
  readonly id: string;
  readonly address: string;
  readonly createdAt: number;
}

/** A passkey. */
export interface PasskeyRecord {
  readonly id: string;
  readonly name: string;
  /** The verification of its registration. */
  readonly verification: PasskeyVerification;
  /**
   * The key for its signatures. Null if it is not registered yet, or is a placeholder that no
   * authenticator holds.
   */
  credential: WebAuthnCredential | null;
  readonly createdAt: number;
  lastUsedAt: number | null;
}

/** An account with an OAuth provider. */
export interface ExternalAccountRecord {
  readonly id: string;
  readonly identificationId: string;
  readonly provider: string;
  readonly providerUserId: string;
  readonly approvedScopes: string;
  readonly emailAddress: string;
  readonly username: string | null;
  readonly label: string | null;
  readonly createdAt: number;
}

/** An account with the identity provider of a company. */
export interface EnterpriseAccountRecord {
  readonly id: string;
  readonly providerUserId: string;
  readonly emailAddress: string;
  readonly connection: EnterpriseConnectionRecord;
  readonly createdAt: number;
}

/** The link between an instance and a company's identity provider. */
export interface EnterpriseConnectionRecord {
  readonly id: string;
  readonly name: string;
  readonly provider: string;
  readonly domains: readonly string[];
  readonly createdAt: number;
}

/** A user's membership in an organization. */
export interface MembershipRecord {
  readonly id: string;
  readonly organization: OrganizationRecord;
  readonly role: string;
  readonly roleName: string;
  readonly permissions: readonly string[];
  readonly publicMetadata: JsonObject;
  readonly createdAt: number;
}

/** An organization. */
export interface OrganizationRecord {
  readonly id: string;
  readonly name: string;
  readonly slug: string;
  readonly imageUrl: string | null;
  readonly membersCount: number;
  readonly pendingInvitationsCount: number;
  readonly maxAllowedMemberships: number;
  /** The plan of the organization, which session tokens contain. */
  readonly plan: string;
  readonly publicMetadata: JsonObject;
  readonly createdAt: number;
}
