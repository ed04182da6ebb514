import { SessionError } from "clerk-session";
import { useCallback, useState } from "react";
import type { Connection } from "../api/connection.js";
import { PlainRequestError } from "../api/plain-request.js";
import type { RunCall } from "../model/log.js";

/** The state of the instance: no response yet, responding, or unreachable or refusing this page. */
export type ConnectionStatus = "unknown" | "answering" | "failing";

/** Tracks whether the instance responds, as of the last call through the returned `runCall`. */
export function useConnectionStatus(
  connection: Connection,
  runLoggedCall: RunCall,
): { status: ConnectionStatus; runCall: RunCall } {
  const [lastResult, setLastResult] = useState<{ of: Connection; answered: boolean } | null>(null);

  const runCall: RunCall = useCallback(
    async (call) => {
      try {
        const answer = await runLoggedCall(call);
        setLastResult({ of: connection, answered: true });
        return answer;
      } catch (error) {
        if (!call.signal?.aborted)
          setLastResult({ of: connection, answered: isServerResponse(error) });
        throw error;
      }
    },
    [connection, runLoggedCall],
  );

  if (lastResult?.of !== connection) return { status: "unknown", runCall };
  return { status: lastResult.answered ? "answering" : "failing", runCall };
}

/** A refusal is a response too. */
function isServerResponse(error: unknown): boolean {
  if (error instanceof PlainRequestError) return error.answered;
  return error instanceof SessionError && error.code !== "network" && error.code !== "timeout";
}
