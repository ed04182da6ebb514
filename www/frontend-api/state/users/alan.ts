import { demoAccounts } from "../../demo-accounts.js";
import { seedId } from "../ids.js";
import type { UserRecord } from "../user-record.js";

const joined = Date.UTC(2025, 8, 12, 16, 20);

/** Returns a user with null or an empty list in every field that allows it. */
export function alan(): UserRecord {
  return {
    id: seedId("user", "alan"),
    password: demoAccounts.alan.password,
    username: null,
    firstName: null,
    lastName: null,
    imageUrl: null,
    emailAddresses: [
      {
        id: seedId("idn", "alan-email"),
        emailAddress: demoAccounts.alan.emailAddress,
        verifiedBy: "email_code",
        linkedTo: [],
        createdAt: joined,
      },
    ],
    phoneNumbers: [],
    web3Wallets: [],
    passkeys: [],
    externalAccounts: [],
    enterpriseAccounts: [],
    memberships: [],
    totpSecret: null,
    backupCodes: [],
    publicMetadata: {},
    unsafeMetadata: {},
    externalId: null,
    createdAt: joined,
    updatedAt: joined,
    legalAcceptedAt: null,
    lastSignInAt: null,
    lastActiveAt: null,
  };
}
