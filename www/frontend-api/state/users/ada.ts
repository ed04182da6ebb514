import { demoAccounts } from "../../demo-accounts.js";
import { seedId } from "../ids.js";
import { initialsImage } from "../images.js";
import { analyticalEngines, noteG } from "../organizations.js";
import type { UserRecord } from "../user-record.js";
import { verificationLifetime } from "../verification-record.js";

const passkeyMade = Date.UTC(2024, 8, 9, 7, 30);
const joined = Date.UTC(2024, 2, 4, 9, 15);
const google = seedId("idn", "ada-google");

/**
 * Returns the user with a value in nearly every field. It is a function, because the server changes
 * the record.
 */
export function ada(): UserRecord {
  return {
    id: seedId("user", "ada"),
    password: demoAccounts.ada.password,
    username: "ada",
    firstName: "Ada",
    lastName: "Lovelace",
    imageUrl: initialsImage("AL", "#0f766e"),
    emailAddresses: [
      {
        id: seedId("idn", "ada-email"),
        emailAddress: demoAccounts.ada.emailAddress,
        verifiedBy: "from_oauth_google",
        linkedTo: [{ type: "oauth_google", id: google }],
        createdAt: joined,
      },
      {
        id: seedId("idn", "ada-email-work"),
        emailAddress: "a.lovelace@engines.example",
        verifiedBy: null,
        linkedTo: [],
        createdAt: Date.UTC(2025, 0, 15, 10, 0),
      },
    ],
    phoneNumbers: [
      {
        id: seedId("idn", "ada-phone"),
        phoneNumber: "+12025550142",
        secondFactor: true,
        createdAt: Date.UTC(2024, 4, 20, 18, 45),
      },
      {
        id: seedId("idn", "ada-phone-work"),
        phoneNumber: "+12025550187",
        secondFactor: false,
        createdAt: Date.UTC(2025, 0, 15, 10, 5),
      },
    ],
    web3Wallets: [
      {
        id: seedId("idn", "ada-wallet"),
        address: "0x00000000000000000000000000000000000ada00",
        createdAt: Date.UTC(2024, 10, 2, 21, 5),
      },
    ],
    passkeys: [
      {
        id: seedId("idn", "ada-passkey"),
        name: "Ada's laptop",
        verification: {
          strategy: "passkey",
          status: "verified",
          attempts: 1,
          expireAt: passkeyMade + verificationLifetime,
          origin: "http://localhost",
          options: {
            rp: { id: "localhost", name: "Local Frontend API" },
            user: { id: "dXNlcg", name: "ada", displayName: "Ada Lovelace" },
            challenge: "Y2hhbGxlbmdl",
            pubKeyCredParams: [{ type: "public-key", alg: -7 }],
          },
        },
        credential: null,
        createdAt: passkeyMade,
        lastUsedAt: Date.UTC(2025, 9, 30, 6, 58),
      },
    ],
    externalAccounts: [
      {
        id: seedId("eac", "ada-google"),
        identificationId: google,
        provider: "oauth_google",
        providerUserId: "109876543210987654321",
        approvedScopes: "email https://www.googleapis.com/auth/userinfo.email openid profile",
        emailAddress: demoAccounts.ada.emailAddress,
        username: null,
        label: null,
        createdAt: joined,
      },
    ],
    enterpriseAccounts: [
      {
        id: seedId("ent", "ada-engines"),
        providerUserId: "00u1ada",
        emailAddress: "a.lovelace@engines.example",
        connection: {
          id: seedId("samlc", "engines"),
          name: "Engines directory",
          provider: "saml_custom",
          domains: ["engines.example"],
          createdAt: Date.UTC(2025, 0, 10, 11, 0),
        },
        createdAt: Date.UTC(2025, 0, 15, 10, 0),
      },
    ],
    memberships: [
      {
        id: seedId("orgmem", "ada-engines"),
        organization: analyticalEngines,
        role: "org:admin",
        roleName: "Admin",
        permissions: [
          "org:sys_profile:manage",
          "org:sys_profile:delete",
          "org:sys_memberships:read",
          "org:sys_memberships:manage",
          "org:reports:read",
          "org:reports:manage",
          "org:cards:punch",
        ],
        publicMetadata: { desk: 3 },
        createdAt: analyticalEngines.createdAt,
      },
      {
        id: seedId("orgmem", "ada-note-g"),
        organization: noteG,
        role: "org:member",
        roleName: "Member",
        permissions: ["org:sys_memberships:read", "org:reports:read"],
        publicMetadata: {},
        createdAt: noteG.createdAt,
      },
    ],
    totpSecret: demoAccounts.ada.totpSecret,
    backupCodes: [...demoAccounts.ada.backupCodes],
    publicMetadata: {
      plan: "pro",
      "feature flags": { dark_mode: true, beta: ["notes", "cards"], ratio: 0.1 },
      tables: [[0, 1], [-1.5e-7, 9007199254740991], []],
      motto: "“Nächste Zahl” – 次の数 🧮",
      empty: null,
    },
    unsafeMetadata: { onboarding: { step: 4, skipped: false }, theme: "system" },
    externalId: "crm-1815",
    createdAt: joined,
    updatedAt: Date.UTC(2025, 9, 30, 7, 0),
    legalAcceptedAt: joined,
    lastSignInAt: Date.UTC(2025, 9, 30, 6, 58),
    lastActiveAt: null,
  };
}
