import { start } from "../peers/clerk_session.js";

/** The responses of the Frontend API, as texts. */
export interface Responses {
  /** To GET /client: one session, the current one. */
  readonly client: string;
  /**
   * To the deletion: the same session, and the client without it. Without the client, the package
   * would request it.
   */
  readonly deleted: string;
  /** To a token request. */
  readonly token: string;
}

export interface CallTimes {
  readonly warmUp: number;
  readonly rounds: number;
  /** The number of requests for a cached token in one sample. */
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
 * Measures each call, and the fetching and parsing of the same response without the package. All
 * requests are answered at once.
 *
 * @returns the milliseconds that each took, round by round
 */
export async function timeCalls(responses: Responses, { warmUp, rounds, cached }: CallTimes) {
  let body = "";
  let sent = 0;
  globalThis.fetch = () => {
    sent += 1;
    return Promise.resolve(new Response(body, { headers: { "content-type": "application/json" } }));
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

  const load = async () => {
    body = responses.client;
    await client.getClient();
  };
  const time = async (name: Call, response: string, call: () => Promise<unknown>, requests = 1) => {
    body = response;
    sent = 0;
    const started = performance.now();
    await call();
    samples[name].push(performance.now() - started);
    if (sent !== requests) throw new Error(`${name} has sent ${sent} requests`);
  };

  for (let round = 0; round < warmUp + rounds; round += 1) {
    await load();
    await time("deleteSession", responses.deleted, () => client.deleteSession());
    await time("bareDelete", responses.deleted, bare);
    // The browser's own time for the duties of a deletion: a timeout is set, other tabs are
    // notified, and the cookies are searched for the session's tokens.
    const duties = async () => {
      const timer = setTimeout(() => {}, 15_000);
      channel.postMessage(["changed"]);
      void document.cookie;
      clearTimeout(timer);
    };
    await time("bareDuties", "", duties, 0);
    // The deletion has removed the session's tokens.
    await load();
    await time("getToken", responses.token, () => client.getToken());
    await time("bareToken", responses.token, bare);
    // The browser's own time for a lock: tabs that request a token wait for one another.
    await time("bareLock", "", () => navigator.locks.request("bench", async () => {}), 0);
    const requestCached = async () => {
      for (let time = 0; time < cached; time += 1) await client.getToken();
    };
    await time("cachedToken", responses.token, requestCached, 0);
  }
  client.close();
  channel.close();
  for (const name of Object.keys(samples) as Call[]) samples[name] = samples[name].slice(warmUp);
  samples.cachedToken = samples.cachedToken.map((sample) => sample / cached);
  return samples;
}
