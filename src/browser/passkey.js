// Passkeys (https://www.w3.org/TR/webauthn-3/). A server sends and expects JSON with bytes in
// base64url (RFC 4648), and the browser expects and returns objects. Not every browser has the
// conversions parseRequestOptionsFromJSON() and toJSON() yet.
import { attempt, settleAbortable } from "./callback.js";

/**
 * Returns whether passkeys are available. A worker, a server, or a page loaded over plain http has
 * none.
 */
export function hasPasskeys() {
  return !!attempt(() => PublicKeyCredential && navigator.credentials);
}

/**
 * Requests a passkey's response to a server's request, and calls back with the outcome. Both are
 * JSON. Null means no response. Returns a function that aborts the request. Throws if the server's
 * request cannot be read.
 */
export function getPasskey(callback, json) {
  // Only these two names have bytes as values. A null has no meaning in the JSON, but a browser may
  // refuse it.
  const publicKey = JSON.parse(json, (name, value) =>
    name === "challenge" || name === "id" ? decode(value) : (value ?? undefined),
  );
  if (!publicKey.challenge?.length) throw new TypeError("there is no challenge");
  return settleAbortable(callback, async (signal) => {
    const credential = await navigator.credentials.get({ publicKey, signal });
    return credential && toJson(credential);
  });
}

function toJson({ id, rawId, type, authenticatorAttachment, response }) {
  const { authenticatorData, clientDataJSON, signature, userHandle } = response;
  const signed = { authenticatorData, clientDataJSON, signature, userHandle };
  // Buffers are recognized by their shape, because those of an extension that keeps passkeys may be
  // of another realm.
  return JSON.stringify(
    { id, rawId, type, authenticatorAttachment, response: signed },
    (_, value) => (value?.byteLength >= 0 ? encode(value) : value),
  );
}

function decode(base64url) {
  const base64 = base64url.replaceAll("-", "+").replaceAll("_", "/");
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}

function encode(buffer) {
  const base64 = btoa(String.fromCharCode(...new Uint8Array(buffer)));
  return base64.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}
