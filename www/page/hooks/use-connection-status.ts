import { SessionError } from "clerk-session";
import { useCallback, useState } from "react";
import type { Connection } from "../api/connection.js";
import { PlainRequestError } from "../api/plain-request.js";
import type { RunCall } from "../model/log.js";

/** What is known of the instance: nothing yet, that it answers, or that it does not or refuses this page. */
export type ConnectionStatus = "unknown" | "answering" | "failing";

/** Whether the instance answers, as of the last question; what asks through `ask` is what is told by it. */
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
        if (!call.signal?.aborted) setLastResult({ of: connection, answered: isServerResponse(error) });
        throw error;
      }
    },
    [connection, runLoggedCall],
  );

  if (lastResult?.of !== connection) return { status: "unknown", runCall };
  return { status: lastResult.answered ? "answering" : "failing", runCall };
}

/** A refusal is an answer too. */
function isServerResponse(error: unknown): boolean {
  if (error instanceof PlainRequestError) return error.answered;
  return error instanceof SessionError && error.code !== "network" && error.code !== "timeout";
}
