import type { TokenOptions } from "clerk-session";
import { useCallback, useEffect, useMemo, useState } from "react";
import { readToken, type ShownToken } from "../model/decoded-token.js";
import { couldNot } from "../model/explain.js";
import type { TokenPurpose } from "../model/token-purposes.js";
import type { Sessions } from "./use-sessions.js";

/** A session's token, and the next as soon as there is one. */
export interface HeldToken {
  /** Null: there is none, or none yet. */
  readonly token: ShownToken | null;
  /** Why there is none; null: no reason is known. */
  readonly error: unknown;
  /** Whether one is on its way that somebody waits for. */
  readonly asking: boolean;
  /** @param skipCache - whether the one that is held will not do */
  readonly askAgain: (skipCache: boolean) => void;
}

interface Heard extends Pick<HeldToken, "token" | "error"> {
  /** What was asked for: a token for something else is not shown, not even for a moment. */
  readonly key: string;
}

/** One that is held already is given out at once and without a request: it may be asked for as often as one likes. */
const everyMs = 1_000;

const intent = "get a token";
const none = "There is no token";

/** The token of a session for some purpose. The SessionClient renews it in the background; who asks again has the new one. */
export function useToken(
  { connection: { sessionClient }, session, ask, note }: Sessions,
  sessionId: string,
  { id, organizationId, template }: TokenPurpose,
): HeldToken {
  const key = `${sessionId} ${id}`;
  const named = sessionId === session?.id ? undefined : sessionId;
  const [last, setLast] = useState<Heard | null>(null);
  const [awaited, setAwaited] = useState<string | null>(null);
  const heard = last?.key === key ? last : null;
  const jwt = heard?.token?.jwt ?? null;

  const options = useMemo(
    () => ({
      ...(named !== undefined && { session: named }),
      ...(organizationId !== undefined && { organizationId }),
      ...(template !== undefined && { template }),
    }),
    [named, organizationId, template],
  );

  const get = useCallback(
    async (skipCache: boolean, signal?: AbortSignal): Promise<Heard> => {
      const asked = { ...options, ...(skipCache && { skipCache }) };
      try {
        const jwt = await ask({
          call: asCode(asked),
          intent,
          ask: () => sessionClient.getToken({ ...asked, ...(signal && { signal }) }),
          outcome: (jwt) => (jwt === null ? none : `Got a token for ${lifeOf(jwt)} seconds`),
          ...(signal && { signal }),
        });
        return { key, token: jwt === null ? null : readToken(jwt, Date.now()), error: null };
      } catch (error) {
        return { key, token: null, error };
      }
    },
    [sessionClient, ask, key, options],
  );

  useEffect(() => {
    const replaced = new AbortController();
    const { signal } = replaced;
    void get(false, signal).then((heard) => {
      if (!signal.aborted) setLast(heard);
    });
    return () => replaced.abort();
  }, [get]);

  useEffect(() => {
    if (jwt === null) return;
    let asking = false;
    let replaced = false;

    async function follow() {
      if (asking || document.visibilityState === "hidden") return;
      asking = true;
      try {
        const next = await sessionClient.getToken(options);
        if (replaced || next === jwt) return;
        const text = next === null ? none : "The token was renewed";
        note({ text, call: asCode(options), failed: false });
        setLast({ key, token: next === null ? null : readToken(next, Date.now()), error: null });
      } catch (error) {
        if (replaced) return;
        note({ text: couldNot(intent, error), call: asCode(options), failed: true });
        setLast({ key, token: null, error });
      } finally {
        asking = false;
      }
    }

    const timer = setInterval(() => void follow(), everyMs);
    return () => {
      replaced = true;
      clearInterval(timer);
    };
  }, [sessionClient, key, options, jwt, note]);

  async function askAgain(skipCache: boolean) {
    if (awaited === key) return;
    setAwaited(key);
    const heard = await get(skipCache);
    setLast((last) => (last?.key === key ? heard : last));
    setAwaited((awaited) => (awaited === key ? null : awaited));
  }

  return {
    token: heard?.token ?? null,
    error: heard?.error ?? null,
    asking: heard === null || awaited === key,
    askAgain: (skipCache) => void askAgain(skipCache),
  };
}

function lifeOf(jwt: string): number {
  return readToken(jwt, Date.now()).lifeMs / 1000;
}

/** `getToken({ template: "reporting" })` */
function asCode(options: TokenOptions): string {
  const entries = Object.entries(options).map(([name, value]) => `${name}: ${JSON.stringify(value)}`);
  return entries.length === 0 ? "getToken()" : `getToken({ ${entries.join(", ")} })`;
}
