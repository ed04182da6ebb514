/**
 * Clerk's own client. Its script element stands in the page (see ../site.mjs), and has made `window.Clerk`.
 *
 * With each answer it does what is timed here, `Client.getOrCreateInstance().fromJSON(…)`; `new Client(…)`, which is what makes the first
 * one, calls the same method after it has made a sign-in and a sign-up that are empty.
 *
 * It does less than clerk-session: it checks nothing, takes whatever it meets, and has no error that says where. And more: its objects
 * have methods, its times are Dates, and each session's token is decoded and offered to its cache, which drops these: they have expired.
 */
import type {} from "@clerk/clerk-js";

interface ClientResource {
  fromJSON(json: unknown): unknown;
}

const decoder = new TextDecoder();
let client: ClientResource | null | undefined;

/** Loads Clerk while its Frontend API says that nobody is signed in, and keeps the client that it has by then. */
export async function start(): Promise<void> {
  const { fetch } = globalThis;
  globalThis.fetch = async (url) =>
    Response.json(String(url).includes("/environment") ? {} : { response: null, client: null });
  try {
    await window.Clerk?.load({ telemetry: false });
  } finally {
    globalThis.fetch = fetch;
  }
  client = window.Clerk?.client as unknown as ClientResource | null | undefined;
}

export function readClient(bytes: Uint8Array): unknown {
  return client?.fromJSON(JSON.parse(decoder.decode(bytes)));
}
