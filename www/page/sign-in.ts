/** What the sign-in form asks for. */
export interface Credentials {
  readonly identifier: string;
  readonly password: string;
}

/** Why nobody was signed in. */
export class SignInError extends Error {
  override readonly name = "SignInError";

  /**
   * @param field - whose value is at fault, where the server says so
   * @param answered - whether the server has said anything at all
   */
  constructor(
    message: string,
    readonly field: keyof Credentials | null,
    readonly answered: boolean,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/**
 * Signs this browser in at the local Frontend API. clerk-session reads, shows and ends sessions; beginning one is the
 * application's own business. A form and no custom header, so that no CORS preflight is needed.
 */
export async function signIn(frontendApi: string, { identifier, password }: Credentials): Promise<void> {
  let response: Response;
  try {
    response = await fetch(`${frontendApi}/v1/client/sign_ins`, {
      method: "POST",
      body: new URLSearchParams({ identifier, password }),
      credentials: "include",
    });
  } catch (cause) {
    throw new SignInError("The server cannot be reached. Is `npm start` still running?", null, false, {
      cause,
    });
  }
  if (response.ok) return;
  throw refusal(response.status, await response.text());
}

function refusal(status: number, body: string): SignInError {
  try {
    const [error] = JSON.parse(body).errors;
    const field = error.meta?.param_name;
    const known = field === "identifier" || field === "password" ? field : null;
    return new SignInError(String(error.long_message), known, true);
  } catch (cause) {
    // Something between here and the Frontend API has answered, in a form of its own.
    return new SignInError(`The server answered ${status} and gave no reason.`, null, true, { cause });
  }
}
