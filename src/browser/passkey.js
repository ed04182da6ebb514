// Passkeys (https://www.w3.org/TR/webauthn-3/). A server speaks of them in JSON, with bytes in
// base64url (RFC 4648), and the browser in objects. What turns one into the other,
// parseRequestOptionsFromJSON() and toJSON(), is not in every browser yet.
import { attempt, settleAbortable } from "./callback.js";

/** Whether there are any: a worker, a server, or a page that came over plain http has none. */
export function hasPasskeys() {
  return !!attempt(() => PublicKeyCredential && navigator.credentials);
}

/**
 * Asks for a passkey's response to a server's request, and calls back with the outcome. Both are
 * JSON; null is no response. Returns a function that aborts. Throws if the request cannot be read.
 */
export function getPasskey(callback, json) {
  // Bytes stand under these two names alone. A null means nothing in JSON, but to a browser it may.
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
  // Buffers are told by their shape: those of an extension that keeps passkeys may be of another
  // realm.
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
