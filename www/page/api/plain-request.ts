/** The failure of a request that does not go through clerk-session. */
export class PlainRequestError extends Error {
  override readonly name = "PlainRequestError";

  /**
   * @param param - the invalid parameter, if the server names one
   * @param answered - whether the server responded
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
 * Sends a request of the application's own to the local Frontend API.
 * It is a form without a custom header, so that no CORS preflight is needed.
 *
 * @returns the parsed JSON response
 */
export async function post(url: string, form: Record<string, string> = {}) {
  let response: Response;
  try {
    response = await fetch(url, {
      method: "POST",
      body: new URLSearchParams(form),
      credentials: "include",
    });
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
    // A proxy between the page and the Frontend API responded, in a format of its own.
    const message = `The server answered ${status} and gave no reason.`;
    return new PlainRequestError(message, null, true, { cause });
  }
}
