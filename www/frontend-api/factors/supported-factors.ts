import type { UserRecord } from "../state/user-record.js";
import type { CodeVerification, Strategy } from "../state/verification-record.js";

/** A verification factor that is available to a user. */
export type Factor = CodeFactor | { readonly strategy: Exclude<Strategy, CodeFactor["strategy"]> };

/** A factor that sends a code to an address or a number. */
export interface CodeFactor {
  readonly strategy: CodeVerification["strategy"];
  readonly id: string;
  /** The address or number that receives the code. */
  readonly to: string;
  /**
   * Whether it is the preferred one of its strategy: the wire's `primary` of a first factor,
   * `default` of a second.
   */
  readonly preferred: boolean;
}

/** The wire's parameter for the id of the address or number that receives a code. */
export const identificationParameter = {
  email_code: "email_address_id",
  phone_code: "phone_number_id",
} as const;

/** Returns a user's first factors, in the order in which the API offers them. */
export function firstFactors(user: UserRecord): Factor[] {
  const emails = user.emailAddresses.map(
    ({ id, emailAddress, verifiedBy }, index): CodeFactor | null =>
      verifiedBy && { strategy: "email_code", id, to: emailAddress, preferred: index === 0 },
  );
  const passkey = user.passkeys.some(({ credential }) => credential !== null);
  return [
    { strategy: "password" },
    ...emails.filter((factor) => factor !== null),
    ...phoneFactors(user, false),
    ...(passkey ? [{ strategy: "passkey" as const }] : []),
  ];
}

/** Returns a user's second factors; empty if the account has one factor only. */
export function secondFactors(user: UserRecord): Factor[] {
  return [
    ...phoneFactors(user, true),
    ...(user.totpSecret === null ? [] : [{ strategy: "totp" as const }]),
    ...(user.backupCodes.length === 0 ? [] : [{ strategy: "backup_code" as const }]),
  ];
}

function phoneFactors({ phoneNumbers }: UserRecord, second: boolean): CodeFactor[] {
  return phoneNumbers.flatMap(({ id, phoneNumber, secondFactor }, index) =>
    secondFactor === second
      ? [{ strategy: "phone_code", id, to: phoneNumber, preferred: index === 0 }]
      : [],
  );
}
