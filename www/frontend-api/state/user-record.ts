import type { WebAuthnCredential } from "@simplewebauthn/server";
import type { JsonObject } from "../json.js";
import type { PasskeyVerification } from "./verification-record.js";

/** A user, as the server knows it. Times are Unix milliseconds. What goes over the wire is made of it in wire/user.ts. */
export interface UserRecord {
  readonly id: string;
  readonly password: string;
  readonly username: string | null;
  readonly firstName: string | null;
  readonly lastName: string | null;
  /** A data: URL, so that no image is fetched from anywhere. Null: no picture. */
  readonly imageUrl: string | null;
  readonly emailAddresses: readonly EmailAddressRecord[];
  readonly phoneNumbers: readonly PhoneNumberRecord[];
  readonly web3Wallets: readonly Web3WalletRecord[];
  readonly passkeys: PasskeyRecord[];
  readonly externalAccounts: readonly ExternalAccountRecord[];
  readonly enterpriseAccounts: readonly EnterpriseAccountRecord[];
  readonly memberships: readonly MembershipRecord[];
  /** What the user's authenticator app makes codes of, in base32; null: there is none. */
  readonly totpSecret: string | null;
  /** Those that are not used up. */
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

/** An email address; the first of a user's is the primary one. */
export interface EmailAddressRecord {
  readonly id: string;
  readonly emailAddress: string;
  /** How it was proven; null: not yet. */
  readonly verifiedBy: "email_code" | "email_link" | "from_oauth_google" | null;
  readonly linkedTo: readonly { readonly type: string; readonly id: string }[];
  readonly createdAt: number;
}

/** A phone number; the first of a user's is the primary one. One that is a second factor is no first one. */
export interface PhoneNumberRecord {
  readonly id: string;
  readonly phoneNumber: string;
  readonly secondFactor: boolean;
  readonly createdAt: number;
}

/** A wallet that the user signs in with. */
export interface Web3WalletRecord {
  readonly id: string;
  readonly address: string;
  readonly createdAt: number;
}

/** A passkey. */
export interface PasskeyRecord {
  readonly id: string;
  readonly name: string;
  /** Its registration. */
  readonly verification: PasskeyVerification;
  /** What its signatures are checked with. Null: not registered yet, or made up, so that nobody can be asked for it. */
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

/** That a user belongs to an organization. */
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
  /** The plan that it pays for; goes into session tokens. */
  readonly plan: string;
  readonly publicMetadata: JsonObject;
  readonly createdAt: number;
}
