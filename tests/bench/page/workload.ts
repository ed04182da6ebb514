import { type SessionClient, SessionError } from "clerk-session";
import { readClient } from "../peers/clerk_session.js";

/** What the package is given to do: half of it fails. */
export interface Amount {
  readonly conversions: number;
  readonly calls: number;
}

export interface Texts {
  /** A client of one session. */
  readonly whole: string;
  /** One of few fields, of which most readings are. */
  readonly small: string;
  /** A token of the first's session. */
  readonly token: string;
}

/** Of so many readings one is of the whole text. */
const SMALL_ONES = 10;
/** So many of the objects that came out last are watched; what watches them takes memory too. */
const WATCHED = 100;

const encoder = new TextEncoder();

/** Does all of it. @returns the last objects that came out, so that it can be seen whether somebody keeps them */
export async function work(client: SessionClient, texts: Texts, { conversions, calls }: Amount) {
  const made: WeakRef<object>[] = [];
  let count = 0;
  const note = (object: object) => {
    made[count++ % WATCHED] = new WeakRef(object);
  };
  const failed = convert(texts, conversions, note) + (await call(client, texts, calls, note));
  if (failed !== conversions / 2 + calls / 2)
    throw new Error(`${failed} have failed, which is not half of them`);
  return made;
}

/** What cannot be read: a text that ends too early, a wrong type at its start and at its end, and a byte that is no UTF-8. */
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

/** Calls of every kind that can go wrong otherwise than the others: answered, refused, lost, and answered with what cannot be read. */
async function call(
  client: SessionClient,
  { whole, token }: Texts,
  times: number,
  note: (object: object) => void,
) {
  const { fetch } = globalThis;
  const known = JSON.parse(whole) as { sessions: [{ id: string }] };
  const [session] = known.sessions;
  const of =
    (value: unknown, status = 200) =>
    async () =>
      Response.json(value, { status });
  const heard = of({ response: known, client: null });
  const removed = of({ response: { ...session, status: "removed" }, client: null });
  const refused = of(
    { errors: [{ code: "resource_not_found", message: "no", meta: { a: 1 } }] },
    404,
  );
  const lost = () => Promise.reject(new TypeError("lost"));
  const cut = async () => new Response(`{"response":${whole.slice(0, -10)}`);

  const inTurn: [answer: () => Promise<Response>, call: () => Promise<unknown>][] = [
    [heard, () => client.getClient()],
    [cut, () => client.getClient()],
    [removed, () => client.deleteSession()],
    [refused, () => client.deleteSession(session.id)],
    [heard, () => client.getClient()],
    [lost, () => client.getToken({ skipCache: true })],
    [of({ object: "token", jwt: token }), () => client.getToken({ skipCache: true })],
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
