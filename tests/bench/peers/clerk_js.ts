/**
 * Clerk's own client. Its script element is in the page (see ../site.mjs) and has created
 * `window.Clerk`.
 *
 * With each response, clerk-js does what is timed here, `Client.getOrCreateInstance().fromJSON(…)`.
 * `new Client(…)`, which creates the first instance, calls the same method after creating an empty
 * sign-in and an empty sign-up.
 *
 * It does less than clerk-session: it checks nothing, accepts all values, and has no errors with a
 * position. It also does more: its objects have methods, its times are Dates, and each session's
 * token is decoded and offered to its cache. The cache drops these tokens because they have
 * expired.
 */
import type {} from "@clerk/clerk-js";

interface ClientResource {
  fromJSON(json: unknown): unknown;
}

const decoder = new TextDecoder();
let client: ClientResource | null | undefined;

/** Loads Clerk with a Frontend API that has no client, and keeps the resulting client. */
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
