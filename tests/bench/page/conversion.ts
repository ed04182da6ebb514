import * as clerkJs from "../peers/clerk_js.js";
import * as clerkSession from "../peers/clerk_session.js";
import * as jsonParse from "../peers/json_parse.js";
import * as zod from "../peers/zod.js";
import { interleave, type Times } from "./rounds.js";

const encoder = new TextEncoder();

export async function start(): Promise<void> {
  await Promise.all([clerkSession.start(), clerkJs.start()]);
}

/**
 * Returns whether the peers make the expected objects of a text: the same as clerk-session's, or
 * clerk-js's own objects of the same people.
 */
export function compare(text: string): { zod: boolean; clerkJs: boolean } {
  const bytes = encoder.encode(text);
  const ours = clerkSession.readClient(bytes);
  return {
    zod: JSON.stringify(zod.readClient(bytes)) === JSON.stringify(ours),
    clerkJs: people(clerkJs.readClient(bytes)) === people(ours),
  };
}

/** Returns sessions, users and e-mail addresses, which both packages have under the same names. */
function people(client: unknown): string {
  const { sessions } = client as ReturnType<typeof clerkSession.readClient>;
  return JSON.stringify(
    sessions.map(({ id, user }) => [
      id,
      user?.id,
      user?.emailAddresses.map(({ emailAddress }) => emailAddress),
    ]),
  );
}

type Peer = "clerkSession" | "clerkJs" | "zod" | "jsonParse";
type Samples = Record<Peer, number[]>;

const READERS: Record<Peer, (bytes: Uint8Array) => unknown> = {
  clerkSession: clerkSession.readClient,
  clerkJs: clerkJs.readClient,
  zod: zod.readClient,
  jsonParse: jsonParse.readClient,
};

/** Reads a text's bytes with each peer. Returns the milliseconds of one reading, round by round. */
export function time(text: string, times: Times): Samples {
  const bytes = encoder.encode(text);
  return interleave(
    each((read) => () => read(bytes)),
    times,
  );
}

/**
 * Does the same with a large text, and in the same rounds with as many small texts as have its
 * length.
 */
export function timeGrowth(
  largeText: string,
  smallText: string,
  times: Times,
): { large: Samples; small: Samples } {
  const [large, small] = [encoder.encode(largeText), encoder.encode(smallText)];
  const count = Math.round(large.length / small.length);
  const readAll = (read: (bytes: Uint8Array) => unknown) => () => {
    for (let time = 0; time < count; time += 1) read(small);
  };
  const readings = each((read, peer) => [
    [peer, () => read(large)],
    [`${peer} small`, readAll(read)],
  ]);
  const samples = interleave(Object.fromEntries(Object.values(readings).flat()), times);
  return {
    large: each((_, peer) => samples[peer] ?? []),
    small: each((_, peer) => samples[`${peer} small`] ?? []),
  };
}

function each<Made>(
  make: (read: (bytes: Uint8Array) => unknown, peer: Peer) => Made,
): Record<Peer, Made> {
  const entries = Object.entries(READERS) as [Peer, (bytes: Uint8Array) => unknown][];
  return Object.fromEntries(entries.map(([peer, read]) => [peer, make(read, peer)])) as Record<
    Peer,
    Made
  >;
}
