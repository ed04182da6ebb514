/** What somebody types to sign in to the local Frontend API. */
export interface DemoAccount {
  /** The identifier that the sign-in form asks for; the user name, where there is one, works too. */
  readonly emailAddress: string;
  readonly password: string;
  /** What an authenticator app takes to show this account's codes, in base32; absent: the account has none. */
  readonly totpSecret?: string;
  /** Codes that stand in for the authenticator, once each. */
  readonly backupCodes?: readonly string[];
  /** What this account is good for seeing, in a few words. */
  readonly shows: string;
}

/**
 * The accounts that every start of the local Frontend API has, in one place for the server, the page and the tests.
 * No secrets: the server listens on the loopback interface only and forgets everything when it stops.
 */
export const demoAccounts = {
  ada: {
    emailAddress: "ada@example.com",
    password: "correct horse",
    totpSecret: "ORUGKIDBNZQWY6LUNFRWC3BAMVXGO2LO",
    backupCodes: ["b7k2m9qx", "c4t8w1zn", "d6h3r5vp", "f9j4s2ly", "g5n7x8ua"],
    shows: "Four other devices: a phone, a tablet, two computers",
  },
  grace: {
    emailAddress: "grace@example.com",
    password: "battery staple",
    shows: "One other device: a phone",
  },
  alan: {
    emailAddress: "alan@example.com",
    password: "tape machine",
    shows: "A new account: no name and no other device yet",
  },
} as const satisfies Record<string, DemoAccount>;
