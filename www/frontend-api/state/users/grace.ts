import { demoAccounts } from "../../demo-accounts.js";
import { seedId } from "../ids.js";
import { initialsImage } from "../images.js";
import { analyticalEngines } from "../organizations.js";
import type { UserRecord } from "../user-record.js";

const joined = Date.UTC(2024, 6, 1, 14, 0);

/** Returns an ordinary user: a name, a picture, one organization. */
export function grace(): UserRecord {
  return {
    id: seedId("user", "grace"),
    password: demoAccounts.grace.password,
    username: "grace",
    firstName: "Grace",
    lastName: "Hopper",
    imageUrl: initialsImage("GH", "#1d4ed8"),
    emailAddresses: [
      {
        id: seedId("idn", "grace-email"),
        emailAddress: demoAccounts.grace.emailAddress,
        verifiedBy: "email_link",
        linkedTo: [],
        createdAt: joined,
      },
    ],
    phoneNumbers: [],
    web3Wallets: [],
    passkeys: [],
    externalAccounts: [],
    enterpriseAccounts: [],
    memberships: [
      {
        id: seedId("orgmem", "grace-engines"),
        organization: analyticalEngines,
        role: "org:member",
        roleName: "Member",
        permissions: ["org:sys_memberships:read", "org:reports:read"],
        publicMetadata: {},
        createdAt: joined,
      },
    ],
    totpSecret: null,
    backupCodes: [],
    publicMetadata: { plan: "basic" },
    unsafeMetadata: {},
    externalId: null,
    createdAt: joined,
    updatedAt: joined,
    legalAcceptedAt: joined,
    lastSignInAt: null,
    lastActiveAt: null,
  };
}
