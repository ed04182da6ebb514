import { start } from "../peers/clerk_session.js";

/** What the Frontend API answers, as texts. */
export interface Answers {
  /** To GET /client: one session, which is the current one. */
  readonly client: string;
  /** To its deletion: the same session, and the client without it. Without a client, it would be asked for. */
  readonly deleted: string;
  /** To the request for a token. */
  readonly token: string;
}

export interface CallTimes {
  readonly warmUp: number;
  readonly rounds: number;
  /** How often a token is asked for that is at hand, for one sample. */
  readonly cached: number;
}

type Call =
  | "deleteSession"
  | "bareDelete"
  | "bareDuties"
  | "getToken"
  | "bareToken"
  | "bareLock"
  | "cachedToken";

/**
 * Each call beside what nobody can do without: the same answer fetched and parsed. All are answered at once.
 *
 * @returns the milliseconds that each took, round by round
 */
export async function timeCalls(answers: Answers, { warmUp, rounds, cached }: CallTimes) {
  let answer = "";
  let asked = 0;
  globalThis.fetch = () => {
    asked += 1;
    return Promise.resolve(
      new Response(answer, { headers: { "content-type": "application/json" } }),
    );
  };
  const client = await start();
  const channel = new BroadcastChannel("bench");
  const bare = async () => (await fetch("/", { method: "POST" })).json();
  const samples: Record<Call, number[]> = {
    deleteSession: [],
    bareDelete: [],
    bareDuties: [],
    getToken: [],
    bareToken: [],
    bareLock: [],
    cachedToken: [],
  };

  const know = async () => {
    answer = answers.client;
    await client.getClient();
  };
  const time = async (name: Call, answered: string, call: () => Promise<unknown>, requests = 1) => {
    answer = answered;
    asked = 0;
    const started = performance.now();
    await call();
    samples[name].push(performance.now() - started);
    if (asked !== requests) throw new Error(`${name} has sent ${asked} requests`);
  };

  for (let round = 0; round < warmUp + rounds; round += 1) {
    await know();
    await time("deleteSession", answers.deleted, () => client.deleteSession());
    await time("bareDelete", answers.deleted, bare);
    // What a browser takes by itself for what is promised of a deletion: it has a time limit, other tabs hear of it, and the cookies are
    // searched for its tokens.
    const duties = async () => {
      const timer = setTimeout(() => {}, 15_000);
      channel.postMessage(["changed"]);
      void document.cookie;
      clearTimeout(timer);
    };
    await time("bareDuties", "", duties, 0);
    // Its tokens have gone with it.
    await know();
    await time("getToken", answers.token, () => client.getToken());
    await time("bareToken", answers.token, bare);
    // What a browser takes for a lock by itself: tabs that ask for a token wait for each other.
    await time("bareLock", "", () => navigator.locks.request("bench", async () => {}), 0);
    const again = async () => {
      for (let time = 0; time < cached; time += 1) await client.getToken();
    };
    await time("cachedToken", answers.token, again, 0);
  }
  client.close();
  channel.close();
  for (const name of Object.keys(samples) as Call[]) samples[name] = samples[name].slice(warmUp);
  samples.cachedToken = samples.cachedToken.map((sample) => sample / cached);
  return samples;
}
