import { post } from "./plain-request.js";

/** The fields of the sign-in form; the names are the server's. */
export interface Credentials {
  readonly identifier: string;
  readonly password: string;
}

/**
 * Signs this browser in at the local Frontend API: clerk-session reads, shows and ends sessions,
 * and begins none.
 */
export async function signIn(
  frontendApi: string,
  { identifier, password }: Credentials,
): Promise<void> {
  await post(`${frontendApi}/v1/client/sign_ins`, { identifier, password });
}
