import { post } from "./plain-request.js";

/** Whether this browser can make passkeys, and read and write them as the Frontend API does. */
export function canAddPasskey(): boolean {
  return "PublicKeyCredential" in globalThis && "parseCreationOptionsFromJSON" in PublicKeyCredential;
}

/**
 * Has the browser make a passkey for a user of the local Frontend API. To verify by one is clerk-session's business; to
 * make one, the application's.
 *
 * @param sessionId - whose user it is for
 */
export async function addPasskey(frontendApi: string, sessionId: string): Promise<void> {
  const passkeys = `${frontendApi}/v1/me/passkeys`;
  const session = `_clerk_session_id=${sessionId}`;
  const { id, verification } = (await post(`${passkeys}?${session}`)).response;
  const credential = await create(verification.nonce).catch(async (error) => {
    // What the browser has not made, the server need not wait for.
    await post(`${passkeys}/${id}?${session}&_method=DELETE`).catch((also) => {
      throw new AggregateError([error, also], "The browser made no passkey, and the server waits for it.");
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
  if (credential === null) throw new DOMException("It made no passkey.", "NotAllowedError");
  return credential;
}
