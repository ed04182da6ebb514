import { SessionError } from "clerk-session";
import { PlainRequestError } from "../api/plain-request.js";
import { RemainingDevicesError } from "./remaining-devices.js";

/** A failure explained for a user, with the details that a developer needs. */
export interface Explanation {
  readonly title: string;
  /** The message of the server or the package. */
  readonly message: string;
  /** Advice for the user. */
  readonly advice: string;
  readonly code: string;
  /** The id by which Clerk's support finds the request. */
  readonly traceId: string | null;
  /** Whether only signing in helps; trying again cannot. */
  readonly needsSignIn: boolean;
}

const retryAdvice = (seconds: number | null) =>
  seconds === null ? "Wait a moment, then try again." : `Try again in ${seconds} seconds.`;

/** Titles and advice by SessionError's code. */
const byCode: Partial<Record<SessionError["code"], readonly [title: string, advice: string]>> = {
  network: ["The server cannot be reached", "Check the connection, then try again."],
  timeout: ["The server took too long", "Try again; nothing has been changed on this page."],
  not_deleted: ["The sign-out is not confirmed", "Try again, or sign out on the device itself."],
  invalid_response: [
    "The server's response is invalid",
    "Try again. If the problem remains, a proxy between this page and the server may change " +
      "responses.",
  ],
  invalid_options: [
    "This is not a publishable key",
    "Copy it from the Clerk Dashboard, under API keys; `npm start` reads it " +
      "from the variable CLERK_PUBLISHABLE_KEY.",
  ],
  not_initialized: [
    "The WebAssembly module did not load",
    "Reload the page. If the problem remains, this browser or its settings do not allow " +
      "WebAssembly.",
  ],
  closed: [
    "The page talks to another instance now",
    "Switch back to the previous instance to see the outcome.",
  ],
  no_session: ["Nobody is signed in here", "Sign in first."],
  passkey: ["The passkey was not used", "Try again, or choose another method."],
};

/** Titles and advice by the Frontend API's code. */
const byServerCode: Record<string, readonly [title: string, advice: string]> = {
  origin_invalid: [
    "This key does not work on this page",
    "A live key works only on the domain of its instance and its subdomains. " +
      "Open the page there, or use a development key (pk_test_…).",
  ],
  signed_out: ["You are not signed in any more", "Refresh the page, then sign in again."],
  authentication_invalid: [
    "You are not signed in any more",
    "Refresh the page, then sign in again.",
  ],
  dev_browser_unauthenticated: [
    "The server no longer knows this browser",
    "Try again: the page requests a new one.",
  ],
  resource_not_found: [
    "This session no longer exists",
    "Refresh the page to see the present ones.",
  ],
  verification_expired: ["This code has expired", "Request a new code."],
  verification_failed: ["Too many wrong codes", "Request a new code, or choose another method."],
};

/** The codes of errors that a second attempt cannot solve. */
const signInErrors = new Set(["no_session", "signed_out", "authentication_invalid"]);

/** Explains the rejection of any call. */
export function explain(error: unknown): Explanation {
  if (!(error instanceof SessionError)) return explainOther(error);
  const serverError = error.errors[0];
  const [title, advice] = byCode[error.code] ??
    byServerCode[serverError?.code ?? ""] ?? ["The server refused", defaultAdvice(error)];
  return {
    title,
    message: serverError?.longMessage || serverError?.message || sentence(error.message),
    advice,
    code: [error.code, error.status, serverError?.code].filter(Boolean).join(" · "),
    traceId: error.traceId,
    needsSignIn: signInErrors.has(error.code) || signInErrors.has(serverError?.code ?? ""),
  };
}

/**
 * Explains an error that is not clerk-session's. The first error of an AggregateError is the cause;
 * the others are its consequences.
 */
function explainOther(error: unknown): Explanation {
  if (error instanceof AggregateError) {
    const messages = error.errors.map((error) => explain(error).message);
    return { ...explain(error.errors[0]), message: messages.join(" ") };
  }
  if (error instanceof RemainingDevicesError) {
    return { ...explain(error.cause), title: error.message };
  }
  const [title, advice] =
    error instanceof PlainRequestError
      ? [error.answered ? "The server refused" : "The server cannot be reached", "Try again."]
      : error instanceof DOMException
        ? ["The browser refused", "Try again."]
        : ["Something went wrong", "Reload the page."];
  const message = error instanceof Error ? error.message : String(error);
  return { title, message, advice, code: "", traceId: null, needsSignIn: false };
}

/**
 * Describes a failure in one sentence: "Could not list the devices: the server took too long".
 *
 * @param intent - the failed action, such as "list the devices"
 */
export function describeFailure(intent: string, error: unknown): string {
  const reason =
    error instanceof PlainRequestError
      ? error.message
      : inSentence(explainInput(error) ?? explain(error).title);
  return `Could not ${intent}: ${reason}`;
}

/** Returns the server's message about an invalid input; null if the failure is of another kind. */
export function explainInput(error: unknown): string | null {
  const serverError = error instanceof SessionError ? error.errors[0] : undefined;
  return serverError?.meta?.param_name === undefined
    ? null
    : serverError.longMessage || serverError.message;
}

/** Explains a failed sign-out. The text must never read as a confirmed sign-out. */
export function explainSignOut(error: unknown): Explanation {
  const explanation = explain(error);
  return { ...explanation, advice: `The session may still be signed in. ${explanation.advice}` };
}

/**
 * Rewrites the package's message for developers as a sentence for users, about a key instead of an
 * option.
 */
function sentence(message: string): string {
  const plain = message.replace(/^publishableKey\b/, "the key");
  return plain.slice(0, 1).toUpperCase() + plain.slice(1) + (/[.?!]$/.test(plain) ? "" : ".");
}

function inSentence(title: string): string {
  return title.slice(0, 1).toLowerCase() + title.slice(1);
}

function defaultAdvice({ status, retryAfterSeconds }: SessionError): string {
  if (status === 429) return retryAdvice(retryAfterSeconds);
  if (status !== null && status >= 500) return "The problem is on the server. Try again later.";
  return "Try again. If the problem remains, sign out and in again.";
}
