/** The credentials of an account of the local Frontend API. */
export interface DemoAccount {
  /** The identifier that the sign-in form asks for. The user name, if any, is accepted too. */
  readonly emailAddress: string;
  readonly password: string;
  /**
   * The secret from which an authenticator app computes this account's codes, in base32; absent if
   * the account has no authenticator.
   */
  readonly totpSecret?: string;
  /** Codes that replace an authenticator code, once each. */
  readonly backupCodes?: readonly string[];
  /** The features that this account demonstrates, in a few words. */
  readonly shows: string;
}

/**
 * The accounts of every local Frontend API, declared once for the server, the page and the tests.
 * They are no secrets: the server listens on the loopback interface only, and its state ends with
 * it.
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
