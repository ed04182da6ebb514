import type { TokenOptions } from "clerk-session";
import { useCallback, useEffect, useMemo, useState } from "react";
import { type DecodedToken, decodeFreshToken } from "../model/decoded-token.js";
import { describeFailure } from "../model/explain.js";
import type { TokenPurpose } from "../model/token-purposes.js";
import type { Sessions } from "./use-sessions.js";

/** A session's token, and its successor as soon as there is one. */
interface TokenState {
  /** Null if there is none, or none yet. */
  readonly token: DecodedToken | null;
  /** The reason why there is none; null if none is known. */
  readonly error: unknown;
  /** Whether a requested token is loading. */
  readonly loading: boolean;
  /** @param skipCache - whether to request a new token instead of the cached one */
  readonly reload: (skipCache: boolean) => void;
}

interface TokenResult extends Pick<TokenState, "token" | "error"> {
  /**
   * The session and purpose of the token. A token for another key is never shown, not even for a
   * moment.
   */
  readonly key: string;
}

/** getToken() returns a cached token at once and without a request, so that polling is cheap. */
const pollIntervalMs = 1_000;

const intent = "get a token";
const noTokenText = "There is no token";

/**
 * Gets a session's token for a purpose. The SessionClient renews it in the background; polling
 * picks the new one up.
 */
export function useToken(
  { connection: { sessionClient }, session, runCall, addLogEntry }: Sessions,
  sessionId: string,
  { id, organizationId, template }: TokenPurpose,
): TokenState {
  const key = `${sessionId} ${id}`;
  const explicitSessionId = sessionId === session?.id ? undefined : sessionId;
  const [lastResult, setLastResult] = useState<TokenResult | null>(null);
  const [loadingKey, setLoadingKey] = useState<string | null>(null);
  const result = lastResult?.key === key ? lastResult : null;
  const jwt = result?.token?.jwt ?? null;

  const options = useMemo(
    () => ({
      ...(explicitSessionId !== undefined && { session: explicitSessionId }),
      ...(organizationId !== undefined && { organizationId }),
      ...(template !== undefined && { template }),
    }),
    [explicitSessionId, organizationId, template],
  );

  const get = useCallback(
    async (skipCache: boolean, signal?: AbortSignal): Promise<TokenResult> => {
      const callOptions = { ...options, ...(skipCache && { skipCache }) };
      try {
        const jwt = await runCall({
          call: asCode(callOptions),
          intent,
          run: () => sessionClient.getToken({ ...callOptions, ...(signal && { signal }) }),
          outcome: (jwt) =>
            jwt === null ? noTokenText : `Got a token for ${lifetimeSeconds(jwt)} seconds`,
          ...(signal && { signal }),
        });
        return { key, token: jwt === null ? null : decodeFreshToken(jwt, Date.now()), error: null };
      } catch (error) {
        return { key, token: null, error };
      }
    },
    [sessionClient, runCall, key, options],
  );

  useEffect(() => {
    const replaced = new AbortController();
    const { signal } = replaced;
    void get(false, signal).then((result) => {
      if (!signal.aborted) setLastResult(result);
    });
    return () => replaced.abort();
  }, [get]);

  useEffect(() => {
    if (jwt === null) return;
    let polling = false;
    let replaced = false;

    async function poll() {
      if (polling || document.visibilityState === "hidden") return;
      polling = true;
      try {
        const next = await sessionClient.getToken(options);
        if (replaced || next === jwt) return;
        const text = next === null ? noTokenText : "The token was renewed";
        addLogEntry({ text, call: asCode(options), failed: false });
        setLastResult({
          key,
          token: next === null ? null : decodeFreshToken(next, Date.now()),
          error: null,
        });
      } catch (error) {
        if (replaced) return;
        addLogEntry({ text: describeFailure(intent, error), call: asCode(options), failed: true });
        setLastResult({ key, token: null, error });
      } finally {
        polling = false;
      }
    }

    const timer = setInterval(() => void poll(), pollIntervalMs);
    return () => {
      replaced = true;
      clearInterval(timer);
    };
  }, [sessionClient, key, options, jwt, addLogEntry]);

  async function reload(skipCache: boolean) {
    if (loadingKey === key) return;
    setLoadingKey(key);
    const result = await get(skipCache);
    setLastResult((last) => (last?.key === key ? result : last));
    setLoadingKey((awaited) => (awaited === key ? null : awaited));
  }

  return {
    token: result?.token ?? null,
    error: result?.error ?? null,
    loading: result === null || loadingKey === key,
    reload: (skipCache) => void reload(skipCache),
  };
}

function lifetimeSeconds(jwt: string): number {
  return decodeFreshToken(jwt, Date.now()).lifetimeMs / 1000;
}

/** Returns the call as code: `getToken({ template: "reporting" })`. */
function asCode(options: TokenOptions): string {
  const entries = Object.entries(options).map(
    ([name, value]) => `${name}: ${JSON.stringify(value)}`,
  );
  return entries.length === 0 ? "getToken()" : `getToken({ ${entries.join(", ")} })`;
}
