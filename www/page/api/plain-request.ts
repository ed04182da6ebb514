/** Why a request that does not go through clerk-session came to nothing. */
export class PlainRequestError extends Error {
  override readonly name = "PlainRequestError";

  /**
   * @param param - the parameter at fault, where the server says so
   * @param answered - whether the server has said anything at all
   */
  constructor(
    message: string,
    readonly param: string | null,
    readonly answered: boolean,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/**
 * Asks the local Frontend API for what is no business of clerk-session's, and is the application's own.
 * A form and no custom header, so that no CORS preflight is needed.
 *
 * @returns the answer, read as JSON
 */
export async function post(url: string, form: Record<string, string> = {}) {
  let response: Response;
  try {
    response = await fetch(url, { method: "POST", body: new URLSearchParams(form), credentials: "include" });
  } catch (cause) {
    const message = "The server cannot be reached. Is `npm start` still running?";
    throw new PlainRequestError(message, null, false, { cause });
  }
  if (response.ok) return response.json();
  throw errorFromResponse(response.status, await response.text());
}

function errorFromResponse(status: number, body: string): PlainRequestError {
  try {
    const [error] = JSON.parse(body).errors;
    return new PlainRequestError(String(error.long_message), error.meta?.param_name ?? null, true);
  } catch (cause) {
    // Something between here and the Frontend API has answered, in a form of its own.
    const message = `The server answered ${status} and gave no reason.`;
    return new PlainRequestError(message, null, true, { cause });
  }
}
