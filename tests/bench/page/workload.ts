import { type SessionClient, SessionError } from "clerk-session";
import { readClient } from "../peers/clerk_session.js";

/** An amount of work, half of which fails. */
export interface Amount {
  readonly conversions: number;
  readonly calls: number;
}

export interface Texts {
  /** A client of one session. */
  readonly whole: string;
  /** A client with few fields, which most readings read. */
  readonly small: string;
  /** A token of the first text's session. */
  readonly token: string;
}

/** One of this number of readings reads the whole text. */
const SMALL_ONES = 10;
/** The number of last results that are observed. The observation takes memory too. */
const WATCHED = 100;

const encoder = new TextEncoder();

/**
 * Does all the work.
 *
 * @returns the last resulting objects, as weak references that show which of them are still alive
 */
export async function work(client: SessionClient, texts: Texts, { conversions, calls }: Amount) {
  const made: WeakRef<object>[] = [];
  let count = 0;
  const note = (object: object) => {
    made[count++ % WATCHED] = new WeakRef(object);
  };
  const failed = convert(texts, conversions, note) + (await call(client, texts, calls, note));
  if (failed !== conversions / 2 + calls / 2)
    throw new Error(`${failed} operations have failed, which is not half of them`);
  return made;
}

/**
 * Returns unreadable variants of a text: cut off, with a wrong type at its start and at its end,
 * and with a byte that is not UTF-8.
 */
function spoiled(text: string): Uint8Array[] {
  const end = encoder.encode(text);
  end[end.length - 10] = 0xff;
  return [
    encoder.encode(text.slice(0, -text.length / 10)),
    encoder.encode(text.replace('"id":"', '"id":1,"was":"')),
    encoder.encode(text.replace(/"updated_at":\d+\}$/, '"updated_at":"now"}')),
    end,
  ];
}

function convert({ whole, small }: Texts, times: number, note: (object: object) => void): number {
  const good = [
    encoder.encode(whole),
    ...Array<Uint8Array>(SMALL_ONES - 1).fill(encoder.encode(small)),
  ];
  const bad = [
    ...spoiled(whole),
    ...Array(SMALL_ONES - 1)
      .fill(spoiled(small))
      .flat(),
  ] as Uint8Array[];
  let failed = 0;
  for (let time = 0; time < times / 2; time += 1) {
    note(readClient(good[time % good.length] ?? new Uint8Array()));
    try {
      readClient(bad[time % bad.length] ?? new Uint8Array());
    } catch (error) {
      if (!(error instanceof SessionError)) throw error;
      note(error);
      failed += 1;
    }
  }
  return failed;
}

/**
 * Makes calls of every kind that can fail differently: answered, refused, lost, and answered with
 * an unreadable body.
 */
async function call(
  client: SessionClient,
  { whole, token }: Texts,
  times: number,
  note: (object: object) => void,
) {
  const { fetch } = globalThis;
  const loaded = JSON.parse(whole) as { sessions: [{ id: string }] };
  const [session] = loaded.sessions;
  const responding =
    (value: unknown, status = 200) =>
    async () =>
      Response.json(value, { status });
  const answered = responding({ response: loaded, client: null });
  const removed = responding({ response: { ...session, status: "removed" }, client: null });
  const refused = responding(
    { errors: [{ code: "resource_not_found", message: "no", meta: { a: 1 } }] },
    404,
  );
  const lost = () => Promise.reject(new TypeError("lost"));
  const cut = async () => new Response(`{"response":${whole.slice(0, -10)}`);

  const inTurn: [answer: () => Promise<Response>, call: () => Promise<unknown>][] = [
    [answered, () => client.getClient()],
    [cut, () => client.getClient()],
    [removed, () => client.deleteSession()],
    [refused, () => client.deleteSession(session.id)],
    [answered, () => client.getClient()],
    [lost, () => client.getToken({ skipCache: true })],
    [responding({ object: "token", jwt: token }), () => client.getToken({ skipCache: true })],
    [refused, () => client.touchSession(session.id)],
  ];
  let failed = 0;
  for (let time = 0; time < times; time += 1) {
    const [answer, call] = inTurn[time % inTurn.length] ?? [lost, lost];
    globalThis.fetch = answer;
    try {
      const made = await call();
      if (typeof made === "object" && made !== null) note(made);
    } catch (error) {
      if (!(error instanceof SessionError)) throw error;
      note(error);
      failed += 1;
    }
  }
  globalThis.fetch = fetch;
  return failed;
}
