import { post } from "./plain-request.js";

/**
 * Returns whether this browser can create passkeys, and convert them to and from the Frontend API's
 * JSON.
 */
export function canAddPasskey(): boolean {
  return (
    "PublicKeyCredential" in globalThis && "parseCreationOptionsFromJSON" in PublicKeyCredential
  );
}

/**
 * Creates a passkey for a user of the local Frontend API. clerk-session verifies by passkey;
 * creating one is the application's part.
 *
 * @param sessionId - a session of the user
 */
export async function addPasskey(frontendApi: string, sessionId: string): Promise<void> {
  const passkeys = `${frontendApi}/v1/me/passkeys`;
  const session = `_clerk_session_id=${sessionId}`;
  const { id, verification } = (await post(`${passkeys}?${session}`)).response;
  const credential = await create(verification.nonce).catch(async (error) => {
    // If the browser created no passkey, the server deletes the pending registration.
    await post(`${passkeys}/${id}?${session}&_method=DELETE`).catch((also) => {
      throw new AggregateError(
        [error, also],
        "The browser created no passkey, and the pending registration remains.",
      );
    });
    throw error;
  });
  await post(`${passkeys}/${id}/attempt_verification?${session}`, {
    strategy: "passkey",
    public_key_credential: JSON.stringify(credential),
  });
}

async function create(options: string): Promise<Credential> {
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(JSON.parse(options));
  const credential = await navigator.credentials.create({ publicKey });
  if (credential === null)
    throw new DOMException("The browser created no passkey.", "NotAllowedError");
  return credential;
}
