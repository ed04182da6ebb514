import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from "@simplewebauthn/server";
import { type ErrorCode, FrontendApiError } from "../errors.js";
import type { PasskeyRecord, UserRecord } from "../state/user-record.js";
import { type PasskeyVerification, verificationLifetime } from "../state/verification-record.js";

/**
 * Returns the relying party's id. A browser ties passkeys to a domain: "localhost" is one, an IP
 * address is none.
 */
function relyingParty(origin: string): string {
  return new URL(origin).hostname;
}

/** Creates the challenge for the registration of a new passkey. */
export async function startRegistration(
  user: UserRecord,
  origin: string,
  now: number,
): Promise<PasskeyVerification> {
  const options = await generateRegistrationOptions({
    rpName: "Local Frontend API",
    rpID: relyingParty(origin),
    userID: new TextEncoder().encode(user.id),
    userName: user.emailAddresses[0]?.emailAddress ?? user.id,
    userDisplayName: [user.firstName, user.lastName].filter(Boolean).join(" "),
    authenticatorSelection: { residentKey: "required", userVerification: "required" },
    excludeCredentials: credentialIds(user),
  });
  return pendingVerification(options, origin, now);
}

/** Creates the challenge for a signature by one of the user's passkeys. */
export async function startAuthentication(
  user: UserRecord,
  origin: string,
  now: number,
): Promise<PasskeyVerification> {
  const options = await generateAuthenticationOptions({
    rpID: relyingParty(origin),
    allowCredentials: credentialIds(user),
    userVerification: "required",
  });
  return pendingVerification(options, origin, now);
}

/** Verifies an authenticator's registration response and stores its credential. */
export async function finishRegistration(passkey: PasskeyRecord, text: string): Promise<void> {
  const response = parse<RegistrationResponseJSON>(text);
  passkey.credential = await verifyResponse(
    passkey.verification,
    async (expected) => {
      const { registrationInfo } = await verifyRegistrationResponse({ response, ...expected });
      return registrationInfo?.credential;
    },
    "passkey_invalid_public_key_credential",
  );
}

/** Verifies a signature by one of the user's passkeys. */
export async function finishAuthentication(
  user: UserRecord,
  verification: PasskeyVerification,
  text: string,
  now: number,
): Promise<void> {
  const response = parse<AuthenticationResponseJSON>(text);
  const passkey = user.passkeys.find(({ credential }) => credential?.id === response.id);
  const credential = passkey?.credential;
  if (!credential) throw new FrontendApiError("passkey_not_registered");
  const counter = await verifyResponse(
    verification,
    async (expected) => {
      const result = await verifyAuthenticationResponse({ response, credential, ...expected });
      return result.verified ? result.authenticationInfo.newCounter : undefined;
    },
    "passkey_authentication_failure",
  );
  passkey.credential = { ...credential, counter };
  passkey.lastUsedAt = now;
}

function pendingVerification(
  options: PasskeyVerification["options"],
  origin: string,
  now: number,
): PasskeyVerification {
  const expireAt = now + verificationLifetime;
  return { strategy: "passkey", status: "unverified", attempts: 0, options, origin, expireAt };
}

function credentialIds(user: UserRecord): { id: string }[] {
  return user.passkeys.flatMap(({ credential }) => (credential ? [{ id: credential.id }] : []));
}

/** Parses a credential and checks that it has an id and a response; the library checks the rest. */
function parse<Credential>(text: string): Credential {
  try {
    const credential = JSON.parse(text);
    if (typeof credential?.id === "string" && typeof credential.response === "object")
      return credential;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw new FrontendApiError("passkey_invalid_public_key_credential", "", {
    param_name: "public_key_credential",
  });
}

interface ExpectedResponse {
  readonly expectedChallenge: (challenge: string) => boolean;
  readonly expectedOrigin: string;
  readonly expectedRPID: string;
}

/**
 * Verifies a response with the library. The library reports each reason in a sentence; the API has
 * two codes for all of them.
 */
async function verifyResponse<Result>(
  { options, origin }: PasskeyVerification,
  check: (expected: ExpectedResponse) => Promise<Result | undefined>,
  refusal: ErrorCode,
): Promise<Result> {
  let answersChallenge = false;
  try {
    const result = await check({
      expectedChallenge: (challenge) => {
        answersChallenge = challenge === options.challenge;
        return answersChallenge;
      },
      expectedOrigin: origin,
      expectedRPID: relyingParty(origin),
    });
    if (result !== undefined) return result;
  } catch (cause) {
    const code = answersChallenge ? refusal : "passkey_invalid_verification";
    throw new FrontendApiError(code, "", {}, { cause });
  }
  throw new FrontendApiError(refusal);
}
